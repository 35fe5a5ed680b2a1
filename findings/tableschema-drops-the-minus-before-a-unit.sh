#!/usr/bin/env bash
# tableschema 1.21.0 and frictionless 5.21.0 (PyPI), two readers of Table Schema by the same makers.
# With bareNumber: false a figure may have signs of currency and units around it. tableschema removes all that is no digit
# in front, the minus too: -1.5分 is 1.5, -12% is 12, -3分 as an integer is 3, and even a bare -1.5 is 1.5. frictionless keeps
# a hyphen and drops the minus sign of typography, −1.5分, without an error; both refuse that sign where no unit is
# allowed. 1.5万元 is 1.5 to both.
# So a column with units is read as text and taken apart by a pattern, or the unit stands in the head of the column.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'tableschema==1.21.0' 'frictionless==5.21.0'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import frictionless, tableschema

def both(text, **field):
    try:
        old = tableschema.Field({"name": "points", **field}).cast_value(text)
    except tableschema.exceptions.CastError:
        old = "refused"
    new, notes = frictionless.Field.from_descriptor({"name": "points", **field}).read_cell(text)
    return f"{text} {old} {'refused' if notes else new}"

for text in ("1.5分", "-1.5分", "-12%", "-1.5", "扣-1.5分", "−1.5分", "1.5万元"):
    print(both(text, type="number", bareNumber=False))
print(both("-3分", type="integer", bareNumber=False))
print("bare", both("-1.5", type="number"))
print("bare", both("−1.5", type="number"))
PY
)
printf 'read by tableschema and by frictionless:\n%s\n' "$seen"
# Seen: no minus from tableschema as soon as units are allowed, and none of U+2212 from either.
[ "$seen" = "1.5分 1.5 1.5
-1.5分 1.5 -1.5
-12% 12 -12
-1.5 1.5 -1.5
扣-1.5分 1.5 -1.5
−1.5分 1.5 1.5
1.5万元 1.5 1.5
-3分 3 -3
bare -1.5 -1.5 -1.5
bare −1.5 refused refused" ]
