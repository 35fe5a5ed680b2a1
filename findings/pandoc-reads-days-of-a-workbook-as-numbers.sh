#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17, beside markitdown 0.1.9, with workbooks by xlsxwriter 3.3.1 and openpyxl 3.1.5 (PyPI): XLSX to Markdown.
# pandoc's reader of workbooks heeds no format of a cell: a day is 42064.0, TRUE is 1.0, a hundred million is 1.0e8, and the points 2
# are 2.0. A text of several looks falls apart, and its looks are gone: 丙旧局, the middle struck out, is 丙 旧 局, and 10 with a raised 2
# is 10 2. A workbook by openpyxl, whose paths begin at the top of the package, it refuses with an error. markitdown has the days,
# TRUE and the figures, and joins the pieces.
# So a workbook goes to pandoc as CSV that another reader made.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'markitdown[xlsx]==0.1.9' 'xlsxwriter==3.3.1' 'openpyxl==3.1.5'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
from datetime import date
import openpyxl, pypandoc, xlsxwriter
from markitdown import MarkItDown

book = xlsxwriter.Workbook("points.xlsx")
sheet = book.add_worksheet("扣分")
day, struck, raised = (book.add_format(form) for form in ({"num_format": "yyyy-mm-dd"}, {"font_strikeout": 1}, {"font_script": 1}))
sheet.write_row(0, 0, ["单位", "日期", "分", "合格", "经费"])
sheet.write_row(1, 0, ["甲局", None, 2, True, 100000000])
sheet.write_datetime(1, 1, date(2015, 3, 1), day)
sheet.write_rich_string(2, 0, "丙", struck, "旧", "局")
sheet.write_rich_string(2, 4, "10", raised, "2")
sheet.write_datetime(2, 1, date(2015, 3, 2), day)
sheet.write_row(2, 2, [1.5, False])
book.close()


def shown(text):
    return [line.replace(" | ", "|").strip("| ") for line in text.splitlines() if "局" in line]


def cells(line):
    return "/".join(part.strip() for part in line.split("|"))


print("pandoc", *(cells(line) for line in shown(pypandoc.convert_file("points.xlsx", "gfm", format="xlsx"))))
print("markitdown", *(cells(line) for line in shown(MarkItDown().convert("points.xlsx").text_content)))
openpyxl.Workbook().save("other.xlsx")
try:
    pypandoc.convert_file("other.xlsx", "gfm", format="xlsx")
except RuntimeError as error:
    print("pandoc, of a workbook by openpyxl:", str(error).split(": ")[-2])
PY
)
printf 'two rows: unit, day, points, passed, funds:\n%s\n' "$seen"
# Seen: 42064.0 for a day, 1.0 for TRUE, and blanks within a name.
[ "$seen" = "pandoc 甲局/42064.0/2.0/1.0/1.0e8 丙 旧 局/42065.0/1.5/0.0/10 2
markitdown 甲局/2015-03-01/2.0/True/100000000 丙旧局/2015-03-02/1.5/False/102
pandoc, of a workbook by openpyxl: Entry not found" ]
