"""The kinds of parts, one module each."""
