"""Rules across records, one small function each: corpus to problems."""
