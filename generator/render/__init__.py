"""Finished views become bytes: pages, documents, tables. No file is written here."""
