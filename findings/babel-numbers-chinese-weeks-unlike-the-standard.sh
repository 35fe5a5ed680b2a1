#!/usr/bin/env bash
# Babel 2.19.0 (PyPI), with the data of CLDR for China.
# The week of a year in the locale zh_CN begins with the week that holds 1 January, while the Chinese standard (GB/T 7408,
# as ISO 8601) takes the week with the first Thursday: all of 2016, 2017, 2021 and 2022 the number is one more than that of
# Python's isocalendar(), in 2015 and from 2018 to 2020 it is the same. The locale de_DE follows the standard.
# So a plan “by week 12” made with one is a week off in the other in some years: weeks are numbered by isocalendar().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'babel==2.19.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from datetime import date
from babel.dates import format_date

for year in range(2015, 2023):
    day = date(year, 6, 1)
    weeks = (format_date(day, "w", locale=name) for name in ("zh_CN", "de_DE"))
    print(year, *weeks, day.isocalendar().week)
print(format_date(date(2016, 1, 3), "YYYY-'W'ww", locale="zh_CN"), date(2016, 1, 3).strftime("%G-W%V"))
PY
)
printf 'week of 1 June by Babel in China, in Germany, and by ISO 8601:\n%s\n' "$seen"
# Seen: one more by zh_CN in four of the eight years; 2016-W01 where ISO 8601 has 2015-W53.
[ "$seen" = "2015 23 23 23
2016 23 22 22
2017 23 22 22
2018 22 22 22
2019 22 22 22
2020 23 23 23
2021 23 22 22
2022 23 22 22
2016-W01 2015-W53" ]
