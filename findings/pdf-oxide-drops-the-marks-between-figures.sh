#!/usr/bin/env bash
# pdf_oxide 0.3.78, with PDF by reportlab 5.1.0 (PyPI).
# Where figures stand in a Latin font and the rest in a Chinese one, as in nearly all official documents, a Chinese mark
# between two figures is a run of its own. `to_markdown` leaves out a run that is a mark alone: 甲办〔2026〕3号 is 甲办〔2026 3号,
# 扣10～20分 is 扣10 20分, 1.50，2.50 is 1.50 2.50, 96％ is 96. `extract_text` and `to_html` of the same page have them, and so
# has to_markdown where both stand in one font, or where the mark stands beside a Chinese character.
# So numbers of documents, ranges and shares are taken from the text of a page, not from its Markdown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pdf-oxide==0.3.78' 'reportlab==5.1.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import re
import pdf_oxide
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

def page(runs, latin):
    canvas = Canvas("page.pdf")
    text = canvas.beginText(72, 700)
    for run in runs:
        text.setFont(latin if run.isascii() else "STSong-Light", 12)
        text.textOut(run)
    canvas.drawText(text)
    canvas.save()
    return pdf_oxide.PdfDocument("page.pdf")

for line in ("甲办〔 2026 〕 3 号", "扣 10 ～ 20 分", "扣 1.50 ， 2.50 分", "满意率 96 ％", "扣 2 分 。"):
    two, one = page(line.split(), "Times-Roman"), page(line.split(), "STSong-Light")
    print(two.to_markdown(0).strip(), "|", two.extract_text(0).strip(), "|", re.sub("<.*?>", "", two.to_html(0)).strip(), "|",
          one.to_markdown(0).strip())
PY
)
printf 'Markdown, text and HTML of two fonts, Markdown of one:\n%s\n' "$seen"
# Seen: the first of the four without the mark, but for the last line.
[ "$seen" = "甲办〔2026 3号 | 甲办〔2026〕3号 | 甲办〔2026〕3号 | 甲办〔2026〕3号
扣10 20分 | 扣10～20分 | 扣10～20分 | 扣10～20分
扣1.50 2.50分 | 扣1.50，2.50分 | 扣1.50，2.50分 | 扣1.50，2.50分
满意率96 | 满意率96％ | 满意率96％ | 满意率96％
扣2分。 | 扣2分。 | 扣2分。 | 扣2分。" ]
