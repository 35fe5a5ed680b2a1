"""From a tree of files to records and problems."""
