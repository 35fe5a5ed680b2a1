#!/usr/bin/env bash
# docx-mailmerge2 1.0.3 with python-docx 1.2.0 (PyPI), which fills the merge fields of a Word document.
# A field's switch says how a figure is written. Of one for positive and negative figures, \# "0.00;(0.00)", the second part is
# printed beside the first: -1.50;(0.00). \# "#,##0.00" leaves a Decimal as it is, 1234.5, and writes a float as 1,234.50. Halves
# go to even, 0.125 by 0.00 is 0.12 (0.13 in Word) and 1234.5 by 0 is 1234; a figure that is text has no format at all. No error.
# So figures are written as they are to stand, and their fields have no switch.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'docx-mailmerge2==1.0.3' 'python-docx==1.2.0'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import re, zipfile
from decimal import Decimal
import docx
from docx.oxml import parse_xml
from mailmerge import MailMerge

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
switches = ["0.00", "0", "#,##0.00", "0.00;(0.00)"]
fields = "<w:r><w:t> | </w:t></w:r>".join(
    f'<w:fldSimple w:instr=\' MERGEFIELD points \\# "{switch}" \'><w:r><w:t>points</w:t></w:r></w:fldSimple>' for switch in switches
)
document = docx.Document()
document.element.body.insert(0, parse_xml(f"<w:p {SPACE}>{fields}</w:p>"))
document.save("form.docx")
print("switches", *switches, sep=" | ")
for points in (0.125, Decimal("0.125"), 2.5, -1.5, 1234.5, Decimal("1234.5"), "1.5"):
    with MailMerge("form.docx") as letter:
        letter.merge(points=points)
        letter.write("letter.docx")
    text = zipfile.ZipFile("letter.docx").read("word/document.xml").decode()
    print(repr(points).replace("'", ""), re.sub("<[^>]+>", "", text).strip(), sep=" | ")
PY
)
printf 'figures and what the fields print:\n%s\n' "$seen"
# Seen: a second pattern in the letter, and a Decimal without its format.
[ "$seen" = "switches | 0.00 | 0 | #,##0.00 | 0.00;(0.00)
0.125 | 0.12 | 0 | 0.12 | 0.12;(0.00)
Decimal(0.125) | 0.12 | 0 | 0.125 | 0.12;(0.00)
2.5 | 2.50 | 2 | 2.50 | 2.50;(0.00)
-1.5 | -1.50 | -2 | -1.50 | -1.50;(0.00)
1234.5 | 1234.50 | 1234 | 1,234.50 | 1234.50;(0.00)
Decimal(1234.5) | 1234.50 | 1234 | 1234.5 | 1234.50;(0.00)
1.5 | 1.5 | 1.5 | 1.5 | 1.5" ]
