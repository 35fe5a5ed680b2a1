#!/usr/bin/env bash
# docx-trackdiff 1.0.0, with python-docx 1.2.0 (PyPI), which makes a DOCX with tracked changes of two versions.
# Of a table whose first row was deleted it makes a table of one row: the cells of the deleted row are deleted paragraphs
# in the first cell of the next. Accepted, that is the new table; rejected, which is to give the old one, it is 甲局, 2.00
# and 乙局 in one cell, beside 1.00. A ticked box that became empty (`w:sym`), a raised figure (10² and 102) and 扣3-5分
# with a hyphen that must not break that became 扣35分 stand there as in the new version, with no change marked.
# So changes in tables, and all that is not plain text in a run, are looked for in the two versions themselves.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'docx-trackdiff==1.0.0' 'python-docx==1.2.0'
cd "$work"
seen=$(PATH="$work/venv/bin:$PATH" "$work/venv/bin/python" - <<'PY'
import subprocess
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

def save(name, block):
    made = docx.Document()
    made.element.body.sectPr.addprevious(parse_xml(block.replace(">", f" {nsdecls('w')}>", 1)))
    made.save(name)

def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

def table(*rows):
    cells = ["".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in row) for row in rows]
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

RAISED = '<w:vertAlign w:val="superscript"/>'
TICKED, EMPTY = (f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>' for code in ("F0FE", "F0A8"))
for what, old, new in (
    ("text", f"<w:p>{run('甲局扣2分')}</w:p>", f"<w:p>{run('甲局扣3分')}</w:p>"),
    ("row", table(("甲局", "2.00"), ("乙局", "1.00")), table(("乙局", "1.00"))),
    ("box", f"<w:p>{TICKED}{run('是')}</w:p>", f"<w:p>{EMPTY}{run('是')}</w:p>"),
    ("raised", f"<w:p>{run('10')}{run('2', RAISED)}</w:p>", f"<w:p>{run('102')}</w:p>"),
    ("hyphen", "<w:p><w:r><w:t>扣3</w:t><w:noBreakHyphen/><w:t>5分</w:t></w:r></w:p>", f"<w:p>{run('扣35分')}</w:p>"),
):
    save("old.docx", old)
    save("new.docx", new)
    subprocess.run(["docx-trackdiff", "old.docx", "new.docx", "out.docx"], capture_output=True, check=True)
    out = docx.Document("out.docx")
    marked = sum(1 for element in out.element.iter() if element.tag in (qn("w:ins"), qn("w:del")))
    print(what, "changes marked:", "some" if marked else "none")
    if out.tables:
        print(*("/".join("".join(text.text for text in cell.iter(qn("w:t"), qn("w:delText"))) for cell in row._tr.tc_lst)
                for row in out.tables[0].rows))
PY
)
printf 'docx-trackdiff 1.0.0:\n%s\n' "$seen"
# Seen: one row of 甲局2.00乙局 and 1.00; of the last three nothing marked.
[ "$seen" = "text changes marked: some
row changes marked: some
甲局2.00乙局/1.00
box changes marked: none
raised changes marked: none
hyphen changes marked: none" ]
