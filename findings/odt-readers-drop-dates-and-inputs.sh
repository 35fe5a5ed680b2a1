#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17 and odfdo 3.27.3, with an ODT made and read again by odfpy 1.4.1 (PyPI).
# What stands in a field of a text document has its value in the file: a date that was inserted, an input field that was
# filled in, a formula, one of two words by a condition. pandoc's ODT reader and odfdo's get_formatted_text leave field
# and value out without a word: 于2015年3月1日，评为优秀，扣2.50分 is 于，评为，扣分. odfdo leaves out blanks kept by `text:s` too, so
# 甲局 and 1.50 are one word. odfpy's extractText and odfdo's own text_recursive give all of it.
# So a filled form in ODT is read by one of these two, and two readers' texts are compared for their length.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'odfdo==3.27.3' 'odfpy==1.4.1'
cd "$work"
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
import odfdo, pypandoc
from odf import teletype, text
from odf.opendocument import OpenDocumentText, load

made = OpenDocumentText()
line = text.P(text="于")
line.addElement(text.Date(datevalue="2015-03-01", fixed=True, text="2015年3月1日"))
line.addText("，评为")
line.addElement(text.ConditionalText(condition="ooow:1==1", stringvalueiftrue="优秀", stringvalueiffalse="合格", text="优秀"))
line.addText("，扣")
line.addElement(text.TextInput(description="points", text="2.50"))
line.addText("分，共")
line.addElement(text.Expression(valuetype="float", value="5", text="5"))
line.addText("项。")
made.text.addElement(line)
row = text.P(text="甲局")
row.addElement(text.S(c=4))
row.addText("1.50")
made.text.addElement(row)
made.save("form.odt")

print("pandoc", *pypandoc.convert_file("form.odt", "plain").splitlines(), sep="|")
document = odfdo.Document("form.odt")
print("odfdo", *document.get_formatted_text().split(), sep="|")
print("odfdo, recursive", *(part.text_recursive for part in document.body.paragraphs), sep="|")
print("odfpy", *(teletype.extractText(part) for part in load("form.odt").getElementsByType(text.P)), sep="|")
PY
)
printf '%s\n' "$seen"
# Seen: neither the date nor the grade, the points and the count from the first two.
[ "$seen" = "pandoc|于，评为，扣分，共项。||甲局 1.50
odfdo|于，评为，扣分，共项。|甲局1.50
odfdo, recursive|于2015年3月1日，评为优秀，扣2.50分，共5项。|甲局    1.50
odfpy|于2015年3月1日，评为优秀，扣2.50分，共5项。|甲局    1.50" ]
