#!/usr/bin/env bash
# xlsx 0.18.5 (SheetJS), beside exceljs 4.4.0 (npm), with a workbook by openpyxl 3.1.5 (PyPI).
# A workbook may count its days from 1904 (`date1904`, which Excel for Mac wrote for long and which stays in every copy). With
# cellDates: true SheetJS counts them from 1900 all the same: 1 March 2015 is 28 February 2011, four years and a day before,
# in the cell's value and in JSON. The same cell's text, and so the CSV, says 2015-03-01. Without cellDates the value is
# 40602, with no word of what it counts from. exceljs has the day.
# So days are taken from SheetJS by their text, or 1462 are added where Workbook.WBProps.date1904 is true.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5 exceljs@4.4.0 >/dev/null
"$work/venv/bin/python" - <<'PY'
from datetime import date
import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

for name, epoch in (("1900.xlsx", None), ("1904.xlsx", CALENDAR_MAC_1904)):
    book = openpyxl.Workbook()
    book.epoch = epoch or book.epoch
    book.active.append([date(2015, 3, 1)])
    book.save(name)
PY
cat >read.mjs <<'JS'
import XLSX from "xlsx";
import ExcelJS from "exceljs";
for (const name of ["1900.xlsx", "1904.xlsx"]) {
  const days = Object.values(XLSX.readFile(name, { cellDates: true }).Sheets)[0];
  const numbers = Object.values(XLSX.readFile(name).Sheets)[0];
  const json = XLSX.utils.sheet_to_json(days, { header: 1 })[0][0];
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(name);
  const other = book.worksheets[0].getCell("A1").value.toISOString().slice(0, 10);
  console.log(name, "value", days.A1.v.toISOString().slice(0, 10), "json", json.toISOString().slice(0, 10), "csv",
    XLSX.utils.sheet_to_csv(days), "number", numbers.A1.v, "exceljs", other);
}
JS
seen=$(TZ=UTC node read.mjs)
printf 'SheetJS 0.18.5, 1 March 2015 counted from 1900 and from 1904:\n%s\n' "$seen"
# Seen: another day in value and JSON than in the CSV of the same sheet, where days count from 1904.
[ "$seen" = "1900.xlsx value 2015-03-01 json 2015-03-01 csv 2015-03-01 number 42064 exceljs 2015-03-01
1904.xlsx value 2011-02-28 json 2011-02-28 csv 2015-03-01 number 40602 exceljs 2015-03-01" ]
