"""A project as it is read and checked, from the disk or a revision."""
