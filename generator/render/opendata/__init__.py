"""Tables become the bytes of CSV, JSON and XLSX files, and of the description that machines read."""
