#!/usr/bin/env bash
# openpyxl 3.1.5 and fastexcel 0.21.0, beside python-calamine 0.9.1 (PyPI); exceljs 4.4.0, beside read-excel-file 9.3.17 (npm).
# Chinese Excel has days among its built-in formats, by number alone: 31 is 2015年3月1日, 57 2015年3月, 58 3月1日 (ECMA-376, part
# 1, 18.8.30). A file keeps no pattern for them, and openpyxl and exceljs, which know the numbers up to 49 only, read 42064
# where the next column, of format 14, is 1 March 2015. fastexcel, made upon calamine, reads the number where python-calamine
# and read-excel-file read the day. The day of the week alone (aaaa, 星期日) only read-excel-file takes for a day.
# So a column of days that holds whole numbers from 40000 to 60000 is read again with the numbers of formats in mind.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'openpyxl==3.1.5' 'fastexcel==0.21.0' 'python-calamine==0.9.1' 'pyarrow==26.0.1'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" exceljs@4.4.0 read-excel-file@9.3.17 >/dev/null
"$work/venv/bin/python" - <<'PY'
import re, zipfile, openpyxl

book = openpyxl.Workbook()
book.active.append([42064] * 5)
for cell, pattern in zip(book.active[1], ("0.0", "0.000", "0.0000", "0.00000", "aaaa")):
    cell.number_format = pattern
book.save("patterns.xlsx")
# A pattern of the file becomes the number that Chinese Excel writes, as it does not write the pattern.
with zipfile.ZipFile("patterns.xlsx") as old, zipfile.ZipFile("days.xlsx", "w") as new:
    for name in old.namelist():
        text = old.read(name)
        if name == "xl/styles.xml":
            plain = text.decode()
            for pattern, number in (("0.0", "31"), ("0.000", "57"), ("0.0000", "58"), ("0.00000", "14")):
                given = re.search(rf'<numFmt numFmtId="(\d+)" formatCode="{re.escape(pattern)}" ?/>', plain)
                plain = plain.replace(given[0], "").replace(f'numFmtId="{given[1]}"', f'numFmtId="{number}"')
            text = plain.encode()
        new.writestr(name, text)
PY
cat >read.mjs <<'JS'
import ExcelJS from "exceljs";
import readFile from "read-excel-file/node";
const said = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
const book = new ExcelJS.Workbook();
await book.xlsx.readFile("days.xlsx");
console.log("exceljs", ...book.worksheets[0].getRow(1).values.slice(1).map(said));
console.log("read-excel-file", ...(await readFile("days.xlsx"))[0].data[0].map(said));
JS
seen=$("$work/venv/bin/python" - <<'PY'
import fastexcel, openpyxl, python_calamine


def said(value):
    return str(value).replace(" 00:00:00", "").removesuffix(".0")


sheet = python_calamine.CalamineWorkbook.from_path("days.xlsx").get_sheet_by_index(0)
print("openpyxl", *(said(cell.value) for cell in openpyxl.load_workbook("days.xlsx").active[1]))
columns = fastexcel.read_excel("days.xlsx").load_sheet(0, header_row=None).to_arrow()
print("fastexcel", *(said(value.as_py()) for value in columns.columns for value in value))
print("calamine", *(said(value) for value in sheet.to_python()[0]))
PY
node read.mjs)
printf 'one day under the formats 31, 57, 58, 14 and aaaa:\n%s\n' "$seen"
# Seen: a number in the first three columns from three readers, and a day from two.
[ "$seen" = "openpyxl 42064 42064 42064 2015-03-01 42064
fastexcel 42064 42064 42064 2015-03-01 42064
calamine 2015-03-01 2015-03-01 2015-03-01 2015-03-01 42064
exceljs 42064 42064 42064 2015-03-01 42064
read-excel-file 2015-03-01 2015-03-01 2015-03-01 2015-03-01 2015-03-01" ]
