#!/usr/bin/env bash
# dask 2026.8.0 with pandas 3.1.1 and pyarrow 26.0.1 (PyPI).
# A pandas column of Python's Decimal becomes text on its way into a dask data frame, without a warning: the sum of
# 9.50 and 10.20 is then "9.5010.20", and the highest of the two is 9.50. With the setting dataframe.convert-string off
# a sum by groups is 19.70, and a sum of the whole column raises an error instead.
# So exact points are added by groups with that setting off, or by pandas within each task.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'dask[dataframe]==2026.8.0' 'pandas==3.1.1' 'pyarrow==26.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from decimal import Decimal
import dask, dask.dataframe, pandas

dask.config.set(scheduler="synchronous")
table = pandas.DataFrame({"unit": ["a", "a"], "points": [Decimal("9.50"), Decimal("10.20")]})
print("pandas", table.points.sum(), table.points.max())
split = dask.dataframe.from_pandas(table, npartitions=1)
print("dask", split.points.sum().compute(), split.points.max().compute())
with dask.config.set({"dataframe.convert-string": False}):
    split = dask.dataframe.from_pandas(table, npartitions=1)
    print("dask, text off, by groups", *split.groupby("unit").points.sum().compute())
    try:
        print(split.points.sum().compute())
    except TypeError:
        print("dask, text off, whole: refused")
PY
)
printf 'sum and highest of 9.50 and 10.20:\n%s\n' "$seen"
# Seen: pandas 19.70 10.20 / dask 9.5010.20 9.50 / by groups 19.70 / whole: refused
[ "$seen" = "pandas 19.70 10.20
dask 9.5010.20 9.50
dask, text off, by groups 19.70
dask, text off, whole: refused" ]
