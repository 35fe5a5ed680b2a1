"""The facts of official documents: finished strings, in the order in which their sources print them."""
