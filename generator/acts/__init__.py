"""What is done once and recorded: each act gives back a value; the command line asks and prints."""
