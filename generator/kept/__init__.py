"""What was derived from bytes before, by their digest: its loss or corruption changes nothing but time."""
