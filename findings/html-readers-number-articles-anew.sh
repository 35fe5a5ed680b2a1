#!/usr/bin/env bash
# html2text 2025.4.15, markdownify 1.2.3, html-to-markdown 3.21.2 and inscriptis 2.7.6, beside pandoc 3.9 in pypandoc_binary 1.17 (PyPI), and
# turndown 7.2.5 (npm): readers of HTML.
# A list of articles says where it begins (<ol start="11">) and may leave some out (<li value="15">, as of a scheme whose articles 13
# and 14 were struck). The first three, pandoc and turndown heed start and pass over value: 11, 12, 15, 16 are 11, 12, 13, 14.
# inscriptis heeds value and passes over start: 1, 2, 15, 16. Only a browser has all four, and no reader says a word.
# So what points to an article by its number is wrong in the text, and numbers of articles stand in the text of the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'html2text==2025.4.15' 'markdownify==1.2.3' 'html-to-markdown==3.21.2' 'inscriptis==2.7.6' 'pypandoc_binary==1.17'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" turndown@7.2.5 >/dev/null
cat >articles.html <<'HTML'
<html><body><ol start="11"><li>迟报</li><li>漏报</li><li value="15">错报</li><li>瞒报</li></ol></body></html>
HTML
cat >read.mjs <<'JS'
import fs from "fs";
import Turndown from "turndown";
console.log("turndown", ...new Turndown().turndown(fs.readFileSync("articles.html", "utf8")).split(/\s+/));
JS
seen=$("$work/venv/bin/python" - <<'PY'
from pathlib import Path
import html2text, html_to_markdown, inscriptis, markdownify, pypandoc

page = Path("articles.html").read_text()
print("html2text", *html2text.html2text(page).split())
print("markdownify", *markdownify.markdownify(page).split())
print("html-to-markdown", *html_to_markdown.convert(page).content.split())
print("pandoc", *pypandoc.convert_text(page, "gfm", format="html").split())
print("inscriptis", *inscriptis.get_text(page).split())
PY
node read.mjs)
printf 'articles 11, 12, 15 and 16:\n%s\n' "$seen"
# Seen: 13 and 14 for 15 and 16 from five, 1 and 2 for 11 and 12 from the other.
[ "$seen" = "html2text 11. 迟报 12. 漏报 13. 错报 14. 瞒报
markdownify 11. 迟报 12. 漏报 13. 错报 14. 瞒报
html-to-markdown 11. 迟报 12. 漏报 13. 错报 14. 瞒报
pandoc 11. 迟报 12. 漏报 13. 错报 14. 瞒报
inscriptis 1. 迟报 2. 漏报 15. 错报 16. 瞒报
turndown 11. 迟报 12. 漏报 13. 错报 14. 瞒报" ]
