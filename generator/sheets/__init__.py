"""Tables as offices make them: files become cells, cells become rows, rows become values, questions or problems."""
