#!/usr/bin/env bash
# Markdown 3.11.3 (PyPI), the engine under MkDocs, beside markdown-it-py 4.3.0 and mistune 3.4.0.
# A list whose first number is 3 begins with 1 in HTML, as in the Markdown of 2004; and articles with a paragraph between
# them that is not indented are lists of their own: 1., a paragraph, 2., 3. is shown as 1, 1, 2. The engines that follow
# CommonMark, and so the pages of git forges, show the numbers that are written. The extension sane_lists shows them too.
# So a notice that other texts cite by number is rendered with sane_lists, or its numbers are part of the text (第二条).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'Markdown==3.11.3' 'markdown-it-py==4.3.0' 'mistune==3.4.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import re
import markdown, markdown_it, mistune

ENGINES = {
    "Markdown": markdown.markdown,
    "Markdown, sane_lists": lambda text: markdown.markdown(text, extensions=["sane_lists"]),
    "markdown-it": markdown_it.MarkdownIt().render,
    "mistune": mistune.html,
}
def numbers(html):
    for start, items in re.findall(r'<ol(?: start="(\d+)")?>(.*?)</ol>', html, re.DOTALL):
        first = int(start or 1)
        yield from range(first, first + items.count("<li>"))

for name, render in ENGINES.items():
    print(name, *numbers(render("1. 甲\n\n说明。\n\n2. 乙\n3. 丙\n")))
PY
)
printf '1., a paragraph, 2., 3. are numbered\n%s\n' "$seen"
# Seen: 1 1 2 by Markdown alone; 1 2 3 by all else.
[ "$seen" = "Markdown 1 1 2
Markdown, sane_lists 1 2 3
markdown-it 1 2 3
mistune 1 2 3" ]
