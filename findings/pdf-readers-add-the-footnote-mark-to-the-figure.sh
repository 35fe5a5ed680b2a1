#!/usr/bin/env bash
# pypdf 7.1.1, pdfplumber 0.11.10, pymupdf 2.0 and pypdfium2 5.15.2, with PDF by typst 0.15.2 (PyPI).
# The raised mark of a footnote behind a figure is a figure itself in the text that all four take out: a score of 96.5
# with its first footnote is 96.51, and 10³ is 103. Nothing in the characters tells: typst takes the raised figures of the
# font, whose size and place are those of the others. With `super(typographic: false)` the marks are smaller, and can be
# sorted out by size. So a footnote stands behind a word, never behind a figure, where a PDF is read again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypdf==7.1.1' 'pdfplumber==0.11.10' 'pymupdf==2.0' 'pypdfium2==5.15.2' 'typst==0.15.2'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import pdfplumber, pymupdf, pypdf, pypdfium2, typst

SOURCE = b"#set document(date: none)\nScore 96.5#footnote[Rounded.] of 10#super[3]."
typst.compile(SOURCE, output="one.pdf")
typst.compile(b"#set super(typographic: false)\n" + SOURCE, output="two.pdf")
print("pypdf", pypdf.PdfReader("one.pdf").pages[0].extract_text().splitlines()[0])
print("pymupdf", pymupdf.open("one.pdf")[0].get_text().splitlines()[0])
print("pypdfium2", pypdfium2.PdfDocument("one.pdf")[0].get_textpage().get_text_range().splitlines()[0])
for name in ("one.pdf", "two.pdf"):
    page = pdfplumber.open(name).pages[0]
    large = page.filter(lambda one: one.get("size", 11) > 8)
    print("pdfplumber", page.extract_text().splitlines()[0], "large alone:", large.extract_text().splitlines()[0])
PY
)
printf '96.5, with a footnote, of 10 to the third is read as\n%s\n' "$seen"
# Seen: Score 96.51 of 103. from all; by the size of characters only where typst made the marks smaller.
[ "$seen" = "pypdf Score 96.51 of 103.
pymupdf Score 96.51 of 103.
pypdfium2 Score 96.51 of 103.
pdfplumber Score 96.51 of 103. large alone: Score 96.51 of 103.
pdfplumber Score 96.51 of 103. large alone: Score 96.5 of 10 ." ]
