"""What is done to a project, as values: planned, shown, then written whole or not at all."""
