#!/usr/bin/env bash
# xlsx2html 0.6.4, beside xlsx 0.18.5 (SheetJS, npm), with a workbook by openpyxl 3.1.5 (PyPI): a page of a workbook.
# Of a format with General and a unit behind it, General"分" (the figure as it is, with its unit), the page has the format itself: the
# cell says General"分", and its points are nowhere. By [=0]"无";0.0 (a word for nought, else the figure) 1.5 is [=2]"无", a condition
# that nobody wrote. 0.0"分" is shown with its marks, and rounded half to even: 1.25 is 1.2"分", in Excel 1.3分. No error. SheetJS has
# the figures.
# So a page for readers is made of values, and each format that a workbook has is tried once.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'xlsx2html==0.6.4' 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5 >/dev/null
"$work/venv/bin/python" - <<'PY'
import openpyxl

book = openpyxl.Workbook()
for pattern, value in (('General"分"', 1.5), ('[=0]"无";0.0', 1.5), ('0.0"分"', 1.25), ("0.00", 1.5)):
    book.active.append([value])
    book.active.cell(book.active.max_row, 1).number_format = pattern
book.save("points.xlsx")
PY
cat >read.mjs <<'JS'
import XLSX from "xlsx";
const sheet = Object.values(XLSX.readFile("points.xlsx").Sheets)[0];
for (const row of [1, 2, 3, 4]) console.log(sheet[`A${row}`].w);
JS
seen=$(paste -d'|' <("$work/venv/bin/python" -W ignore - <<'PY'
import html, io, re
from xlsx2html import xlsx2html

page = io.StringIO()
xlsx2html("points.xlsx", page, locale="zh")
for cell in re.findall("<td[^>]*>(.*?)</td>", page.getvalue(), re.S):
    print(html.unescape(re.sub("<[^>]+>", "", cell)).strip().replace('"', "'"))
PY
) <(node read.mjs))
printf 'four cells, by xlsx2html and SheetJS (double marks as single ones):\n%s\n' "$seen"
# Seen: no figure in two cells of the page.
[ "$seen" = "General'分'|1.5
[=2]'无'|1.5
1.2'分'|1.3分
1.50|1.50" ]
