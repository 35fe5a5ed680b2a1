#!/usr/bin/env bash
# xlsx 0.18.5 (SheetJS), beside numfmt 4.0.1 (npm), with a workbook by openpyxl 3.1.5 (PyPI).
# [DBNum1][$-804]General shows a figure in Chinese numerals, [$-804]aaaa a day as 星期日: both stand in Excel's own lists of formats for
# China. SheetJS takes the locale, [$-804], for a sign of currency and writes a dollar: 12.5 points become $12.5, a Sunday is
# $aaaa, in the cell's text (w), in CSV, and in JSON with raw: false. Formats of days and figures without those two codes have no
# dollar (yyyy"年"m"月"d"日" is right, with [DBNum1][$-804] too). numfmt writes 12.5 and 星期日. The values are right.
# So texts with a dollar are looked up in their cells before a reader sees them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5 numfmt@4.0.1 >/dev/null
cat >patterns.json <<'JSON'
[["[DBNum1][$-804]General", 12.5], ["[DBNum2][$-804]0", 12], ["[$-804]aaaa", 42064], ["[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", 42064], ["0.0\"分\"", 12.5]]
JSON
"$work/venv/bin/python" - <<'PY'
import json
import openpyxl

book = openpyxl.Workbook()
with open("patterns.json") as file:
    for pattern, value in json.load(file):
        book.active.append([value])
        book.active.cell(book.active.max_row, 1).number_format = pattern
book.save("numerals.xlsx")
PY
cat >read.mjs <<'JS'
import fs from "fs";
import XLSX from "xlsx";
import { format } from "numfmt";
const sheet = Object.values(XLSX.readFile("numerals.xlsx").Sheets)[0];
const texts = XLSX.utils.sheet_to_csv(sheet).trim().split("\n");
JSON.parse(fs.readFileSync("patterns.json")).forEach(([pattern, value], row) =>
  console.log(value, texts[row], format(pattern, value, { locale: "zh-CN" })));
JS
seen=$(node read.mjs)
printf 'the value, by SheetJS, by numfmt:\n%s\n' "$seen"
# Seen: a dollar before two figures and before aaaa.
[ "$seen" = "12.5 \$12.5 12.5
12 \$12 12
42064 \$aaaa 星期日
42064 2015年3月1日 2015年3月1日
12.5 12.5分 12.5分" ]
