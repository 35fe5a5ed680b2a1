#!/usr/bin/env bash
# criba 0.1.0 with pandas 3.1.1 (PyPI), which reads "real-world spreadsheets without silent corruption".
# It finds out whether a column writes days first, and leaves days by hyphens (2015-03-01) alone, for which it was made. Days in eight
# digits, as Chinese systems export them, are no form that it knows, so days first is taken, and month and day change
# places: 20150301 is 3 January and 20150412 is 4 December; a day over 12 elsewhere in the column (20150415) stays as it is, in the
# same column. Its report counts them as not understood and has no warning. pandas alone reads all three right.
# So such a column is read with a format of its own: pandas.to_datetime(column, format="%Y%m%d").
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'criba==0.1.0' 'pandas==3.1.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import warnings
import criba, pandas

for texts in (["20150301", "20150412", "20150415"], ["2015-03-01", "2015-04-12", "2015-04-15"]):
    column = pandas.Series(texts)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        by_criba = criba.to_datetime(column)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        by_pandas = pandas.to_datetime(column)
    print("criba", *by_criba.dt.strftime("%m-%d"), "warnings", len(warned))
    print("pandas", *by_pandas.dt.strftime("%m-%d"))
PY
)
printf '1 March, 12 and 15 April 2015 in eight digits and by hyphens:\n%s\n' "$seen"
# Seen: 3 January and 4 December for two of three days in eight digits.
[ "$seen" = "criba 01-03 12-04 04-15 warnings 0
pandas 03-01 04-12 04-15
criba 03-01 04-12 04-15 warnings 0
pandas 03-01 04-12 04-15" ]
