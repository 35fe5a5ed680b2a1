#!/usr/bin/env bash
# docx2txt 0.9 and python-docx 1.2.0, beside mammoth 1.13.0 and pandoc 3.9 in pypandoc_binary 1.17 (PyPI).
# A box put into a form by Insert > Symbol (`w:sym` of the font Wingdings: F0FE ticked, F0A8 empty) is left out by the
# first two, so that 是☑否☐ and 是☐否☑ are both 是否. mammoth and pandoc give boxes of Unicode, the same for the ticked one
# and each another for the empty one (U+1F78E and U+25FB).
# So an answer by a box is read from the XML's own code, F0FE or F0A8, never from a reader's text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'python-docx==1.2.0' 'docx2txt==0.9'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx, docx2txt, mammoth, pypandoc
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
for codes in (("F0FE", "F0A8"), ("F0A8", "F0FE")):
    written = docx.Document()
    line = written.add_paragraph()
    for word, code in zip("是否", codes, strict=True):
        line.add_run(word)._r.append(parse_xml(f'<w:sym {W} w:font="Wingdings" w:char="{code}"/>'))
    written.save("form.docx")
    with open("form.docx", "rb") as file:
        raw = mammoth.extract_raw_text(file).value
    texts = docx2txt.process("form.docx"), docx.Document("form.docx").paragraphs[0].text, raw
    print(*(ascii(text.strip()) for text in (*texts, pypandoc.convert_file("form.docx", "plain"))))
PY
)
printf 'docx2txt, python-docx, mammoth and pandoc read\n%s\n' "$seen"
# Seen: 是否 twice from the first two; boxes from the others, U+1F5F9 with U+1F78E or U+25FB.
[ "$seen" = "'\u662f\u5426' '\u662f\u5426' '\u662f\U0001f5f9\u5426\U0001f78e' '\u662f\U0001f5f9\u5426\u25fb'
'\u662f\u5426' '\u662f\u5426' '\u662f\U0001f78e\u5426\U0001f5f9' '\u662f\u25fb\u5426\U0001f5f9'" ]
