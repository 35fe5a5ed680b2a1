#!/usr/bin/env bash
# humanize 4.17.0 (PyPI), with its Chinese activated (`i18n.activate("zh_CN")`).
# `ordinal(2)` is 2第, the sign behind the figure; 123456 by `intword` is 123.5 千 though Chinese counts by ten thousands
# (12.3万); a list is joined by “and”; a day is “Mar 01 2015”. Durations are right.
# So of this package only the durations are for a Chinese page; the rest is asked of Babel, which has 12万 and 甲、乙和丙.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'humanize==4.17.0' 'babel==2.19.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
from datetime import date, timedelta
import babel.dates, babel.lists, babel.numbers, humanize

humanize.i18n.activate("zh_CN")
print(humanize.ordinal(2), humanize.intword(123456), humanize.natural_list(["甲", "乙", "丙"]))
print(humanize.naturaldate(date(2015, 3, 1)), humanize.naturaldelta(timedelta(days=3)))
many = babel.numbers.format_compact_decimal(123456, locale="zh_CN")
print(many, babel.lists.format_list(["甲", "乙", "丙"], locale="zh_CN"), babel.dates.format_date(date(2015, 3, 1), locale="zh_CN"))
PY
)
printf '%s\n' "$seen"
# Seen: 2第 123.5 千 甲, 乙 and 丙 / Mar 01 2015 3天 / by Babel 12万 甲、乙和丙 2015年3月1日
[ "$seen" = "2第 123.5 千 甲, 乙 and 丙
Mar 01 2015 3天
12万 甲、乙和丙 2015年3月1日" ]
