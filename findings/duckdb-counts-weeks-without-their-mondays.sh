#!/usr/bin/env bash
# duckdb 2.0.1 (PyPI).
# date_diff is documented as the number of boundaries between two days, and so it is for years, quarters and months: 31
# December to 1 January is one of each. For weeks it counts whole sevens of days: Sunday 1 March to Monday 2 March 2015 is
# 0, though week() of the two days differs and date_trunc('week') lies seven days apart; it equals date_sub there.
# So “how many weeks late” is reckoned from date_trunc('week') of both days.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'duckdb==2.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import duckdb

def ask(first, last, *parts):
    days = f"date '{first}', date '{last}'"
    return duckdb.sql("select " + ", ".join(f"date_diff('{part}', {days})" for part in parts)).fetchall()[0]

print(*ask("2014-12-31", "2015-01-01", "year", "quarter", "month", "day"))
for first, last in (("2015-03-01", "2015-03-02"), ("2015-03-06", "2015-03-09"), ("2015-03-02", "2015-03-09")):
    starts = [f"date_trunc('week', date '{day}')" for day in (first, last)]
    ((apart,),) = duckdb.sql(f"select date_diff('day', {', '.join(starts)})").fetchall()
    print(first, last, *ask(first, last, "week"), "their Mondays are apart", apart)
PY
)
printf '%s\n' "$seen"
# Seen: 1 1 1 1, then 0 and 0 with Mondays seven days apart, then 1.
[ "$seen" = "1 1 1 1
2015-03-01 2015-03-02 0 their Mondays are apart 7
2015-03-06 2015-03-09 0 their Mondays are apart 7
2015-03-02 2015-03-09 1 their Mondays are apart 7" ]
