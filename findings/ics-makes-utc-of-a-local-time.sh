#!/usr/bin/env bash
# ics 0.7.3 and icalendar 7.3.2 (PyPI), two libraries for calendars (RFC 5545).
# A meeting at 09:00 without a zone, which by the standard is 09:00 wherever the reader is, is read by ics as 09:00 UTC and
# written as 090000Z: in a Chinese calendar the meeting is at 17:00. An event made in ics from 2015-03-31 09:00:00 is the
# same. icalendar leaves the time as it was. A day without a time stays a day in both.
# So a time for ics carries its zone (Asia/Shanghai), and a file that is passed on is read and written by icalendar.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'ics==0.7.3' 'icalendar==7.3.2'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import icalendar, ics

LINES = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kaohe.example//test//", "BEGIN:VEVENT", "UID:1@kaohe.example"]
LINES += ["DTSTAMP:20150301T000000Z", "DTSTART:20150331T090000", "SUMMARY:Meeting", "END:VEVENT", "END:VCALENDAR", ""]
text = "\r\n".join(LINES)

def start(written):
    return next(line for line in written.splitlines() if line.startswith("DTSTART"))

print("ics", start(str(ics.Calendar(text))))
print("icalendar", start(icalendar.Calendar.from_ical(text).to_ical().decode()))
print("made by ics", start(ics.Event(name="Meeting", begin="2015-03-31 09:00:00").serialize()))
PY
)
printf 'DTSTART:20150331T090000 is written as\n%s\n' "$seen"
# Seen: with Z by ics, as it was by icalendar.
[ "$seen" = "ics DTSTART:20150331T090000Z
icalendar DTSTART:20150331T090000
made by ics DTSTART:20150331T090000Z" ]
