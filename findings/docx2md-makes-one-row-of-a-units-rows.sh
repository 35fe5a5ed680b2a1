#!/usr/bin/env bash
# docx2md-cli 0.2.0 ("preserves tables (vMerge)") and office-oxide 0.1.15, beside docx-to-markdown 2.32.0 and undoc 0.27.1 with
# python-docx 1.2.0 (PyPI): tables of Word as Markdown.
# A unit's cell that is merged over two rows makes one row of them for docx2md, 迟报, 漏报 and 1, 2 in a cell each: what each matter
# cost is told by the order alone. A total whose first cell spans two columns has its points under the matters with both of the first
# two, and a row that leaves two columns out in front (`w:gridBefore`) has them under the units. A row in a control (`w:sdt`) is
# not there with docx2md. docx-to-markdown has each figure in its column, undoc all but the last.
# So figures of a table are added up by column and compared with the total before they are used.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'docx2md-cli==0.2.0' 'office-oxide==0.1.15' 'docx-to-markdown==2.32.0' 'undoc==0.27.1' 'python-docx==1.2.0'
cd "$work"
cat >make.py <<'PY'
import docx
from docx.oxml import parse_xml

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(text, form=""):
    return f"<w:tc><w:tcPr>{form}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells, form=""):
    return f"<w:tr><w:trPr>{form}</w:trPr>{''.join(cells)}</w:tr>"


rows = row(cell("单位"), cell("事项"), cell("扣分"))
rows += row(cell("甲局", '<w:vMerge w:val="restart"/>'), cell("迟报"), cell("1")) + row(cell("", "<w:vMerge/>"), cell("漏报"), cell("2"))
rows += f"<w:sdt><w:sdtContent>{row(cell('乙局'), cell('错报'), cell('4'))}</w:sdtContent></w:sdt>"
rows += row(cell("合计", '<w:gridSpan w:val="2"/>'), cell("7")) + row(cell("8"), form='<w:gridBefore w:val="2"/>')
document = docx.Document()
grid = "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
document.element.body.insert(0, parse_xml(f"<w:tbl {SPACE}><w:tblPr/>{grid}{rows}</w:tbl>"))
document.save("table.docx")
PY
"$work/venv/bin/python" make.py
PYTHONUTF8=1 "$work/venv/bin/docx2md" table.docx -o by-docx2md.md >/dev/null 2>&1
seen=$("$work/venv/bin/python" - <<'PY'
from pathlib import Path
import docx_to_markdown, office_oxide, undoc

for name, text in {
    "docx2md": Path("by-docx2md.md").read_text(),
    "office-oxide": office_oxide.to_markdown("table.docx"),
    "docx-to-markdown": docx_to_markdown.convert("table.docx").markdown,
    "undoc": undoc.parse_file("table.docx").to_markdown(),
}.items():
    lines = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|") and "---" not in line]
    print(name, *("/".join(part.strip() for part in line.split("|")) for line in lines))
PY
)
printf 'rows of a table, a bar between the cells:\n%s\n' "$seen"
# Seen: 1, 2 in one cell, 7 in the second column, 8 in the first.
[ "$seen" = "docx2md 单位/事项/扣分 甲局/迟报, 漏报/1, 2 合计/7/ 8//
office-oxide 单位/事项/扣分 甲局/迟报/1 /漏报/2 乙局/错报/4 合计/7/ 8//
docx-to-markdown 单位/事项/扣分 甲局/迟报/1 /漏报/2 乙局/错报/4 合计//7 //8
undoc 单位/事项/扣分 甲局/迟报/1 /漏报/2 乙局/错报/4 合计//7 8//" ]
