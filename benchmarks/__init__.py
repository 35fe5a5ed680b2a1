"""Ratios of what kaohe does to a floor measured in the same run: `python -m benchmarks [NAME…]`."""
