#!/usr/bin/env bash
# officeparser 7.8.0 (npm), beside xlsx 0.18.5 (SheetJS), with files by odfpy 1.4.1 and python-docx 1.2.0 (PyPI): texts of office files.
# In a spreadsheet of OpenDocument a comment (`office:annotation`) stands within its cell, before the value. officeparser writes both
# without a sign between: 1.5 with the comment 原为2.5 ("was 2.5") is 原为2.51.5, and 甲局 with 应为乙局 is 应为乙局甲局.
# Of a DOCX it leaves out a paragraph, a cell and a row that stand in a control (`w:sdt`), the sentence with the
# points 6 and the points 1 and 2 of the table here. SheetJS has the values alone. Nothing is said.
# So a figure out of such a text is looked up in the cell that it came from.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'odfpy==1.4.1' 'python-docx==1.2.0'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" officeparser@7.8.0 xlsx@0.18.5 >/dev/null
"$work/venv/bin/python" - <<'PY'
import docx
from docx.oxml import parse_xml
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

book, table, line = OpenDocumentSpreadsheet(), Table(name="扣分"), TableRow()
for comment, cell, text in (
    ("应为乙局", TableCell(valuetype="string"), "甲局"),
    ("原为2.5", TableCell(valuetype="float", value="1.5"), "1.5"),
):
    note = Annotation()
    note.addElement(P(text=comment))
    cell.addElement(note)
    cell.addElement(P(text=text))
    line.addElement(cell)
table.addElement(line)
book.spreadsheet.addElement(table)
book.save("points.ods")

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def control(inner):
    return f"<w:sdt {SPACE}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


document = docx.Document()
cells = [f"<w:tc>{paragraph(text)}</w:tc>" for text in ("甲", "1", "乙", "2", "丙", "3")]
rows = f"<w:tr>{cells[0]}{control(cells[1])}</w:tr>{control(f'<w:tr>{cells[2]}{cells[3]}</w:tr>')}<w:tr>{cells[4]}{cells[5]}</w:tr>"
table = f"<w:tbl {SPACE}><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>"
for place, part in enumerate((control(paragraph("扣6分。")), table)):
    document.element.body.insert(place, parse_xml(part))
document.add_paragraph("完。")
document.save("form.docx")
PY
cat >read.mjs <<'JS'
import { parseOffice } from "officeparser";
import XLSX from "xlsx";
for (const name of ["points.ods", "form.docx"]) {
  const text = (await parseOffice(name)).toText();
  console.log("officeparser", name, ...text.split(/\s+/).filter(Boolean));
}
console.log("SheetJS points.ods", ...XLSX.utils.sheet_to_json(Object.values(XLSX.readFile("points.ods").Sheets)[0], { header: 1 })[0]);
JS
seen=$(node read.mjs 2>/dev/null)
printf 'two cells with comments, and a form with controls:\n%s\n' "$seen"
# Seen: 原为2.51.5 for 1.5, and neither 扣6分 nor 1, 乙 and 2 of the form.
[ "$seen" = "officeparser points.ods 应为乙局甲局 原为2.51.5
officeparser form.docx 甲 丙 3 完。
SheetJS points.ods 甲局 1.5" ]
