"""Publications: freeze, correct, verify, archive."""
