"""Frozen records, where each came from, problems, and the one gate to figures."""
