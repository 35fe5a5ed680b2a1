#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17, mammoth 1.13.0 and docx2python 3.7.1 with python-docx 1.2.0 (PyPI).
# A character that carries a phonetic guide in Word (`w:ruby`: the reading above it, as on rare characters of names)
# is left out by pandoc's DOCX reader, reading and character, without a word: 乐亭县 becomes 亭县. mammoth leaves it out
# and says so among its messages; python-docx leaves it out of `paragraph.text`; docx2python gives both, one behind
# the other: lào乐亭县. So the name is wrong from all four, and `w:ruby` is looked for in the XML first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'docx2python==3.7.1' 'python-docx==1.2.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx, docx2python, mammoth, pypandoc
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUBY = f"""<w:r xmlns:w="{W}"><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>
<w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>lào</w:t></w:r></w:rt>
<w:rubyBase><w:r><w:t>乐</w:t></w:r></w:rubyBase></w:ruby></w:r>"""
written = docx.Document()
paragraph = written.add_paragraph()
paragraph._p.append(parse_xml(RUBY))
paragraph.add_run("亭县")
written.save("name.docx")

print("pandoc", pypandoc.convert_file("name.docx", "plain").strip())
with open("name.docx", "rb") as file:
    read = mammoth.extract_raw_text(file)
print("mammoth", read.value.strip())
with open("name.docx", "rb") as file:
    print("mammoth says", *(message.message for message in mammoth.convert_to_html(file).messages))
print("python-docx", docx.Document("name.docx").paragraphs[0].text)
print("docx2python", docx2python.docx2python("name.docx").text.strip())
PY
)
printf '乐亭县 with its reading is read as\n%s\n' "$seen"
# Seen: 亭县 from three, one of which says so, and lào乐亭县 from the fourth.
[ "$seen" = "pandoc 亭县
mammoth 亭县
mammoth says An unrecognised element was ignored: w:ruby
python-docx 亭县
docx2python lào乐亭县" ]
