#!/usr/bin/env bash
# aniso8601 10.0.1, ciso8601 2.4.1 and arrow 1.4.0 (PyPI), readers of ISO 8601.
# 2015-03-31T24:00:00, the end of the last day of a term, is 1 April at midnight to ciso8601 and arrow. aniso8601 takes
# the hour for 0 and leaves the day as it is: 31 March at midnight, a whole day before. An interval that ends so loses
# its last day, and one that begins and ends on the same day has no length.
# So an end of day is written as the beginning of the next one, or as a day without a time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'aniso8601==10.0.1' 'ciso8601==2.4.1' 'arrow==1.4.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import aniso8601, arrow, ciso8601

END = "2015-03-31T24:00:00"
print("ciso8601", ciso8601.parse_datetime(END).isoformat())
print("arrow", arrow.get(END).naive.isoformat())
print("aniso8601", aniso8601.parse_datetime(END).isoformat())
first, last = aniso8601.parse_interval(f"2015-03-31T00:00:00/{END}")
print("aniso8601, hours of the day", (last - first).total_seconds() / 3600)
PY
)
printf '2015-03-31T24:00:00 is\n%s\n' "$seen"
# Seen: 1 April from the first two, 31 March from aniso8601, and a day of no hours.
[ "$seen" = "ciso8601 2015-04-01T00:00:00
arrow 2015-04-01T00:00:00
aniso8601 2015-03-31T00:00:00
aniso8601, hours of the day 0.0" ]
