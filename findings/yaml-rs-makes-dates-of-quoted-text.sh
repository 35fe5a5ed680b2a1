#!/usr/bin/env bash
# yaml-rs 0.1.6, beside py-yaml12 0.2.0, ruamel.yaml 0.19.1 and PyYAML 6.0.4 (PyPI), readers of YAML.
# Quotation marks say that a value is text. yaml-rs looks at what stands in them: "2015-03-01" in double or single marks,
# in a block (`|-`) and as a key is a date, '08:30:00' a time; '1.50', '0123' and 'true' stay text, and so does a day that
# no calendar has (2015-02-30). The other three give text for all. What its own `dumps` writes of the text 2015-03-01 (with
# no marks) or of a text with day and time (in marks) it reads as dates again.
# So a column of days is half dates and half text from it: `!!str`, or parse_datetime=False, gives text throughout.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'yaml-rs==0.1.6' 'py-yaml12==0.2.0' 'ruamel.yaml==0.19.1' 'pyyaml==6.0.4'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import ruamel.yaml, yaml, yaml12, yaml_rs

FILE = """\
double: "2015-03-01"
single: '2015-03-01'
block: |-
  2015-03-01
'2015-03-01': key
time: '08:30:00'
points: '1.50'
no day: '2015-02-30'
tagged: !!str 2015-03-01
"""
def kinds(read):
    return [type(key if value == "key" else value).__name__ for key, value in read(FILE).items()]

print("yaml-rs", *kinds(yaml_rs.loads))
print("yaml-rs, told so", *kinds(lambda text: yaml_rs.loads(text, parse_datetime=False)))
print("py-yaml12", *kinds(yaml12.parse_yaml))
print("ruamel", *kinds(ruamel.yaml.YAML(typ="safe").load))
print("PyYAML", *kinds(yaml.safe_load))
for text in ("2015-03-01", "2015-03-01 08:30:00"):
    print(repr(yaml_rs.dumps({"day": text})), type(yaml_rs.loads(yaml_rs.dumps({"day": text}))["day"]).__name__)
PY
)
printf 'the kinds of double, single, block, key, time, points, no day, tagged:\n%s\n' "$seen"
# Seen: dates of four texts in marks and a time of the fifth by yaml-rs alone; its own two texts come back as dates.
[ "$seen" = "yaml-rs date date date date time str str str
yaml-rs, told so str str str str str str str str
py-yaml12 str str str str str str str str
ruamel str str str str str str str str
PyYAML str str str str str str str str
'---\nday: 2015-03-01' date
'---\nday: \"2015-03-01 08:30:00\"' datetime" ]
