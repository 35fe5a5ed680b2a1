#!/usr/bin/env bash
# openpyxl 3.1.5, xlsxwriter 3.3.1, python-calamine 0.9.1 and arrow 1.4.0 (PyPI).
# The end of a term as most Python libraries give it is 23:59:59.999999 of its last day (here arrow's span of a quarter).
# Written into a workbook by openpyxl or xlsxwriter and read again by openpyxl or calamine it is 1 April at midnight:
# another day, month and quarter, for a workbook keeps a fraction of a day and readers round it to a thousandth of a second.
# So the end of a term is written as a date, or without the parts of a second.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5' 'xlsxwriter==3.3.1' 'python-calamine==0.9.1' 'arrow==1.4.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import arrow, openpyxl, xlsxwriter
from python_calamine import CalamineWorkbook

last = arrow.get(2015, 2, 10).span("quarter")[1].naive
print("written", last)
book = openpyxl.Workbook()
book.active["A1"] = last
book.save("openpyxl.xlsx")
with xlsxwriter.Workbook("xlsxwriter.xlsx") as other:
    other.add_worksheet().write(0, 0, last, other.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}))
for name in ("openpyxl", "xlsxwriter"):
    by_openpyxl = openpyxl.load_workbook(f"{name}.xlsx").active["A1"].value
    by_calamine = CalamineWorkbook.from_path(f"{name}.xlsx").get_sheet_by_index(0).to_python()[0][0]
    print(name, "openpyxl", by_openpyxl, "calamine", by_calamine)
PY
)
printf '%s\n' "$seen"
# Seen: 2015-04-01 00:00:00 by both readers of both files.
[ "$seen" = "written 2015-03-31 23:59:59.999999
openpyxl openpyxl 2015-04-01 00:00:00 calamine 2015-04-01 00:00:00
xlsxwriter openpyxl 2015-04-01 00:00:00 calamine 2015-04-01 00:00:00" ]
