#!/usr/bin/env bash
# jsonschema 4.26.0, fastjsonschema 2.22.3 and jsonschema-rs 0.61.2 (PyPI), three validators of JSON Schema.
# Of the 10,001 hundredths from 0.00 to 100.00 jsonschema says of 1,363 (0.29 and 19.99 among them) that they are no
# multiples of 0.01, for it divides in binary; the other two take every one. So a file of points that an editor and a
# fast check accept is refused by the check that most Python tools are built on, and points are better written as text
# with a pattern, or as whole hundredths.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'jsonschema==4.26.0' 'fastjsonschema==2.22.3' 'jsonschema-rs==0.61.2'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import json
import fastjsonschema, jsonschema, jsonschema_rs

schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "number", "multipleOf": 0.01}
slow = jsonschema.Draft202012Validator(schema).is_valid
rust = jsonschema_rs.validator_for(schema).is_valid
compiled = fastjsonschema.compile(schema | {"$schema": "http://json-schema.org/draft-07/schema#"})


def fast(value):
    try:
        compiled(value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


points = [json.loads(f"{number // 100}.{number % 100:02}") for number in range(10_001)]
for name, valid in (("jsonschema", slow), ("fastjsonschema", fast), ("jsonschema-rs", rust)):
    print(name, "refuses", sum(not valid(one) for one in points), "0.29 is valid:", valid(0.29))
PY
)
printf 'of 10,001 hundredths\n%s\n' "$seen"
# Seen: jsonschema refuses 1363 and 0.29, the other two none.
[ "$seen" = "jsonschema refuses 1363 0.29 is valid: False
fastjsonschema refuses 0 0.29 is valid: True
jsonschema-rs refuses 0 0.29 is valid: True" ]
