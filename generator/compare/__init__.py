"""Two states of the data: what differs by meaning, and what that does to scores, ranks and outcomes, with causes."""
