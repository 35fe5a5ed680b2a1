#!/usr/bin/env bash
# docx2txt 0.9 and docx2python 3.7.1, beside python-docx 1.2.0, mammoth 1.13.0 and pandoc 3.9 in pypandoc_binary 1.17 (PyPI).
# A hyphen that must not break (Ctrl+Shift+hyphen in Word, `w:noBreakHyphen`, usual in ranges, numbers of documents and
# telephone numbers) is left out by the first two: 扣3-5分 is read as 扣35分. The other three give a hyphen.
# So a figure from these two is compared with what a second reader says, or the element is replaced in the XML before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'mammoth==1.13.0' 'python-docx==1.2.0' 'docx2txt==0.9' 'docx2python==3.7.1'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx, docx2python, docx2txt, mammoth, pypandoc
from docx.oxml import OxmlElement

written = docx.Document()
run = written.add_paragraph().add_run("扣3")
run._r.append(OxmlElement("w:noBreakHyphen"))
run._r.append(OxmlElement("w:t"))
run._r[-1].text = "5分"
written.save("rule.docx")

with open("rule.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
texts = {
    "docx2txt": docx2txt.process("rule.docx"),
    "docx2python": docx2python.docx2python("rule.docx").text,
    "python-docx": docx.Document("rule.docx").paragraphs[0].text,
    "mammoth": by_mammoth,
    "pandoc": pypandoc.convert_file("rule.docx", "plain"),
}
for name, text in texts.items():
    print(name, text.strip().replace("\u2011", "-"))
PY
)
printf '扣3-5分 with a hyphen that does not break is read as\n%s\n' "$seen"
# Seen: 扣35分 from the first two, 扣3-5分 from the others.
[ "$seen" = "docx2txt 扣35分
docx2python 扣35分
python-docx 扣3-5分
mammoth 扣3-5分
pandoc 扣3-5分" ]
