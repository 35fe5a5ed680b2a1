#!/usr/bin/env bash
# ruamel.yaml 0.19.1 (PyPI), whose round trip keeps "comments, flow style, map key order" and the look of numbers.
# A file that is loaded and dumped without a change has other figures where a number has more digits than a float: the
# sum 99999999999999.99 is written as 99999999999999.98, 1234567890123456.78 as .75, 0.30000000000000001 as
# 0.29999999999999999. With marks between the thousands, 1_000.50 becomes 01000.50. Up to 15 digits all stay.
# So long figures are kept in quotation marks, as text; a program that changes one field looks at the diff before it saves.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'ruamel.yaml==0.19.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import io
from ruamel.yaml import YAML

for figure in ("99999999999999.99", "1234567890123456.78", "0.30000000000000001", "1_000.50", "123456789.10", '"99999999999999.99"'):
    yaml, written = YAML(), io.StringIO()
    yaml.preserve_quotes = True
    yaml.dump(yaml.load(f"sum: {figure}\n"), written)
    print(figure, "->", written.getvalue().strip())
PY
)
printf 'loaded and dumped by ruamel.yaml 0.19.1:\n%s\n' "$seen"
# Seen: the first four are written with other digits, the last two as they were.
[ "$seen" = '99999999999999.99 -> sum: 99999999999999.98
1234567890123456.78 -> sum: 1234567890123456.75
0.30000000000000001 -> sum: 0.29999999999999999
1_000.50 -> sum: 01000.50
123456789.10 -> sum: 123456789.10
"99999999999999.99" -> sum: "99999999999999.99"' ]
