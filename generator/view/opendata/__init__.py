"""Facts become the tables of the open data: one row a fact, the same in CSV, JSON and XLSX."""
