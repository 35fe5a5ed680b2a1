#!/usr/bin/env bash
# aspose-cells-foss 26.10.0, beside python-calamine 0.9.1, with workbooks by openpyxl 3.1.5 and xlsxwriter 3.3.1 (PyPI).
# openpyxl writes a text into its cell (t="inlineStr"), xlsxwriter and Excel write it into a table of shared texts; both are valid
# (ECMA-376, part 1, 18.3.1.53). aspose-cells-foss reads the second alone: of a workbook by openpyxl every text is None, units,
# reasons and codes, the figures are there, and no error is raised. Saved again the file has
# the figures without names, and so have its CSV, Markdown and JSON.
# So a workbook is opened by another reader after this package has saved it, and the original is kept.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'aspose-cells-foss==26.10.0' 'python-calamine==0.9.1' 'openpyxl==3.1.5' 'xlsxwriter==3.3.1'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import aspose.cells_foss, openpyxl, python_calamine, xlsxwriter

row = ["甲局", 1.5, "迟报", "0123"]
book = openpyxl.Workbook()
book.active.append(row)
book.save("openpyxl.xlsx")
book = xlsxwriter.Workbook("xlsxwriter.xlsx")
book.add_worksheet().write_row(0, 0, row)
book.close()
for name in ("openpyxl.xlsx", "xlsxwriter.xlsx"):
    read = aspose.cells_foss.Workbook(name)
    print(name, "aspose:", *(read.worksheets[0].cells[f"{letter}1"].value for letter in "ABCD"))
    read.save(f"again-{name}")
    for file in (name, f"again-{name}"):
        values = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
        print(file, "calamine:", *(repr(value) for value in values[0]))
PY
)
printf 'one row by two writers, read, and saved again:\n%s\n' "$seen"
# Seen: None for each text of openpyxl's workbook, and a saved workbook without them.
[ "$seen" = "openpyxl.xlsx aspose: None 1.5 None None
openpyxl.xlsx calamine: '甲局' 1.5 '迟报' '0123'
again-openpyxl.xlsx calamine: '' 1.5
xlsxwriter.xlsx aspose: 甲局 1.5 迟报 0123
xlsxwriter.xlsx calamine: '甲局' 1.5 '迟报' '0123'
again-xlsxwriter.xlsx calamine: '甲局' 1.5 '迟报' '0123'" ]
