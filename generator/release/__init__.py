"""Publications and corrections: what is frozen, what stands, where each was recorded."""
