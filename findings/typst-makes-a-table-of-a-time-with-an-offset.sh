#!/usr/bin/env bash
# typst 0.15.2 (PyPI), the compiler as a Python package.
# Of a TOML file a day, a local time and a time in UTC (…Z) become a `datetime`; a time with an offset (…+08:00, as
# valid in TOML) becomes a dictionary with the one key `$__toml_private_datetime`, and `display()` fails on it. In YAML
# every day is a text. So a template that takes its day of issue from a file works with one writer of times and not
# with the next: the day is handed over as three numbers, or as text that the template takes apart itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'typst==0.15.2'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import typst

def ask(expression):
    return typst.query(f"#metadata({expression})<m>".encode(), "<m>", field="value", one=True).strip('"')

for day in ("2015-03-01", "2015-03-01T09:00:00Z", "2015-03-01T09:00:00+08:00"):
    print("toml", day, ask(f'str(type(toml(bytes("day = {day}")).day))'))
print("toml key", ask('toml(bytes("day = 2015-03-01T09:00:00+08:00")).day.keys().first()'))
print("yaml", ask('str(type(yaml(bytes("day: 2015-03-01")).day))'))
PY
)
printf 'typst 0.15.2:\n%s\n' "$seen"
# Seen: datetime, datetime, dictionary; the key $__toml_private_datetime; in YAML a string.
[ "$seen" = 'toml 2015-03-01 datetime
toml 2015-03-01T09:00:00Z datetime
toml 2015-03-01T09:00:00+08:00 dictionary
toml key $__toml_private_datetime
yaml string' ]
