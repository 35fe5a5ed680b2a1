"""What pages, documents, open data and commands share: labels, addresses, figures and sentences."""
