#!/usr/bin/env bash
# msgspec 0.23.0, pydantic 2.14.4 and dataclasses-json 0.6.7 (PyPI), models with a field of type Decimal.
# The number 96.10 in JSON is 96.10 to msgspec, 96.1 to pydantic (it goes by a float: 12345678901234567.89 is
# 12345678901234568) and 96.099999999999994315658113919198513031005859375 to dataclasses-json. In YAML and TOML msgspec
# says 96.1 too. Written as text, "96.10", it is the same to all three.
# So points and sums are written as text wherever more than one program reads them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'msgspec==0.23.0' 'pydantic==2.14.4' 'dataclasses-json==0.6.7' 'PyYAML==6.0.4'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from dataclasses import dataclass
from decimal import Decimal
import dataclasses_json, msgspec, pydantic

class One(msgspec.Struct):
    points: Decimal

class Two(pydantic.BaseModel):
    points: Decimal

@dataclasses_json.dataclass_json
@dataclass
class Three:
    points: Decimal

for figure in ("96.10", "12345678901234567.89", '"96.10"'):
    text = f'{{"points": {figure}}}'
    one = msgspec.json.decode(text, type=One).points, msgspec.yaml.decode(text, type=One).points
    print(figure, *one, Two.model_validate_json(text).points, Three.from_json(text).points)
PY
)
printf 'msgspec from JSON and YAML, pydantic, dataclasses-json:\n%s\n' "$seen"
# Seen: 96.10, 96.1, 96.1, 96.0999...; the long figure whole in the first alone; the text alike.
[ "$seen" = '96.10 96.10 96.1 96.1 96.099999999999994315658113919198513031005859375
12345678901234567.89 12345678901234567.89 12345678901234568 12345678901234568 12345678901234568
"96.10" 96.10 96.10 96.10 96.10' ]
