#!/usr/bin/env bash
# betteroffice-xlsx 0.2.1 and aspose-cells-foss 26.10.0, beside openpyxl 3.1.5 and python-calamine 0.9.1, with a workbook by
# xlsxwriter 3.3.1 (PyPI).
# A name whose reading is shown above it (Excel's phonetic guide, `rPh` beside the text in the table of shared texts) is one text with
# its reading to the first two: 乐亭县 is 乐亭县làotíng, and a formula that counts the unit by its name (COUNTIF) finds none where it
# found one. openpyxl and calamine leave the reading out.
# So units read by these two are looked up in a list of units before they are counted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'betteroffice-xlsx==0.2.1' 'aspose-cells-foss==26.10.0' 'openpyxl==3.1.5' 'python-calamine==0.9.1' 'xlsxwriter==3.3.1'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import zipfile
import aspose.cells_foss, betteroffice_xlsx, openpyxl, python_calamine, xlsxwriter

book = xlsxwriter.Workbook("plain.xlsx")
book.add_worksheet("Sheet1").write_column(0, 0, ["乐亭县", "甲局", '=COUNTIF(A1:A2,"乐亭县")'])
book.close()
guide = '<rPh sb="0" eb="1"><t>lào</t></rPh><rPh sb="1" eb="2"><t>tíng</t></rPh>'
with zipfile.ZipFile("plain.xlsx") as old, zipfile.ZipFile("guided.xlsx", "w") as new:
    for name in old.namelist():
        new.writestr(name, old.read(name).replace("<t>乐亭县</t>".encode(), f"<t>乐亭县</t>{guide}".encode()))
for name in ("plain.xlsx", "guided.xlsx"):
    office = betteroffice_xlsx.Workbook.open_path(name)
    office.recalculate()
    print(name, "betteroffice", office.value("Sheet1", "A1"), "counted", office.value("Sheet1", "A3"))
    print(name, "aspose", aspose.cells_foss.Workbook(name).worksheets[0].cells["A1"].value)
    print(name, "openpyxl", openpyxl.load_workbook(name).active["A1"].value)
    print(name, "calamine", python_calamine.CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()[0][0])
PY
)
printf 'a name without and with its reading above it:\n%s\n' "$seen"
# Seen: the reading behind the name from two readers.
[ "$seen" = "plain.xlsx betteroffice 乐亭县 counted 1.0
plain.xlsx aspose 乐亭县
plain.xlsx openpyxl 乐亭县
plain.xlsx calamine 乐亭县
guided.xlsx betteroffice 乐亭县làotíng counted 0.0
guided.xlsx aspose 乐亭县làotíng
guided.xlsx openpyxl 乐亭县
guided.xlsx calamine 乐亭县" ]
