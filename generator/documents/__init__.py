"""The official documents: their facts, their text, DOCX, PDF and page."""
