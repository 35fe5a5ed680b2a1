"""The site of an index: lists, comparisons and feeds of what was gathered."""
