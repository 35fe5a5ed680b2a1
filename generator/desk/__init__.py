"""The form in the browser: an office records, answers and decides, and every entry is a commit that others review."""
