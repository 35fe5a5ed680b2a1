#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17, mammoth 1.13.0, python-docx 1.2.0, docx2txt 0.9 and docx2python 3.7.1 (PyPI).
# The result of a simple field (`w:fldSimple`, as Word writes a mail merge's MERGEFIELD, a document's property or a count
# of pages) is left out by pandoc and python-docx without a word, by mammoth with a message: 各单位：甲局扣2.00分 becomes
# 各单位：扣分. The last two give it. The same field in its long form (`w:fldChar`) is read by all.
# So a letter made by mail merge is read with names and figures missing: `w:fldSimple` is looked for in the XML first.
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
paragraph = docx.Document()
line = paragraph.add_paragraph("各单位：")
for name, value, after in (("unit", "甲局", "扣"), ("points", "2.00", "分")):
    field = f'<w:fldSimple {W} w:instr=" MERGEFIELD {name} "><w:r><w:t>{value}</w:t></w:r></w:fldSimple>'
    line._p.append(parse_xml(field))
    line.add_run(after)
paragraph.save("letter.docx")

print("pandoc", pypandoc.convert_file("letter.docx", "plain").strip())
with open("letter.docx", "rb") as file:
    read = mammoth.extract_raw_text(file)
print("mammoth", read.value.strip(), *(message.message for message in read.messages))
print("python-docx", docx.Document("letter.docx").paragraphs[0].text)
print("docx2txt", docx2txt.process("letter.docx").strip())
print("docx2python", docx2python.docx2python("letter.docx").text.strip())
PY
)
printf '各单位：甲局扣2.00分 is read as\n%s\n' "$seen"
# Seen: 各单位：扣分 from the first three, one of which says so; the whole from the last two.
[ "$seen" = "pandoc 各单位：扣分
mammoth 各单位：扣分 An unrecognised element was ignored: w:fldSimple
python-docx 各单位：扣分
docx2txt 各单位：甲局扣2.00分
docx2python 各单位：甲局扣2.00分" ]
