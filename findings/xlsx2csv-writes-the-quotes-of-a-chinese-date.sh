#!/usr/bin/env bash
# xlsx2csv 0.8.6 (PyPI), with workbooks written by openpyxl 3.1.5.
# Of a day whose format is yyyy"年"m"月"d"日" (the way a spreadsheet writes the format of Chinese dates down) the
# quotation marks of the format are written as part of the value, and 3月 becomes 03: 2015"年""03"... is what a reader
# of the CSV gets. Points shown as 0.0"分" come out with four places: 0.1250. The format without marks is right.
# So days of such a CSV are not read as days, and the workbook is better read for its values than for what it shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'xlsx2csv==0.8.6' 'openpyxl==3.1.5'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import csv
from datetime import date
from openpyxl import Workbook
from xlsx2csv import Xlsx2csv

book = Workbook()
for row, (value, shown) in enumerate(
    ((date(2015, 3, 1), 'yyyy"年"m"月"d"日"'), (date(2015, 3, 1), "yyyy-mm-dd"), (0.125, '0.0"分"'), (0.125, "0.0")), 1
):
    book.active.cell(row, 1, value).number_format = shown
book.save("days.xlsx")
Xlsx2csv("days.xlsx").convert("days.csv")
with open("days.csv", encoding="utf-8", newline="") as file:
    print(*(row[0] for row in csv.reader(file)), sep="\n")
PY
)
printf 'xlsx2csv 0.8.6:\n%s\n' "$seen"
# Seen: 2015"年"03"月"01"日" / 2015-03-01 / 0.1250 / 0.1
[ "$seen" = '2015"年"03"月"01"日"
2015-03-01
0.1250
0.1' ]
