"""The kinds of standards, one module each."""
