#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1 and python-docx 1.2.0, beside mammoth 1.13.0 and pandoc 3.9 in pypandoc_binary 1.17 (PyPI).
# A sentence that was moved with changes tracked stands in the file twice, as `w:moveFrom` and as `w:moveTo`. The first two
# read both, though they leave deleted text out: the deduction is there twice. python-docx reads neither (and no
# inserted text): it is there not at all. mammoth and pandoc read it once, in its new place.
# So changes are accepted before a document is read, or it is read by one of the last two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'python-docx==1.2.0' 'docx2txt==0.9' 'docx2python==3.7.1'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx, docx2python, docx2txt, mammoth, pypandoc
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:author="a" w:date="2015-03-01T00:00:00Z"'
written = docx.Document()
for number, kind in enumerate(("moveFrom", "moveTo"), 1):
    moved = f'<w:{kind} {W} w:id="{number}" {BY}><w:r><w:t>扣1分</w:t></w:r></w:{kind}>'
    written.add_paragraph(f"{number}.")._p.append(parse_xml(moved))
written.save("moved.docx")

with open("moved.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
texts = {
    "docx2txt": docx2txt.process("moved.docx"),
    "docx2python": docx2python.docx2python("moved.docx").text,
    "python-docx": " ".join(paragraph.text for paragraph in docx.Document("moved.docx").paragraphs),
    "mammoth": by_mammoth,
    "pandoc": pypandoc.convert_file("moved.docx", "plain"),
}
for name, text in texts.items():
    print(name, text.count("扣1分"), *text.split())
PY
)
printf 'one moved deduction is read as\n%s\n' "$seen"
# Seen: twice by the first two, not at all by python-docx, once by mammoth and pandoc.
[ "$seen" = "docx2txt 2 1.扣1分 2.扣1分
docx2python 2 1.扣1分 2.扣1分
python-docx 0 1. 2.
mammoth 1 1. 2.扣1分
pandoc 1 1. 2.扣1分" ]
