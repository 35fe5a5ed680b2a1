#!/usr/bin/env bash
# htmldocx 0.0.6, html2docx 1.6.0, html-for-docx 1.2.1 (PyPI) and html-to-docx 1.8.0 (npm), beside pandoc 3.9 in pypandoc_binary 1.17
# (PyPI): a page as a Word document.
# A page strikes points out by del, s, strike or a style, and each writer knows others of the four: htmldocx s alone, html2docx the
# style alone, html-for-docx all but strike, html-to-docx none, pandoc all but the style. What it does not know stands there as if
# nothing had been: 扣<del>2分</del>1分 is 扣2分1分. A total whose first cell spans two columns has its points in the second from the
# first two, and so has a unit's second row where its cell is merged. A list that starts at 11 starts at 1 from the first four.
# So what was revoked is left out of a page before it becomes a document, and its tables have no merged cells.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'htmldocx==0.0.6' 'html2docx==1.6.0' 'html-for-docx==1.2.1' 'pypandoc_binary==1.17' 'python-docx==1.2.0' \
    'beautifulsoup4==4.14.3'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" html-to-docx@1.8.0 >/dev/null
cat >page.html <<'HTML'
<p>甲局扣<del>del</del><s>s</s><strike>strike</strike><span style="text-decoration:line-through">style</span>1分</p>
<table><tr><th>单位</th><th>事项</th><th>扣分</th></tr><tr><td rowspan="2">甲局</td><td>迟报</td><td>1</td></tr>
<tr><td>漏报</td><td>2</td></tr><tr><td colspan="2">合计</td><td>3</td></tr></table>
<ol start="11"><li>迟报</li><li>漏报</li></ol>
HTML
cat >write.mjs <<'JS'
import fs from "fs";
import htmlToDocx from "html-to-docx";
fs.writeFileSync("html-to-docx.docx", Buffer.from(await htmlToDocx(fs.readFileSync("page.html", "utf8"))));
JS
node write.mjs
seen=$("$work/venv/bin/python" -W ignore - <<'PY'
from pathlib import Path
import docx, html2docx, html4docx, htmldocx, pypandoc

page = Path("page.html").read_text()
for name, writer in (("htmldocx", htmldocx.HtmlToDocx()), ("html-for-docx", html4docx.HtmlToDocx())):
    document = docx.Document()
    writer.add_html_to_document(page, document)
    document.save(f"{name}.docx")
Path("html2docx.docx").write_bytes(html2docx.html2docx(page, title="").getvalue())
pypandoc.convert_text(page, "docx", format="html", outputfile="pandoc.docx")
for name in ("htmldocx", "html2docx", "html-for-docx", "html-to-docx", "pandoc"):
    document = docx.Document(f"{name}.docx")
    runs = [run for paragraph in document.paragraphs if "甲局" in paragraph.text for run in paragraph.runs]
    struck = [run.text.strip() for run in runs if run.font.strike]
    rows = ["/".join(cell.text.strip() for cell in row.cells) for row in document.tables[0].rows][2:]
    text = pypandoc.convert_file(f"{name}.docx", "plain").split()
    print(name, "struck:", *(struck or ["nothing"]), "| rows:", *rows, "| list from", next(word for word in text if word in ("1.", "11.")))
PY
)
printf 'what is struck, the last two rows, and where the list starts:\n%s\n' "$seen"
# Seen: five answers to what is struck, and two that move points to the second column.
[ "$seen" = "htmldocx struck: s | rows: 漏报/2/ 合计/3/ | list from 1.
html2docx struck: style | rows: 漏报/2/ 合计/3/ | list from 1.
html-for-docx struck: del s style | rows: 甲局/漏报/2 合计/合计/3 | list from 1.
html-to-docx struck: nothing | rows: 甲局/漏报/2 合计/合计/3 | list from 1.
pandoc struck: delsstrike | rows: 甲局/漏报/2 合计/合计/3 | list from 11." ]
