#!/usr/bin/env bash
# python-calamine 0.9.1 and pyexcel-ods3 0.6.1, with a file by odfpy 1.4.1 (PyPI), readers of ODS.
# Two lines of one paragraph in a cell (`text:line-break`): calamine writes nothing for the break, so 1.5 over 2.25 is
# 1.52.25 and two names are one; pyexcel-ods3 has two lines. A sum in a cell of the kind currency is the number 1234.5 to
# calamine and the text “1234.5 CNY” to pyexcel-ods3. Two paragraphs are two lines to both.
# So a cell that holds more than one thing is asked for in columns of its own, and a figure is looked at for its type.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'odfpy==1.4.1' 'python-calamine==0.9.1' 'pyexcel-ods3==0.6.1'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P
from python_calamine import CalamineWorkbook

broken, apart = TableCell(valuetype="string"), TableCell(valuetype="string")
line = P(text="1.5")
line.addElement(LineBreak())
line.addText("2.25")
broken.addElement(line)
for text in ("1.5", "2.25"):
    apart.addElement(P(text=text))
money = TableCell(valuetype="currency", currency="CNY", value="1234.5")
money.addElement(P(text="1234.50"))
book, table, row = OpenDocumentSpreadsheet(), Table(name="one"), TableRow()
for cell in (broken, apart, money):
    row.addElement(cell)
table.addElement(row)
book.spreadsheet.addElement(table)
book.save("one.ods")
print("calamine", CalamineWorkbook.from_path("one.ods").get_sheet_by_index(0).to_python()[0])
print("pyexcel-ods3", pyexcel_ods3.get_data("one.ods")["one"][0])
PY
)
printf 'a broken line, two paragraphs and a sum:\n%s\n' "$seen"
# Seen: the lines joined by calamine; the sum as text by pyexcel-ods3.
[ "$seen" = "calamine ['1.52.25', '1.5\n2.25', 1234.5]
pyexcel-ods3 ['1.5\n2.25', '1.5\n2.25', '1234.5 CNY']" ]
