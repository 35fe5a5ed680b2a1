"""The open data: tables, workbooks, feeds and their descriptions."""
