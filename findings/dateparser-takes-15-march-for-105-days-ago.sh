#!/usr/bin/env bash
# dateparser 1.5.0 (PyPI), told that the language is Chinese (languages=["zh"]) and that today is 20 July 2026.
# Where Chinese leaves out the year, a month and a day are taken for spans back from today: search_dates finds 3月15日 as
# 5 April (3 months and 15 days ago) and 12月5日 as 15 July 2025, and 0.5分 (half a point) as thirty seconds ago. parse of
# 3月15日前 (by 15 March) and of 15日 is such a span too, 3月15日 is None. Without the language parse says 15 March of that,
# and makes 20 May 2012 of 12月5日. With the year in front it is right.
# So only days with a year are read by it: the year is put in front of the others by a pattern of one's own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'dateparser==1.5.0'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import datetime
import dateparser
from dateparser.search import search_dates

TODAY = {"RELATIVE_BASE": datetime.datetime(2026, 7, 20, 10, 0)}
for text in ("会议于3月15日召开", "公示期为12月5日至12月15日", "扣0.5分"):
    print(text, *(f"{part} {moment}" for part, moment in search_dates(text, languages=["zh"], settings=TODAY)))
for text in ("3月15日前", "15日", "3月15日", "12月5日", "2015年12月5日"):
    print(text, dateparser.parse(text, languages=["zh"], settings=TODAY), "|", dateparser.parse(text, settings=TODAY))
PY
)
printf 'on 20 July 2026 at ten:\n%s\n' "$seen"
# Seen: spans back from the day, but for the last, and 2012 of a December without the language.
[ "$seen" = "会议于3月15日召开 3月15日 2026-04-05 10:00:00
公示期为12月5日至12月15日 12月5日 2025-07-15 10:00:00 12月15日 2025-07-05 10:00:00
扣0.5分 0.5分 2026-07-20 09:59:30
3月15日前 2026-04-05 10:00:00 | 2026-04-05 10:00:00
15日 2026-07-05 10:00:00 | 2026-07-05 10:00:00
3月15日 None | 2026-03-15 00:00:00
12月5日 None | 2012-05-20 00:00:00
2015年12月5日 2015-12-05 00:00:00 | 2015-12-05 00:00:00" ]
