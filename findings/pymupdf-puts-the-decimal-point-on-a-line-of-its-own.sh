#!/usr/bin/env bash
# pymupdf 2.0, beside pdfplumber 0.11.10, with PDF by typst 0.15.2 and fpdf2 2.8.9 (PyPI).
# `find_tables()` finds the cells, and `extract()` takes low characters for a second line of the cell: 1.50 is
# "150\n.", 10.25 is "1025\n.", and whoever drops line breaks and marks has 150 points. The text of the same page
# (`get_text`) has 1.50, and so has pdfplumber's table.
# So figures are taken from the text within the cell's box, or by pdfplumber, and never from extract() alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pymupdf==2.0' 'pdfplumber==0.11.10' 'typst==0.15.2' 'fpdf2==2.8.9'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import fpdf, pdfplumber, pymupdf, typst

source = b'#set document(date: none)\n#table(columns: 2, [unit], [points], [alpha], [1.50], [beta], [10.25])'
typst.compile(source, output="typst.pdf")
made = fpdf.FPDF()
made.add_page()
made.set_font("helvetica", size=12)
with made.table() as table:
    for cells in (("unit", "points"), ("alpha", "1.50"), ("beta", "10.25")):
        row = table.row()
        for cell in cells:
            row.cell(cell)
made.output("fpdf2.pdf")
for name in ("typst", "fpdf2"):
    page = pymupdf.open(f"{name}.pdf")[0]
    print(name, "pymupdf", [row[1] for row in page.find_tables().tables[0].extract()], "1.50" in page.get_text())
    print(name, "pdfplumber", [row[1] for row in pdfplumber.open(f"{name}.pdf").pages[0].extract_table()])
PY
)
printf '%s\n' "$seen"
# Seen: the point behind a line break in both files by pymupdf; 1.50 and 10.25 by pdfplumber.
[ "$seen" = "typst pymupdf ['points', '150\\n.', '1025\\n.'] True
typst pdfplumber ['points', '1.50', '10.25']
fpdf2 pymupdf ['points', '1 50\\n.', '10 25\\n.'] True
fpdf2 pdfplumber ['points', '1.50', '10.25']" ]
