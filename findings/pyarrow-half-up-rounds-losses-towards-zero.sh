#!/usr/bin/env bash
# pyarrow 26.0.1 (PyPI), Arrow's own engine for columns.
# Its rounding mode `half_up` is not the rounding of schools and of Python's ROUND_HALF_UP: a half goes towards plus
# infinity, so 0.125 becomes 0.13 and -0.125 becomes -0.12. What is meant is called `half_towards_infinity` here.
# So a deduction kept as a negative figure loses a hundredth less than the same deduction kept as a positive one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pyarrow==26.0.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from decimal import ROUND_HALF_UP, Decimal
import pyarrow, pyarrow.compute

points = [Decimal("0.125"), Decimal("-0.125")]
print("python ROUND_HALF_UP", *(one.quantize(Decimal("0.01"), ROUND_HALF_UP) for one in points))
for mode in ("half_up", "half_towards_infinity"):
    rounded = pyarrow.compute.round(pyarrow.array(points), 2, mode).to_pylist()
    print("pyarrow", mode, *(one.normalize() for one in rounded))
PY
)
printf 'pyarrow 26.0.1:\n%s\n' "$seen"
# Seen: only `half_up` of pyarrow gives -0.12.
[ "$seen" = "python ROUND_HALF_UP 0.13 -0.13
pyarrow half_up 0.13 -0.12
pyarrow half_towards_infinity 0.13 -0.13" ]
