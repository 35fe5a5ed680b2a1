"""Facts become finished strings and tables for a page or a document."""
