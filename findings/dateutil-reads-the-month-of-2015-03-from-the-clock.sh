#!/usr/bin/env bash
# python-dateutil 4.0.0 (PyPI).
# 2015.03, as forms write a month, is taken for the number 2015.03: the year is 2015, the month is gone and comes, as the day
# does, from the default, which is today; 1990.10 likewise. 03.2015 is the third of this month of this year. 2015-03,
# 2015/03 and 2015.3.1 are read as they are meant.
# So a month with a point is read by a pattern of one's own, or the point is made a hyphen before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'python-dateutil==4.0.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from datetime import datetime
from dateutil import parser

for today in (datetime(2020, 7, 28), datetime(2021, 11, 5)):
    read = [parser.parse(text, default=today) for text in ("2015.03", "1990.10", "03.2015", "2015-03", "2015/03", "2015.3.1")]
    print(*(day.strftime("%Y-%m-%d") for day in read))
PY
)
printf '2015.03 1990.10 03.2015 2015-03 2015/03 2015.3.1 read on two days:\n%s\n' "$seen"
# Seen: the month of reading in the first two, year and month of reading in the third; March 2015 in the last three.
[ "$seen" = "2015-07-28 1990-07-28 2020-07-03 2015-03-28 2015-03-28 2015-03-01
2015-11-05 1990-11-05 2021-11-03 2015-03-05 2015-03-05 2015-03-01" ]
