#!/usr/bin/env bash
# xlsx 0.18.5 (SheetJS) and numfmt 4.0.1 (npm), with a workbook by openpyxl 3.1.5 (PyPI).
# A spreadsheet has no format for ten thousands; what Chinese offices use is 0\.0,"万": thousands, with a point before the
# last figure. 123456 is 12.3万 by it in LibreOffice and numfmt. SheetJS takes the escaped point for a decimal point, but
# scales by the comma all the same: 1.23万, a tenth, in the cell's text (`w`), in its CSV, and in its JSON with raw: false.
# 0"."0,"万" is the same. The value (`v`) is right, and nothing in the text tells.
# So funds are taken from a workbook by their values, and texts of such cells that came through SheetJS are doubted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5 numfmt@4.0.1 >/dev/null
"$work/venv/bin/python" - <<'PY'
import openpyxl

book = openpyxl.Workbook()
for sum_of_funds in (5678, 12345, 123456, 1234567):
    book.active.append([sum_of_funds, sum_of_funds, sum_of_funds])
    for cell, pattern in zip(book.active[book.active.max_row], (r'0\.0,"万"', '0"."0,"万"', "0")):
        cell.number_format = pattern
book.save("funds.xlsx")
PY
cat >read.mjs <<'JS'
import XLSX from "xlsx";
import { format } from "numfmt";
const sheet = Object.values(XLSX.readFile("funds.xlsx").Sheets)[0];
console.log(XLSX.utils.sheet_to_csv(sheet).trim());
console.log(XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false })[2].join(" "), "|", sheet.A3.w, sheet.A3.v);
console.log("numfmt", ...[5678, 12345, 123456, 1234567].map((figure) => format('0\\.0,"万"', figure)));
JS
seen=$(node read.mjs)
printf 'SheetJS 0.18.5, by 0\\.0,"万", by 0"."0,"万", and by 0:\n%s\n' "$seen"
# Seen: .06, .12, 1.23 and 12.35 where numfmt (and LibreOffice) have 0.6, 1.2, 12.3 and 123.5.
[ "$seen" = ".06万,.06万,5678
.12万,.12万,12345
1.23万,1.23万,123456
12.35万,12.35万,1234567
1.23万 1.23万 123456 | 1.23万 123456
numfmt 0.6万 1.2万 12.3万 123.5万" ]
