#!/usr/bin/env bash
# pydantic 2.14.4 (PyPI).
# The text 20150301 (a day in the basic form of ISO 8601) is, in a field of type datetime, taken for seconds since 1970:
# 22 August 1970, without an error. Python's own datetime.fromisoformat reads the day that is meant, and a pydantic
# field of type date refuses the text.
# So a model that says datetime moves every such day into 1970, and only a bound on the year tells.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pydantic==2.14.4'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from datetime import date, datetime
from pydantic import TypeAdapter, ValidationError

print("python", datetime.fromisoformat("20150301").date())
print("datetime", TypeAdapter(datetime).validate_python("20150301").date())
try:
    print("date", TypeAdapter(date).validate_python("20150301"))
except ValidationError:
    print("date refused")
PY
)
printf 'pydantic 2.14.4 reads 20150301 as\n%s\n' "$seen"
# Seen: python 2015-03-01 / datetime 1970-08-22 / date refused
[ "$seen" = "python 2015-03-01
datetime 1970-08-22
date refused" ]
