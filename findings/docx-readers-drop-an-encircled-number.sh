#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17, mammoth 1.13.0, docx2txt 0.9, docx2python 3.7.1 and markitdown 0.1.9 with python-docx
# 1.2.0 (PyPI).
# Two commands of Word for Chinese, "Enclose Characters" (a number in a circle, where Unicode's circles end at 50 and most
# fonts at 20) and "Combine Characters" (two units one above the other before 文件, in the head of a joint document), write
# no characters but a field that draws them: eq \o\ac(○,21). It has no result, so all six read nothing in its place:
# ○21甲局扣2分 is 甲局扣2分, and the heads of the joint document are 文件 alone. None gives a message.
# So the instructions of fields (w:instrText that begins with eq) are looked for in the XML before a text is trusted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'docx2txt==0.9' 'docx2python==3.7.1' \
  'markitdown==0.1.9' 'python-docx==1.2.0'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore 2>/dev/null - <<'PY'
import docx, docx2txt, mammoth, markitdown, pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

def paragraph(instruction, text):
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    field = f"{kinds[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{kinds[1]}{kinds[2]}"
    return parse_xml(f"<w:p {nsdecls('w')}>{field}<w:r><w:t>{text}</w:t></w:r></w:p>")

made = docx.Document()
end = made.element.body.sectPr
end.addprevious(paragraph(r"eq \o\ac(○,21)", "甲局扣2分"))
end.addprevious(paragraph(r"eq \o(\s\up 5(甲局),\s\do 2(乙局))", "文件"))
made.save("joint.docx")

with open("joint.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file)
for name, text in (
    ("pandoc", pypandoc.convert_file("joint.docx", "plain")),
    ("mammoth", by_mammoth.value),
    ("docx2txt", docx2txt.process("joint.docx")),
    ("docx2python", docx2python("joint.docx").text),
    ("markitdown", markitdown.MarkItDown().convert("joint.docx").text_content),
    ("python-docx", "\n".join(part.text for part in docx.Document("joint.docx").paragraphs)),
):
    print(name, *text.split())
print("messages of mammoth:", len(by_mammoth.messages))
PY
)
printf '%s\n' "$seen"
# Seen: no 21 and no units of the head from any.
[ "$seen" = "pandoc 甲局扣2分 文件
mammoth 甲局扣2分 文件
docx2txt 甲局扣2分 文件
docx2python 甲局扣2分 文件
markitdown 甲局扣2分 文件
python-docx 甲局扣2分 文件
messages of mammoth: 0" ]
