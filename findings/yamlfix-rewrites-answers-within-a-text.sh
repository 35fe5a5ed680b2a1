#!/usr/bin/env bash
# yamlfix 1.19.1 with ruamel.yaml 0.19.1 and PyYAML 6.0.4 (PyPI), a formatter of YAML that "keeps your comments".
# It makes true and false of yes, no, on and off where they stand unquoted behind a colon, and it looks at lines, not at
# values: in a text of several lines (`|`), which is text to every reader, 是否整改: no becomes 是否整改: false. What a unit wrote
# is changed and nothing says so. Between the same marks without a blank in front (是否整改:no), and in quotation marks, it stays.
# A sum of 16 digits changes too, as everywhere behind ruamel.yaml: 99999999999999.99 becomes 99999999999999.98.
# So records are formatted by it only where what they mean is compared before and after.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'yamlfix==1.19.1' 'ruamel.yaml==0.19.1' 'pyyaml==6.0.4'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import yaml
from yamlfix import fix_code

record = """---
points: 1.50
budget: 99999999999999.99
answer: 'no'
reply: |
  是否整改: no
  是否公示: Yes
  系统状态: off
  是否申诉:no
"""
fixed = fix_code(record)
after = yaml.load(fixed, Loader=yaml.BaseLoader)
for key, before in yaml.load(record, Loader=yaml.BaseLoader).items():
    print(key, "|", "；".join(before.split("\n")), "|", "；".join(after[key].split("\n")))
PY
)
printf 'a record before and after yamlfix:\n%s\n' "$seen"
# Seen: three answers of the reply are true or false, and the sum ends with .98.
[ "$seen" = "points | 1.50 | 1.50
budget | 99999999999999.99 | 99999999999999.98
answer | no | no
reply | 是否整改: no；是否公示: Yes；系统状态: off；是否申诉:no； | 是否整改: false；是否公示: true；系统状态: false；是否申诉:no" ]
