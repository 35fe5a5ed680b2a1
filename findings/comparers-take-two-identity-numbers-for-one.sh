#!/usr/bin/env bash
# datacompy 1.1.0 with pandas 3.0.6, and dictdiffer 0.10.0, beside deepdiff 9.1.0 (PyPI), which compare tables and records.
# Numbers of 17 and 18 digits (of accounts, of identity cards without an X) that differ in the last digit are one to the first two,
# though both are exact integers on both sides: datacompy compares by floats and says that the tables match with both tolerances at
# their default of 0, dictdiffer, whose tolerance is that of a float, returns no change. deepdiff and == tell them apart, and
# as text all do. Up to 15 digits they are right.
# So numbers that name something are text before they are compared.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'datacompy==1.1.0' 'pandas==3.0.6' 'dictdiffer==0.10.0' 'deepdiff==9.1.0'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import datacompy, dictdiffer, pandas
from deepdiff import DeepDiff

for old, new in ((123456789012345, 123456789012346), (123456789012345678, 123456789012345679), ("123456789012345678", "123456789012345679")):
    tables = [pandas.DataFrame({"unit": ["甲局"], "number": [value]}) for value in (old, new)]
    matches = datacompy.PandasCompare(*tables, join_columns="unit").matches()
    changes = len(list(dictdiffer.diff({"number": old}, {"number": new})))
    print(tables[0]["number"].dtype, old, new, "datacompy matches:", matches, "dictdiffer changes:", changes,
          "deepdiff changes:", len(DeepDiff({"number": old}, {"number": new})))
PY
)
printf 'two numbers that differ in the last digit:\n%s\n' "$seen"
# Seen: a match and no change for two integers of 18 digits.
[ "$seen" = "int64 123456789012345 123456789012346 datacompy matches: False dictdiffer changes: 1 deepdiff changes: 1
int64 123456789012345678 123456789012345679 datacompy matches: True dictdiffer changes: 0 deepdiff changes: 1
str 123456789012345678 123456789012345679 datacompy matches: False dictdiffer changes: 1 deepdiff changes: 1" ]
