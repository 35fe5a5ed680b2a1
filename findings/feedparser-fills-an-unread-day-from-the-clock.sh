#!/usr/bin/env bash
# feedparser 6.0.14 (PyPI).
# A day that it only half understands (2015/04/21, 2015年4月21日) is not given up: `published_parsed` has the year of the
# text, the month in which the feed is *read*, and the first day, and `bozo` says that all is well. Read in another
# month, the same entry has another day. So a reader that sorts notices by it puts those of one office in a false order,
# a different one each month; the text in `published` is what can be trusted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'feedparser==6.0.14'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import time
import feedparser

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>urn:x</id><updated>2015-04-21T00:00:00Z</updated>
<entry><id>urn:a</id><title>a</title><published>{}</published></entry></feed>"""
begun = time.gmtime().tm_mon
for text in ("2015-04-21", "2015/04/21", "2015年4月21日"):
    read = feedparser.parse(FEED.format(text))
    day = read.entries[0].published_parsed
    months = {begun: "month of reading", time.gmtime().tm_mon: "month of reading"}
    if text == "2015-04-21":
        months = {4: "April"}
    print(text, "->", day.tm_year, months.get(day.tm_mon, day.tm_mon), day.tm_mday, bool(read.bozo))
PY
)
printf 'feedparser 6.0.14:\n%s\n' "$seen"
# Seen: 2015 April 21 for the first; for the others 2015, the month of reading, 1; bozo False for all.
[ "$seen" = "2015-04-21 -> 2015 April 21 False
2015/04/21 -> 2015 month of reading 1 False
2015年4月21日 -> 2015 month of reading 1 False" ]
