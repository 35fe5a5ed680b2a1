#!/usr/bin/env bash
# markitdown 0.1.9 with mammoth 1.13.0 (PyPI), which makes Markdown of office documents.
# A unit's cell merged over two rows in a Word table leaves the second row one cell short: its points stand in the
# column of units, and nothing says so. The HTML between (mammoth's) still has the `rowspan`; pandoc keeps the table as
# HTML with it. So a list of deductions in which a unit has several rows is read with points that belong to no unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'markitdown[docx]==0.1.9' 'mammoth==1.13.0' 'python-docx==1.2.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx, mammoth
from markitdown import MarkItDown

written = docx.Document()
table = written.add_table(3, 2)
for row, (unit, points) in enumerate((("单位", "扣分"), ("区教育局", "0.50"), ("", "1.20"))):
    table.cell(row, 0).text, table.cell(row, 1).text = unit, points
table.cell(1, 0).merge(table.cell(2, 0))
written.save("table.docx")
print(MarkItDown().convert("table.docx").text_content.strip())
with open("table.docx", "rb") as file:
    print("mammoth:", mammoth.convert_to_html(file).value.count('rowspan="2"'), "rowspan")
PY
)
printf 'markitdown 0.1.9:\n%s\n' "$seen"
# Seen: the last row is "| 1.20 |", under 单位.
[ "$seen" = "|  |  |
| --- | --- |
| 单位 | 扣分 |
| 区教育局 | 0.50 |
| 1.20 |
mammoth: 1 rowspan" ]
