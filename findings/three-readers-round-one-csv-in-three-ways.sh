#!/usr/bin/env bash
# polars 2.1.0, duckdb 2.0.1 and pyarrow 26.0.1 (PyPI), the three readers of tables.
# Told that a column of a CSV has two places, polars rounds a third one half to even (0.125 is read as 0.12), DuckDB
# half up (0.13), both without a word; pyarrow refuses the file. So the same file under the same declared type gives
# sums that differ by who read it, and the places of a column are looked at before a type is declared for it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'polars==2.1.0' 'duckdb==2.0.1' 'pyarrow==26.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from pathlib import Path
import duckdb, polars, pyarrow, pyarrow.csv

Path("points.csv").write_text("points\n0.125\n0.135\n")
print("polars", *polars.read_csv("points.csv", schema_overrides={"points": polars.Decimal(5, 2)})["points"])
rows = duckdb.sql("from read_csv('points.csv', types={'points': 'decimal(5,2)'})").fetchall()
print("duckdb", *(row[0] for row in rows))
options = pyarrow.csv.ConvertOptions(column_types={"points": pyarrow.decimal128(5, 2)})
try:
    print("pyarrow", pyarrow.csv.read_csv("points.csv", convert_options=options)["points"].to_pylist())
except pyarrow.ArrowInvalid as error:
    print("pyarrow refuses:", "would cause data loss" in str(error))
PY
)
printf '0.125 and 0.135 read with two places:\n%s\n' "$seen"
# Seen: polars 0.12 0.14 / duckdb 0.13 0.14 / pyarrow refuses: True
[ "$seen" = "polars 0.12 0.14
duckdb 0.13 0.14
pyarrow refuses: True" ]
