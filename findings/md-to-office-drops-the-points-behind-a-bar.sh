#!/usr/bin/env bash
# md-to-office 1.0.2 with python-docx 1.2.0, beside pandoc 3.9 in pypandoc_binary 1.17 (PyPI): Markdown to a Chinese Word document.
# A bar within a cell is written \| in Markdown's tables. md2docx ends the cell at it: of 教育局\|民政局 and -1.5 in a table of
# two columns the cells are 教育局\ and 民政局, and what comes behind, the points, is in the document no more. A note ([^1] and its
# text) stands in the text as it was written. The program says that it is done. pandoc has the bar, the points and the note.
# So the rows of the document are counted and added up against those of the Markdown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'md-to-office==1.0.2' 'python-docx==1.2.0' 'pypandoc_binary==1.17'
cd "$work"
cat >points.md <<'MD'
# 通报

| 单位 | 扣分 |
|---|---|
| 甲局 | 1.50 |
| 教育局\|民政局 | -1.5 |

甲局[^1]扣分。

[^1]: 已告知
MD
PYTHONUTF8=1 "$work/venv/bin/md2docx" --input points.md --output by-md2docx.docx >/dev/null 2>&1
"$work/venv/bin/python" -c 'import pypandoc; pypandoc.convert_file("points.md", "docx", outputfile="by-pandoc.docx")'
seen=$("$work/venv/bin/python" - <<'PY'
import docx

for name in ("by-md2docx.docx", "by-pandoc.docx"):
    document = docx.Document(name)
    print(name, *("/".join(cell.text for cell in row.cells) for row in document.tables[0].rows))
    print(name, *(paragraph.text for paragraph in document.paragraphs if paragraph.text))
PY
)
printf 'the table and the text of the document:\n%s\n' "$seen"
# Seen: no -1.5 in the table by md2docx.
[ "$seen" = "by-md2docx.docx 单位/扣分 甲局/1.50 教育局\\/民政局
by-md2docx.docx 通报 甲局[^1]扣分。 [^1]: 已告知
by-pandoc.docx 单位/扣分 甲局/1.50 教育局|民政局/-1.5
by-pandoc.docx 通报 甲局扣分。" ]
