#!/usr/bin/env bash
# python-docx 1.2.0, beside pandoc 3.9 in pypandoc_binary 1.17, mammoth 1.13.0 and docx2txt 0.9 (PyPI).
# Word 2003 to 2007 marks what it recognises in a text with smart tags, in Chinese the days (chsdate) and figures with a unit
# (chmetcnv), and a file that was begun then keeps them. A run within `w:smartTag` is no run of `paragraph.text`: of 甲局于
# 2015年3月1日未报，扣1.5分 the day and the figure are gone, and 甲局于未报，扣。 is a good sentence to a program. The same with
# `w:customXml`, which pandoc leaves out too, and with a control for choosing (`w:sdt`); a row of a table that stands in a
# control is no row of `table.rows`. Nothing is said.
# So a text from python-docx is compared in length with all `w:t` of the paragraph's XML.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'python-docx==1.2.0' 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'docx2txt==0.9'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import docx, docx2txt, mammoth, pypandoc
from docx.oxml import parse_xml

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def tag(kind, text):
    return f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="{kind}">{run(text)}</w:smartTag>'


def control(inner):
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def row(unit, points):
    return "<w:tr>" + "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in (unit, points)) + "</w:tr>"


tagged = run("甲局于") + tag("chsdate", "2015年3月1日") + run("未报，扣") + tag("chmetcnv", "1.5分") + run("。")
custom = run("乙局于") + f'<w:customXml w:uri="u" w:element="day">{run("3月2日")}</w:customXml>' + run("扣2分。")
chosen = run("单位：") + control(run("丙局")) + run("扣3分。")
document = docx.Document()
for text in (tagged, custom, chosen):
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {SPACE}>{text}</w:p>"))
table = f"<w:tbl {SPACE}><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row('丁局', '4')}{control(row('戊局', '5'))}</w:tbl>"
document.element.body.insert(len(document.element.body) - 1, parse_xml(table))
document.save("tags.docx")

read = docx.Document("tags.docx")
rows = ["，".join(cell.text for cell in row.cells) for row in read.tables[0].rows]
print("python-docx:", " ".join([paragraph.text for paragraph in read.paragraphs] + rows))
print("pandoc:", " ".join(pypandoc.convert_file("tags.docx", "plain", extra_args=["--wrap=none"]).replace("-", "").split()))
with open("tags.docx", "rb") as file:
    print("mammoth:", " ".join(mammoth.extract_raw_text(file).value.split()))
print("docx2txt:", " ".join(docx2txt.process("tags.docx").split()))
PY
)
printf 'what four readers read:\n%s\n' "$seen"
# Seen: python-docx has no day, figure, chosen unit or second row; pandoc has all but the day marked by customXml.
[ "$seen" = "python-docx: 甲局于未报，扣。 乙局于扣2分。 单位：扣3分。 丁局，4
pandoc: 甲局于2015年3月1日未报，扣1.5分。 乙局于扣2分。 单位：丙局扣3分。 丁局 4 戊局 5
mammoth: 甲局于2015年3月1日未报，扣1.5分。 乙局于3月2日扣2分。 单位：丙局扣3分。 丁局 4 戊局 5
docx2txt: 甲局于2015年3月1日未报，扣1.5分。 乙局于3月2日扣2分。 单位：丙局扣3分。 丁局 4 戊局 5" ]
