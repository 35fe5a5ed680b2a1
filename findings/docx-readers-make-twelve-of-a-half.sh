#!/usr/bin/env bash
# office-oxide 0.1.15, docx-to-markdown 2.32.0, docx2python 3.7.1, mammoth 1.13.0, markitdown 0.1.9, docx2txt 0.9, undoc 0.27.1 and
# docx-parser-converter 1.0.3 with python-docx 1.2.0, beside pandoc 3.9 in pypandoc_binary 1.17 (PyPI).
# A half that is set as a fraction in Word (Alt+=, `m:oMath`), one above two, is 12 to the first three: 每件扣½分 is 每件扣12分, and ten
# squared is 102. To the five others and python-docx nothing stands there, not even a plain figure that was typed into such a formula:
# 得96.5分 is 得分. None gives an error. pandoc has all three.
# So `m:oMath` is looked for in the XML before points of a document are read, and figures are typed outside of formulas.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'office-oxide==0.1.15' 'docx-to-markdown==2.32.0' 'docx2python==3.7.1' 'mammoth==1.13.0' 'markitdown[docx]==0.1.9' \
    'docx2txt==0.9' 'undoc==0.27.1' 'docx-parser-converter==1.0.3' 'python-docx==1.2.0' 'pypandoc_binary==1.17'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore 2>/dev/null - <<'PY'
import docx, docx2txt, docx_parser_converter, docx_to_markdown, mammoth, office_oxide, pypandoc, undoc
from docx.oxml import parse_xml
from docx2python import docx2python
from markitdown import MarkItDown

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
SPACES += 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def figure(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


half = f"<m:oMath><m:f><m:num>{figure(1)}</m:num><m:den>{figure(2)}</m:den></m:f></m:oMath>"
square = f"<m:oMath><m:sSup><m:e>{figure(10)}</m:e><m:sup>{figure(2)}</m:sup></m:sSup></m:oMath>"
plain = f"<m:oMath>{figure('96.5')}</m:oMath>"
document = docx.Document()
text = run("每件扣") + half + run("分，面积") + square + run("亩，得") + plain + run("分")
document.element.body.insert(0, parse_xml(f"<w:p {SPACES}>{text}</w:p>"))
document.save("half.docx")
with open("half.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
for name, read in {
    "office-oxide": office_oxide.extract_text("half.docx"),
    "docx-to-markdown": docx_to_markdown.convert("half.docx").markdown.replace("\\", ""),
    "docx2python": docx2python("half.docx").text,
    "mammoth": by_mammoth,
    "markitdown": MarkItDown().convert("half.docx").text_content,
    "docx2txt": docx2txt.process("half.docx"),
    "undoc": undoc.parse_file("half.docx").to_markdown(),
    "docx-parser-converter": docx_parser_converter.docx_to_text("half.docx"),
    "python-docx": docx.Document("half.docx").paragraphs[0].text,
    "pandoc": pypandoc.convert_file("half.docx", "html", extra_args=["--mathml"]),
}.items():
    print(name, "1/2" if "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in read else " ".join(read.split()))
PY
)
printf 'half a point, ten squared and 96.5 points:\n%s\n' "$seen"
# Seen: 12 points from three readers, no figure from six, and the fraction from pandoc.
[ "$seen" = "office-oxide 每件扣12分，面积102亩，得96.5分
docx-to-markdown 每件扣12分，面积102亩，得96.5分
docx2python 每件扣<latex>12</latex>分，面积<latex>102</latex>亩，得<latex>96.5</latex>分
mammoth 每件扣分，面积亩，得分
markitdown 每件扣分，面积亩，得分
docx2txt 每件扣分，面积亩，得分
undoc 每件扣分，面积亩，得分
docx-parser-converter 每件扣分，面积亩，得分
python-docx 每件扣分，面积亩，得分
pandoc 1/2" ]
