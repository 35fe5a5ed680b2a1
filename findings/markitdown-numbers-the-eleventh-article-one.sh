#!/usr/bin/env bash
# markitdown 0.1.9 with mammoth 1.13.0, docx-parser-converter 1.0.3, docx2python 3.7.1, docx2txt 0.9 and python-docx 1.2.0, beside pandoc
# 3.9 in pypandoc_binary 1.17 (PyPI).
# Articles are numbered by Word itself: a list whose text is 第%1条, in Chinese figures, that may begin at 11. mammoth forgets
# where it begins, so markitdown numbers 第十一条 to 第十三条 as 1 to 3, and docx-parser-converter writes 第1条 to 第3条: 依照第十二条处理
# in the text then points to nothing, or to another article. docx2python writes two hyphens before each, the next two nothing.
# pandoc has 11 to 13.
# So a scheme's articles are read with the numbers of pandoc, or `w:start` and `w:lvlText` are read from numbering.xml.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'markitdown[docx]==0.1.9' 'mammoth==1.13.0' 'docx-parser-converter==1.0.3' 'docx2python==3.7.1' \
    'docx2txt==0.9' 'python-docx==1.2.0' 'pypandoc_binary==1.17'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import docx, docx2txt, docx_parser_converter, pypandoc
from docx.oxml import parse_xml
from docx2python import docx2python
from markitdown import MarkItDown

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
document = docx.Document()
level = '<w:lvl w:ilvl="0"><w:start w:val="11"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
numbering = document.part.numbering_part.element
numbering.insert(0, parse_xml(f'<w:abstractNum {SPACE} w:abstractNumId="90">{level}</w:abstractNum>'))
numbering.append(parse_xml(f'<w:num {SPACE} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
for text in ("迟报的，扣1分。", "漏报的，扣2分。", "又迟又漏的，依照第十二条处理。"):
    paragraph = document.add_paragraph(text)._p
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    paragraph.insert(0, parse_xml(f"<w:pPr {SPACE}>{number}</w:pPr>"))
document.save("articles.docx")
print("markitdown:", *MarkItDown().convert("articles.docx").text_content.split())
print("docx-parser-converter:", *docx_parser_converter.docx_to_text("articles.docx").split())
print("docx2python:", *docx2python("articles.docx").text.split())
print("docx2txt:", *docx2txt.process("articles.docx").split())
print("python-docx:", *(paragraph.text for paragraph in docx.Document("articles.docx").paragraphs))
print("pandoc:", *pypandoc.convert_file("articles.docx", "plain", extra_args=["--wrap=none"]).split())
PY
)
printf 'three articles, the eleventh to the thirteenth:\n%s\n' "$seen"
# Seen: 1 to 3 from the first two, 11 to 13 from pandoc, no number from the others.
[ "$seen" = "markitdown: 1. 迟报的，扣1分。 2. 漏报的，扣2分。 3. 又迟又漏的，依照第十二条处理。
docx-parser-converter: 第1条 迟报的，扣1分。 第2条 漏报的，扣2分。 第3条 又迟又漏的，依照第十二条处理。
docx2python: -- 迟报的，扣1分。 -- 漏报的，扣2分。 -- 又迟又漏的，依照第十二条处理。
docx2txt: 迟报的，扣1分。 漏报的，扣2分。 又迟又漏的，依照第十二条处理。
python-docx: 迟报的，扣1分。 漏报的，扣2分。 又迟又漏的，依照第十二条处理。
pandoc: 11. 迟报的，扣1分。 12. 漏报的，扣2分。 13. 又迟又漏的，依照第十二条处理。" ]
