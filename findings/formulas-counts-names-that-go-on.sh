#!/usr/bin/env bash
# formulas 1.3.4, beside pycel 1.0b30 and formualizer 0.13.0, with openpyxl 3.1.5 (PyPI), which calculate the formulas of a
# workbook without an office program.
# In the conditions of COUNTIF and SUMIF a question mark is one character and an asterisk any number, and the whole cell
# must fit, in Excel, LibreOffice and the other two. To formulas the question mark may be nothing, and a cell fits that
# goes on after the pattern: 甲? (甲 and one more) counts 甲, 甲局 and 甲局二科, and *局 (what ends in 局) adds the points
# of 甲局二科 too. 甲*, and a condition without the two signs, are right.
# So a workbook whose conditions have them is calculated by another engine, or its units are named in full.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'formulas==1.3.4' 'pycel==1.0b30' 'formualizer==0.13.0' 'openpyxl==3.1.5'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore 2>/dev/null - <<'PY'
import formualizer, formulas, openpyxl, pycel

CONDITIONS = ("甲", "甲?", "甲*", "?局", "*局")
book = openpyxl.Workbook()
book.active.title = "S"
for row, (unit, points) in enumerate((("甲", 1), ("甲局", 10), ("甲局二科", 100), ("原甲局", 1000)), 1):
    book.active.append([unit, points])
for row, condition in enumerate(CONDITIONS, 1):
    book.active.cell(row, 3, f'=COUNTIF(A1:A4,"{condition}")')
    book.active.cell(row, 4, f'=SUMIF(A1:A4,"{condition}",B1:B4)')
book.save("units.xlsx")

solved = {str(name).upper(): cell for name, cell in formulas.ExcelModel().loads("units.xlsx").finish().calculate().items()}
by_pycel = pycel.ExcelCompiler(filename="units.xlsx")
by_formualizer = formualizer.load_workbook("units.xlsx")
for row, condition in enumerate(CONDITIONS, 1):
    print(condition, *(f"{name} {count(3, row):g} {count(4, row):g}" for name, count in (
        ("formulas", lambda column, row: solved[f"'[UNITS.XLSX]S'!{'ABCD'[column - 1]}{row}"].value[0, 0]),
        ("pycel", lambda column, row: by_pycel.evaluate(f"S!{'ABCD'[column - 1]}{row}")),
        ("formualizer", lambda column, row: by_formualizer.evaluate_cell("S", row, column)),
    )))
PY
)
printf 'counted and added of 甲 1, 甲局 10, 甲局二科 100, 原甲局 1000:\n%s\n' "$seen"
# Seen: the other two agree; formulas counts by its own reading of both signs.
[ "$seen" = "甲 formulas 1 1 pycel 1 1 formualizer 1 1
甲? formulas 3 111 pycel 1 10 formualizer 1 10
甲* formulas 3 111 pycel 3 111 formualizer 3 111
?局 formulas 2 110 pycel 1 10 formualizer 1 10
*局 formulas 3 1110 pycel 2 1010 formualizer 2 1010" ]
