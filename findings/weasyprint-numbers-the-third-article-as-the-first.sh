#!/usr/bin/env bash
# weasyprint 70.0, read by pypdf 7.1.1 (PyPI).
# `<ol start="3">` begins with 1 in the PDF, and `<li value="7">` is the next number, whatever it says: both count as
# "presentational hints", which are off unless asked for, though HTML gives them as the numbers themselves and every
# browser shows them. With presentational_hints=True they are 3 and 7.
# So articles that a text refers to (第三条) are printed under other numbers; the option is set, or numbers are text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'weasyprint==70.0' 'pypdf==7.1.1'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import re
import pypdf, weasyprint

page = weasyprint.HTML(string='<ol start="3"><li>third</li><li value="7">seventh</li><li>eighth</li></ol>')
for hints in (False, True):
    page.write_pdf("made.pdf", presentational_hints=hints)
    print(hints, *re.findall(r"\d+", pypdf.PdfReader("made.pdf").pages[0].extract_text()))
PY
)
printf 'weasyprint 70.0, presentational_hints\n%s\n' "$seen"
# Seen: False 1 2 3 / True 3 7 8
[ "$seen" = "False 1 2 3
True 3 7 8" ]
