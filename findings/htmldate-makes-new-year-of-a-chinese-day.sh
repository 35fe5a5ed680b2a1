#!/usr/bin/env bash
# htmldate 1.11.0 (PyPI), which finds the day of a web page.
# A day written 2015年4月21日, as government sites write it, is found as 2015-01-01: only the year is understood and the
# first of January is given, not None. Without the extensive search it is None; 2015-04-21 and the meta tag PubDate that
# government sites carry are found. So days taken from pages without that tag are doubted where they are 1 January.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'htmldate==1.11.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
from htmldate import find_date

PAGE = "<html><head><title>x</title>{}</head><body><p>{}</p></body></html>"
print(find_date(PAGE.format("", "成文日期：2015年4月21日")))
print(find_date(PAGE.format("", "成文日期：2015年4月21日"), extensive_search=False))
print(find_date(PAGE.format("", "成文日期：2015-04-21")))
print(find_date(PAGE.format('<meta name="PubDate" content="2015-04-21 09:30">', "成文日期：2015年4月21日")))
PY
)
printf 'htmldate 1.11.0:\n%s\n' "$seen"
# Seen: 2015-01-01 / None / 2015-04-21 / 2015-04-21
[ "$seen" = "2015-01-01
None
2015-04-21
2015-04-21" ]
