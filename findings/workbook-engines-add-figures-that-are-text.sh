#!/usr/bin/env bash
# formulas 1.3.4 and xlcalculator 0.5.0, beside pycel 1.0b30 and formualizer 0.13.0, with openpyxl 3.1.5 (PyPI), which
# calculate the formulas of a workbook without an office program.
# A figure that is stored as text (the green corner in a cell, usual in tables that were pasted) is left out by SUM of a
# range in Excel and LibreOffice. formulas and xlcalculator add it: 1.5, 2, 2 and the text 4 are 9.5 and not 5.5. COUNT is
# 4 to formulas and 3 to xlcalculator, though both sum four; SUMPRODUCT takes the text in formualizer too.
# So a check made with these two finds a sum right that an office program shows otherwise: types are looked at first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'formulas==1.3.4' 'xlcalculator==0.5.0' 'pycel==1.0b30' 'formualizer==0.13.0' 'openpyxl==3.1.5'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore 2>/dev/null - <<'PY'
import formualizer, formulas, openpyxl, pycel, xlcalculator

FORMULAS = ("SUM(A1:A4)", "COUNT(A1:A4)", "SUMPRODUCT(A1:A4,B1:B4)", "A1+A2+A3+A4")
book = openpyxl.Workbook()
book.active.title = "S"
for row, points in enumerate((1.5, 2, 2, "4"), 1):
    book.active.append([points, row, f"={FORMULAS[row - 1]}"])
book.save("points.xlsx")

model = xlcalculator.ModelCompiler().read_and_parse_archive("points.xlsx")
solved = {str(name).upper(): cell for name, cell in formulas.ExcelModel().loads("points.xlsx").finish().calculate().items()}
engines = {
    "formulas": lambda row: solved[f"'[POINTS.XLSX]S'!C{row}"].value[0, 0],
    "xlcalculator": lambda row: xlcalculator.Evaluator(model).evaluate(f"S!C{row}"),
    "pycel": lambda row: pycel.ExcelCompiler(filename="points.xlsx").evaluate(f"S!C{row}"),
    "formualizer": lambda row: formualizer.load_workbook("points.xlsx").evaluate_cell("S", row, 3),
}
for name, value in engines.items():
    print(name, *(f"{float(str(value(row))):g}" for row in range(1, 5)))
PY
)
printf 'SUM, COUNT, SUMPRODUCT and + of 1.5, 2, 2 and the text 4:\n%s\n' "$seen"
# Seen: 9.5 and 5.5 as the sum of the same range, and four counts and products that do not go with it.
[ "$seen" = "formulas 9.5 4 27.5 9.5
xlcalculator 9.5 3 27.5 9.5
pycel 5.5 3 11.5 9.5
formualizer 5.5 3 27.5 9.5" ]
