#!/usr/bin/env bash
# excelize 0.1.0 (PyPI, the Go library Excelize as a Python package), beside xlsx 0.18.5 (SheetJS) and numfmt 4.0.1 (npm), with a
# workbook by openpyxl 3.1.5 (PyPI).
# A format may show a grade for a score, [>=90]"优秀";[>=80]"良好";"合格" (three grades), or [<60]"不合格";0.0 (failed, or the figure).
# excelize looks at no condition but takes the first part for all that is not negative: 95, 85 and 70 are all 优秀, and by the
# second format 95 has failed. Of a negative score that one shows the second part without the minus: -1.5 is 1.5. SheetJS and numfmt
# have the grades that Excel shows. The value itself (raw_cell_value) is right.
# So grades are taken from values, never from what get_rows or get_cell_value shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'excelize==0.1.0' 'openpyxl==3.1.5'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5 numfmt@4.0.1 >/dev/null
"$work/venv/bin/python" - <<'PY'
import openpyxl

book = openpyxl.Workbook()
for score in (95, 85, 70, 50, -1.5):
    book.active.append([score] * 3)
    for cell, pattern in zip(book.active[book.active.max_row], ('[>=90]"优秀";[>=80]"良好";"合格"', '[<60]"不合格";0.0', "0.0")):
        cell.number_format = pattern
book.save("grades.xlsx")
PY
cat >read.mjs <<'JS'
import XLSX from "xlsx";
import { format } from "numfmt";
const sheet = Object.values(XLSX.readFile("grades.xlsx").Sheets)[0];
for (const row of [1, 2, 3, 4, 5]) {
  const patterns = ['[>=90]"优秀";[>=80]"良好";"合格"', '[<60]"不合格";0.0', "0.0"];
  const other = patterns.map((pattern) => format(pattern, sheet[`A${row}`].v));
  console.log(sheet[`A${row}`].w, sheet[`B${row}`].w, sheet[`C${row}`].w, "|", ...other);
}
JS
seen=$(paste -d' ' <("$work/venv/bin/python" - <<'PY'
import excelize

for row in excelize.open_file("grades.xlsx").get_rows("Sheet"):
    print(*row, "|")
PY
) <(node read.mjs))
printf 'the grade, failed or not, and the score, by excelize, SheetJS and numfmt:\n%s\n' "$seen"
# Seen: 优秀 and 不合格 for every score from excelize.
[ "$seen" = "优秀 不合格 95.0 | 优秀 95.0 95.0 | 优秀 95.0 95.0
优秀 不合格 85.0 | 良好 85.0 85.0 | 良好 85.0 85.0
优秀 不合格 70.0 | 合格 70.0 70.0 | 合格 70.0 70.0
优秀 不合格 50.0 | 合格 不合格 50.0 | 合格 不合格 50.0
-1.5 1.5 -1.5 | 合格 不合格 -1.5 | -合格 -不合格 -1.5" ]
