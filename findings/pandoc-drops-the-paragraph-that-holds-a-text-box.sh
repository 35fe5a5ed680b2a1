#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17, beside mammoth 1.13.0, docx2txt 0.9, docx2python 3.7.1 and python-docx 1.2.0 (PyPI).
# A text box hangs in a paragraph, and Word writes it twice, once for new programs and once for old (`mc:AlternateContent`).
# pandoc reads the box (one of the two) and leaves out all that the paragraph itself says, before the box and behind it, with
# no message: a page number, a stamp's name or a remark in a box takes the sentence that it hangs in away. A box in the
# old form alone it leaves out and keeps the sentence. docx2txt and docx2python read the box twice (扣7分 and 扣7分),
# python-docx reads the sentence alone, mammoth each once, the box behind the sentence.
# So `w:txbxContent` is looked for in the XML before figures of a document are counted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'docx2txt==0.9' 'docx2python==3.7.1' 'python-docx==1.2.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import docx, docx2txt, mammoth, pypandoc
from docx.oxml import parse_xml
from docx2python import docx2python

SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }.items()
)


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def old_box(text):
    return f"<w:pict><v:shape><v:textbox><w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"


def both_boxes(text):
    kind = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    shape = f"<wps:wsp><wps:txbx><w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent></wps:txbx></wps:wsp>"
    drawing = f'<wp:anchor><a:graphic><a:graphicData uri="{kind}">{shape}</a:graphicData></a:graphic></wp:anchor>'
    new = f'<mc:Choice Requires="wps"><w:drawing>{drawing}</w:drawing></mc:Choice>'
    return f"<mc:AlternateContent>{new}<mc:Fallback>{old_box(text)}</mc:Fallback></mc:AlternateContent>"


for name, box in (("both", both_boxes("扣7分")), ("old", old_box("扣7分"))):
    document = docx.Document()
    text = run("甲局迟报，") + f"<w:r>{box}</w:r>" + run("扣1分。")
    document.element.body.insert(0, parse_xml(f"<w:p {SPACES}>{text}</w:p>"))
    document.add_paragraph("乙局扣2分。")
    document.save("box.docx")
    print(name, "pandoc:", *pypandoc.convert_file("box.docx", "plain", extra_args=["--wrap=none"]).split())
    with open("box.docx", "rb") as file:
        print(name, "mammoth:", *mammoth.extract_raw_text(file).value.split())
    print(name, "docx2txt:", *docx2txt.process("box.docx").split())
    print(name, "docx2python:", *docx2python("box.docx").text.split())
    print(name, "python-docx:", *(paragraph.text for paragraph in docx.Document("box.docx").paragraphs))
PY
)
printf 'a sentence that holds a box, in both forms and in the old one:\n%s\n' "$seen"
# Seen: 甲局迟报，扣1分。 is not there in pandoc's text of the first, and 扣7分 twice in that of two others.
[ "$seen" = "both pandoc: 扣7分 乙局扣2分。
both mammoth: 甲局迟报，扣1分。 扣7分 乙局扣2分。
both docx2txt: 甲局迟报， 扣7分 扣7分扣1分。 乙局扣2分。
both docx2python: 扣7分 扣7分 甲局迟报，扣1分。 乙局扣2分。
both python-docx: 甲局迟报，扣1分。 乙局扣2分。
old pandoc: 甲局迟报，扣1分。 乙局扣2分。
old mammoth: 甲局迟报，扣1分。 扣7分 乙局扣2分。
old docx2txt: 甲局迟报， 扣7分扣1分。 乙局扣2分。
old docx2python: 扣7分 甲局迟报，扣1分。 乙局扣2分。
old python-docx: 甲局迟报，扣1分。 乙局扣2分。" ]
