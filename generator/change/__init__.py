"""What a change did to a record: its kind, whether it counts as a rename, and its words. Decided here, once."""
