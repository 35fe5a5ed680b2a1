"""Rules across records: corpus to problems."""
