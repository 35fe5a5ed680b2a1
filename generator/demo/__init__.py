"""A sample district of any size: its register, its records, and a repository with a year of history. Never real."""
