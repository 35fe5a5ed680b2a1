"""The gate: what may leave, for which audience and period."""
