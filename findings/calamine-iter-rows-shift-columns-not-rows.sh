#!/usr/bin/env bash
# python-calamine 0.9.1 (PyPI), the reader of XLSX, XLS and ODS.
# Of a sheet whose table begins at C4, `iter_rows()` gives the three empty rows above and leaves out the two empty
# columns in front: the first value of a row is that of column C. `to_python(skip_empty_area=False)` gives both. So
# whoever names cells (“C4”) while going row by row names the right row and the wrong column.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'python-calamine==0.9.1' 'openpyxl==3.1.5'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

book = Workbook()
book.active["C4"], book.active["D4"], book.active["C5"] = "unit", "points", "finance"
book.save("table.xlsx")
sheet = CalamineWorkbook.from_path("table.xlsx").get_sheet_by_index(0)
for name, rows in (
    ("iter_rows", list(sheet.iter_rows())),
    ("to_python whole", sheet.to_python(skip_empty_area=False)),
):
    at = next(number for number, row in enumerate(rows) if "unit" in row)
    print(name, "row", at + 1, "column", list(rows[at]).index("unit") + 1)
PY
)
printf 'python-calamine 0.9.1:\n%s\n' "$seen"
# Seen: by rows the fourth row but the first column; as a whole the fourth row and the third column.
[ "$seen" = "iter_rows row 4 column 1
to_python whole row 4 column 3" ]
