#!/usr/bin/env bash
# mammoth 1.13.0, beside python-docx 1.2.0 and docx2txt 0.9 (PyPI).
# `mammoth.extract_raw_text` writes nothing for a line break within a paragraph (Shift+Enter in Word): a cell with the
# two lines 1.5 and 2.25 is the text 1.52.25, and two names one under the other become one name. Its HTML has the <br />;
# the other two readers have a line break there. A new paragraph is kept apart.
# So raw text is taken from mammoth's HTML, or by another reader, wherever cells hold more than one line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'mammoth==1.13.0' 'python-docx==1.2.0' 'docx2txt==0.9'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import re
import docx, docx2txt, mammoth

written = docx.Document()
cell = written.add_table(1, 1).cell(0, 0)
cell.paragraphs[0].add_run("1.5\n2.25")
written.save("cell.docx")
with open("cell.docx", "rb") as file:
    print("mammoth", repr(mammoth.extract_raw_text(file).value.strip()))
with open("cell.docx", "rb") as file:
    print("mammoth, HTML", re.search("<p>(.*)</p>", mammoth.convert_to_html(file).value)[1])
print("python-docx", repr(docx.Document("cell.docx").tables[0].cell(0, 0).text))
print("docx2txt", repr(docx2txt.process("cell.docx").strip()))
PY
)
printf '1.5 over 2.25 in one cell is read as\n%s\n' "$seen"
# Seen: '1.52.25' by mammoth's raw text, two lines by all else.
[ "$seen" = "mammoth '1.52.25'
mammoth, HTML 1.5<br />2.25
python-docx '1.5\n2.25'
docx2txt '1.5\n2.25'" ]
