"""Pictures of figures: drawn by a library once for a period, themed by the pages that show them."""
