#!/usr/bin/env bash
# sqlglot 30.30.0 with duckdb 2.0.1 (PyPI) and the SQLite of Python's sqlite3: SQL of one engine written anew for another.
# DuckDB's date_diff('month', a, b) becomes DATEDIFF(b, a) for MySQL, which counts days: 29 instead of 2, without a warning; year and
# week the same. For SQLite months become days divided by 30, years days divided by 365: from 31 January to 1 March is no month, from
# 31 December to 1 January no year. A day less a day (28 in DuckDB) becomes a year less a year there: 0; a day and 1 is 2016.
# A format of PostgreSQL with Chinese in marks, YYYY"年"MM"月", keeps its marks for DuckDB: 2015"年"03"月".
# So terms are counted outside SQL, and a query that was written anew is run over the same rows in both engines.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'sqlglot==30.30.0' 'duckdb==2.0.1'
cd "$work"
seen=$("$work/venv/bin/python" 2>/dev/null - <<'PY'
import sqlite3
import duckdb, sqlglot


def written(query, read, write):
    return sqlglot.transpile(query, read=read, write=write)[0]


one, other = "DATE '2015-01-31'", "DATE '2015-03-01'"
for unit in ("day", "month", "year"):
    print("mysql", written(f"SELECT date_diff('{unit}', a, b)", "duckdb", "mysql"))
queries = [f"SELECT date_diff('{unit}', {one}, {other})" for unit in ("day", "month")]
queries += ["SELECT date_diff('year', DATE '2014-12-31', DATE '2015-01-01')", f"SELECT {other} - DATE '2015-02-01'", f"SELECT {other} + 1"]
for query in queries:
    by_sqlite = sqlite3.connect(":memory:").execute(written(query, "duckdb", "sqlite")).fetchone()[0]
    print("duckdb", duckdb.execute(query).fetchone()[0], "sqlite", by_sqlite, "|", query)
pattern = """SELECT TO_CHAR(DATE '2015-03-01', 'YYYY"年"MM"月"')"""
print("duckdb", duckdb.execute(written(pattern, "postgres", "duckdb")).fetchone()[0], "|", pattern)
PY
)
printf 'queries and what they say:\n%s\n' "$seen"
# Seen: DATEDIFF(b, a) for each unit, 0 for two months, for a year's end and for 28 days.
[ "$seen" = "mysql SELECT DATEDIFF(b, a)
mysql SELECT DATEDIFF(b, a)
mysql SELECT DATEDIFF(b, a)
duckdb 29 sqlite 29 | SELECT date_diff('day', DATE '2015-01-31', DATE '2015-03-01')
duckdb 2 sqlite 0 | SELECT date_diff('month', DATE '2015-01-31', DATE '2015-03-01')
duckdb 1 sqlite 0 | SELECT date_diff('year', DATE '2014-12-31', DATE '2015-01-01')
duckdb 28 sqlite 0 | SELECT DATE '2015-03-01' - DATE '2015-02-01'
duckdb 2015-03-02 sqlite 2016 | SELECT DATE '2015-03-01' + 1
duckdb 2015\"年\"03\"月\" | SELECT TO_CHAR(DATE '2015-03-01', 'YYYY\"年\"MM\"月\"')" ]
