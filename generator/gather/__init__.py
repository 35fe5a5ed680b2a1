"""What districts published, verified, remembered and collected: facts, a record of what was seen, tables."""
