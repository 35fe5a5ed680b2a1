#!/usr/bin/env bash
# exceljs 4.4.0, beside xlsx 0.18.5 (SheetJS) and read-excel-file 9.3.17 (npm), with workbooks by openpyxl 3.1.5 (PyPI).
# A cell may hold its day in the words of ISO 8601 (t="d", ECMA-376): openpyxl writes it so with `iso_dates = True`, Excel where
# it saves as Strict Open XML. exceljs takes what stands before the first hyphen for a count of days: 2015-03-01 is 7 July 1905,
# 2016-12-31 is 8 July 1905, any day of a year the same, and nothing is said. The two others have the day.
# So days before 1950 in what exceljs read are looked up in the file, and workbooks for it are written without iso_dates.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" exceljs@4.4.0 xlsx@0.18.5 read-excel-file@9.3.17 >/dev/null
"$work/venv/bin/python" - <<'PY'
from datetime import date
import openpyxl

for name, iso in (("iso.xlsx", True), ("numbers.xlsx", False)):
    book = openpyxl.Workbook()
    book.iso_dates = iso
    book.active.append([date(2015, 3, 1), date(2015, 12, 31), date(2016, 12, 31)])
    book.save(name)
PY
cat >read.mjs <<'JS'
import ExcelJS from "exceljs";
import XLSX from "xlsx";
import readFile from "read-excel-file/node";
const said = (value) => value.toISOString().slice(0, 10);
for (const name of ["iso.xlsx", "numbers.xlsx"]) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(name);
  console.log(name, "exceljs", ...book.worksheets[0].getRow(1).values.slice(1).map(said));
  const sheet = Object.values(XLSX.readFile(name, { cellDates: true }).Sheets)[0];
  console.log(name, "SheetJS", ...XLSX.utils.sheet_to_json(sheet, { header: 1 })[0].map(said));
  console.log(name, "read-excel-file", ...(await readFile(name))[0].data[0].map(said));
}
JS
seen=$(TZ=UTC node read.mjs)
printf 'three days, written as ISO 8601 and as numbers:\n%s\n' "$seen"
# Seen: 1905 from exceljs where the day stands in words.
[ "$seen" = "iso.xlsx exceljs 1905-07-07 1905-07-07 1905-07-08
iso.xlsx SheetJS 2015-03-01 2015-12-31 2016-12-31
iso.xlsx read-excel-file 2015-03-01 2015-12-31 2016-12-31
numbers.xlsx exceljs 2015-03-01 2015-12-31 2016-12-31
numbers.xlsx SheetJS 2015-03-01 2015-12-31 2016-12-31
numbers.xlsx read-excel-file 2015-03-01 2015-12-31 2016-12-31" ]
