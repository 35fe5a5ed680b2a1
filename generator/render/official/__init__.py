"""Official documents by GB/T 9704-2012: one source of text, rendered as page, DOCX and PDF."""
