#!/usr/bin/env bash
# duckdb 2.0.1 (PyPI).
# round(0.125, 2) and a cast to decimal(5,2) are 0.13, printf('%.2f', 0.125) and format('{:.2f}', 0.125) are 0.12, of one
# and the same exact decimal. A cast to a whole number goes up at a half for a decimal (2.5 is 3) and to the even one
# for a double (2). So a table printed by printf differs from the ranking reckoned by round, and a column that a
# reader made a double gives other whole numbers than a decimal one: rounded first, printed as text afterwards.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'duckdb==2.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import duckdb

X = "0.125::decimal(5,3)"
ASK = f"round({X}, 2), {X}::decimal(5,2), printf('%.2f', {X}), format('{{:.2f}}', {X}), round({X}, 2)::varchar"
print(*duckdb.sql("select " + ASK).fetchall()[0])
print(*duckdb.sql("select 2.5::int, '2.5'::int, round(2.5::double)::int, 2.5::double::int, 2.5::float::int").fetchall()[0])
PY
)
printf '0.125 with two places and 2.5 as a whole number:\n%s\n' "$seen"
# Seen: 0.13 0.13 0.12 0.12 0.13 / 3 3 3 2 2
[ "$seen" = "0.13 0.13 0.12 0.12 0.13
3 3 3 2 2" ]
