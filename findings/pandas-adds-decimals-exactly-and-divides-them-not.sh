#!/usr/bin/env bash
# pandas 3.1.1 (PyPI), with columns of Python's Decimal.
# The sum of such a column is a Decimal and exact; its mean is a binary number: of three times 0.1 it is
# 0.10000000000000002, also by groups and in a pivot table, whose sums are exact. `DataFrame.round(1)` leaves the column
# as it is while `Series.round(1)` rounds it, half to even; a merge with floats of the same value finds nothing.
# So a mean is the exact sum divided by the count, and rounding is done by Decimal.quantize.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pandas==3.1.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from decimal import Decimal
import pandas

table = pandas.DataFrame({"unit": ["a"] * 3, "points": [Decimal("0.10")] * 3})
by = table.groupby("unit").points
print("sum", table.points.sum(), by.sum().a, "mean", table.points.mean(), by.mean().a)
print("pivot", table.pivot_table(index="unit", values="points").points.a)
half = pandas.DataFrame({"points": [Decimal("1.25")]})
print("round", *half.points.round(1), *half.round(1).points)
PY
)
printf 'pandas 3.1.1:\n%s\n' "$seen"
# Seen: 0.30 0.30 against 0.10000000000000002 twice; 1.2 by the column, 1.25 by the frame.
[ "$seen" = "sum 0.30 0.30 mean 0.10000000000000002 0.10000000000000002
pivot 0.10000000000000002
round 1.2 1.25" ]
