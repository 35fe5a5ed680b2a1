#!/usr/bin/env bash
# polars 2.1.0, duckdb 2.0.1 and pyarrow 26.0.1 (PyPI), three engines that have a type for exact decimals.
# 1.15 times 1.15 (points by a weight, both with two places) is 1.3225 in DuckDB and pyarrow; polars keeps two places
# and says 1.32, and 0.05 times 0.05 is 0.00 there. 2.00 by 3.00 is 0.67 in polars, cut off to 0.6666 in pyarrow
# (whose mean of the same is rounded: 0.67), a binary number in DuckDB. None says so.
# So weights and shares are reckoned with integers or Fraction, or cast to as many places as the result needs first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'polars==2.1.0' 'duckdb==2.0.1' 'pyarrow==26.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from decimal import Decimal
import duckdb, polars, pyarrow, pyarrow.compute as compute

def one(text):
    return polars.Series([Decimal(text)], dtype=polars.Decimal(9, 2))

def two(text):
    return pyarrow.array([Decimal(text)], type=pyarrow.decimal128(9, 2))

row = duckdb.sql("select 1.15::decimal(9,2) * 1.15::decimal(9,2), 2.00::decimal(9,2) / 3.00::decimal(9,2)").fetchall()[0]
print("duckdb", *row)
print("pyarrow", compute.multiply(two("1.15"), two("1.15"))[0], str(compute.divide(two("2.00"), two("3.00"))[0])[:6])
print("pyarrow, mean", compute.mean(pyarrow.array([Decimal(text) for text in ("2.00", "0.00", "0.00")])))
print("polars", *(one("1.15") * one("1.15")), *(one("2.00") / one("3.00")), *(one("0.05") * one("0.05")))
PY
)
printf '1.15 * 1.15 and 2.00 / 3.00:\n%s\n' "$seen"
# Seen: duckdb 1.3225 0.6666666666666666 / pyarrow 1.3225 0.6666, mean 0.67 / polars 1.32 0.67 0.00
[ "$seen" = "duckdb 1.3225 0.6666666666666666
pyarrow 1.3225 0.6666
pyarrow, mean 0.67
polars 1.32 0.67 0.00" ]
