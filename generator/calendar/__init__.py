"""Days that are counted: calendar days and working days."""
