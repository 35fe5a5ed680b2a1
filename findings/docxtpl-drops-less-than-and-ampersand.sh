#!/usr/bin/env bash
# docxtpl 0.20.2 (PyPI), which fills a DOCX made as a template.
# A value is put into the XML as it is: “满意率 < 90% & 差评 > 3” comes out as “满意率  90%  差评 > 3”, the two
# characters gone without an error, for the XML is repaired as it is read again. With `render(..., autoescape=True)`
# they are there. So a condition of a rule loses its sign in a document that opens without complaint.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'docxtpl==0.20.2' 'python-docx==1.2.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx
from docxtpl import DocxTemplate

written = docx.Document()
written.add_paragraph("{{ rule }}")
written.save("template.docx")
for escape in (False, True):
    template = DocxTemplate("template.docx")
    template.render({"rule": "满意率 < 90% & 差评 > 3"}, autoescape=escape)
    template.save("made.docx")
    print(escape, docx.Document("made.docx").paragraphs[0].text)
PY
)
printf 'docxtpl 0.20.2, autoescape\n%s\n' "$seen"
# Seen: False 满意率  90%  差评 > 3 / True 满意率 < 90% & 差评 > 3
[ "$seen" = "False 满意率  90%  差评 > 3
True 满意率 < 90% & 差评 > 3" ]
