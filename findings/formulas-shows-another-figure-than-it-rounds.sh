#!/usr/bin/env bash
# formulas 1.3.4 (PyPI), which calculates the formulas of a workbook without an office program.
# ROUND(96.125,2) is 96.13 and TEXT(96.125,"0.00") is 96.12: the one rounds half up, the other half to even. LibreOffice
# gives 96.13 for both. VALUE("1,234.5") is 85469, the number of 1 January 2134, where LibreOffice gives 1234.5.
# So a workbook that this package finds in agreement with itself may not be so in an office program, and the other way
# round; figures that are shown by TEXT are compared by their numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'formulas==1.3.4'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import formulas

for text in ("ROUND(96.125,2)", 'TEXT(96.125,"0.00")', 'FIXED(96.125,2)', 'VALUE("1234.5")', 'VALUE("1,234.5")'):
    print(text, formulas.Parser().ast("=" + text)[1].compile()())
PY
)
printf 'formulas 1.3.4:\n%s\n' "$seen"
# Seen: 96.13, 96.12, 96.13, 1234.5, 85469.0
[ "$seen" = 'ROUND(96.125,2) 96.13
TEXT(96.125,"0.00") 96.12
FIXED(96.125,2) 96.13
VALUE("1234.5") 1234.5
VALUE("1,234.5") 85469.0' ]
