#!/usr/bin/env bash
# duckdb 2.0.1 (PyPI).
# The median of decimals has the places of the column, and what does not fit is cut off towards nought: of 90.1 and
# 90.2 it is 90.1, of 96.35 and 96.36 it is 96.35, of -1.1 and -1.2 it is -1.1; quantile_cont likewise. The same
# figures as double give 90.15, and avg() of decimals is a double too. So a middle score comes out half a step
# too low, and a score may stand above a median that it equals: the column is cast to one place more before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'duckdb==2.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import duckdb

ASK = "median(x), quantile_cont(x, 0.75), avg(x), median(x::double), median(x::decimal(9,3))"
for figures in ("(90.1), (90.2)", "(96.35), (96.36)", "(-1.1), (-1.2)"):
    print(*duckdb.sql(f"select {ASK} from (values {figures}) t(x)").fetchall()[0])
PY
)
printf 'median, third quartile, mean, median as double and with three places:\n%s\n' "$seen"
# Seen: 90.1 90.1 90.15 90.15 90.150, and so on.
[ "$seen" = "90.1 90.1 90.15 90.15 90.150
96.35 96.35 96.355 96.35499999999999 96.355
-1.1 -1.1 -1.15 -1.15 -1.150" ]
