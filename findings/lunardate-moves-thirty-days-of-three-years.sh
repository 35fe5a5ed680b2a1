#!/usr/bin/env bash
# lunardate 0.3.0, borax 4.1.3, lunar_python 1.4.8 and sxtwl 2.0.7 (PyPI), calendars of the Chinese months.
# Of the years 1930 to 1999 the last three agree on every day. lunardate differs in one month each of 1933, 1954 and
# 1978: 22 July 1933 is the first of the sixth month there, the last of the leap fifth month elsewhere, and the
# mid-autumn day of 1978 is 16 September there, 17 September elsewhere.
# So days of birth that old files give by the Chinese calendar are turned into others with two libraries, not one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'lunardate==0.3.0' 'borax==4.1.3' 'lunar_python==1.4.8' 'sxtwl==2.0.7'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
from collections import Counter
from datetime import date, timedelta
import lunar_python, lunardate, sxtwl
from borax.calendars.lunardate import LunarDate

def all_four(day):
    one = sxtwl.fromSolar(day.year, day.month, day.day)
    yield one.getLunarMonth(), one.getLunarDay(), one.isLunarLeap()
    two = lunar_python.Solar.fromYmd(day.year, day.month, day.day).getLunar()
    yield abs(two.getMonth()), two.getDay(), two.getMonth() < 0
    three = LunarDate.from_solar(day)
    yield three.month, three.day, bool(three.leap)
    four = lunardate.LunarDate.from_solar_date(day.year, day.month, day.day)
    yield four.month, four.day, bool(four.isLeapMonth)

others, alone = 0, Counter()
for number in range((date(2000, 1, 1) - date(1930, 1, 1)).days):
    day = date(1930, 1, 1) + timedelta(number)
    one, two, three, four = all_four(day)
    others += not one == two == three
    alone[day.year] += four != three
print("others differ", others, "lunardate differs", {year: days for year, days in alone.items() if days})
print(*(list(all_four(date(1978, 9, day)))[2:] for day in (16, 17)))
PY
)
printf '%s\n' "$seen"
# Seen: others differ 0; lunardate differs on 30 days each of 1933, 1954 and 1978.
[ "$seen" = "others differ 0 lunardate differs {1933: 30, 1954: 30, 1978: 30}
[(8, 14, False), (8, 15, False)] [(8, 15, False), (8, 16, False)]" ]
