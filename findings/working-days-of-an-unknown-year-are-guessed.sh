#!/usr/bin/env bash
# chinesecalendar 1.11.0 and holidays 0.109 (PyPI), the working days of China.
# Both agree day by day from 2006 to 2026, working Saturdays and Sundays included. Of 2027, whose exchange of days
# neither of these releases holds, the first raises NotImplementedError; the second answers from the law alone, without
# one working weekend, and nothing in the answer tells it from a year that is known.
# So a term counted in working days across the new year may end on another day than the one that is later decreed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'chinesecalendar==1.11.0' 'holidays==0.109'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from datetime import date, timedelta
import chinese_calendar, holidays

def days(first, last):
    return [first + timedelta(number) for number in range((last - first).days + 1)]

china = holidays.country_holidays("CN")
known = days(date(2006, 1, 1), date(2026, 12, 31))
print("differ", sum(china.is_working_day(day) != chinese_calendar.is_workday(day) for day in known))
for year in (2026, 2027):
    whole = days(date(year, 1, 1), date(year, 12, 31))
    weekend = sum(china.is_working_day(day) for day in whole if day.weekday() > 4)
    print(year, "holidays:", sum(map(china.is_working_day, whole)), "days,", weekend, "at weekends")
    try:
        print(year, "chinesecalendar:", sum(map(chinese_calendar.is_workday, whole)), "days")
    except NotImplementedError:
        print(year, "chinesecalendar: refused")
PY
)
printf '%s\n' "$seen"
# Seen: 248 days with 6 at weekends in 2026 from both; in 2027 a refusal, and 248 days with none at weekends.
[ "$seen" = "differ 0
2026 holidays: 248 days, 6 at weekends
2026 chinesecalendar: 248 days
2027 holidays: 248 days, 0 at weekends
2027 chinesecalendar: refused" ]
