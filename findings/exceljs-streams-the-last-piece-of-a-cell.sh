#!/usr/bin/env bash
# exceljs 4.4.0 (npm), with a workbook by openpyxl 3.1.5 (PyPI).
# openpyxl keeps a text of several looks (a figure in bold, or struck out) in the cell itself, not in the table of shared
# texts. exceljs reads all pieces of it with its usual reader, and the last piece alone with the streaming one that is
# meant for large files: 甲局扣1.50分 with the points in bold is 分, and 10家 with a struck figure before is 家. Texts of one
# look are right from both, and nothing is said.
# So a large workbook from openpyxl is streamed only where no cell has pieces, or read whole.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" exceljs@4.4.0 >/dev/null 2>&1
"$work/venv/bin/python" - <<'PY'
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

book = openpyxl.Workbook()
book.active["A1"] = "甲局扣1.50分"
book.active["A2"] = CellRichText("甲局扣", TextBlock(InlineFont(b=True), "1.50"), "分")
book.active["A3"] = CellRichText(TextBlock(InlineFont(strike=True), "8"), "10", TextBlock(InlineFont(i=True), "家"))
book.save("points.xlsx")
PY
cat >read.js <<'JS'
const excel = require("exceljs");
(async () => {
  const book = new excel.Workbook();
  await book.xlsx.readFile("points.xlsx");
  console.log("whole", ...[1, 2, 3].map((row) => book.worksheets[0].getCell(row, 1).text));
  const streamed = [];
  for await (const sheet of new excel.stream.xlsx.WorkbookReader("points.xlsx"))
    for await (const row of sheet) streamed.push(row.getCell(1).text);
  console.log("streamed", ...streamed);
})();
JS
seen=$(node read.js)
printf '%s\n' "$seen"
# Seen: 分 and 家 are what the streaming reader has of the second and third cell.
[ "$seen" = "whole 甲局扣1.50分 甲局扣1.50分 810家
streamed 甲局扣1.50分 分 家" ]
