#!/usr/bin/env bash
# Markdown 3.11.3 and pandoc 3.9 in pypandoc_binary 1.17, beside markdown-it-py 4.3.0, mistune 3.4.0, marko 2.2.4 and
# commonmark 0.9.2 (PyPI).
# Bold that ends with a Chinese mark and goes on without a blank, 该局**扣2分。**其余不变, is bold in the first two; in
# the four that follow CommonMark (as the pages of git forges do) the asterisks stand in the text, for a mark before them
# and a letter behind do not close. pandoc does the one as `markdown` and the other as `gfm`.
# So the mark is written behind the asterisks: 该局**扣2分**。其余不变 is bold in all of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'Markdown==3.11.3' 'pypandoc_binary==1.17' 'markdown-it-py==4.3.0' 'mistune==3.4.0' 'marko==2.2.4' \
  'commonmark==0.9.2'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import commonmark, markdown, markdown_it, marko, mistune, pypandoc

ENGINES = {
    "Markdown": markdown.markdown,
    "pandoc": lambda text: pypandoc.convert_text(text, "html", "markdown"),
    "pandoc, gfm": lambda text: pypandoc.convert_text(text, "html", "gfm"),
    "markdown-it": markdown_it.MarkdownIt().render,
    "mistune": mistune.html,
    "marko": marko.convert,
    "commonmark": commonmark.commonmark,
}
for name, render in ENGINES.items():
    print(name, *("<strong>" in render(text) for text in ("该局**扣2分。**其余不变", "该局**扣2分**。其余不变")))
PY
)
printf 'bold with the mark within, and with it behind:\n%s\n' "$seen"
# Seen: True True from the first two, False True from all others.
[ "$seen" = "Markdown True True
pandoc True True
pandoc, gfm False True
markdown-it False True
mistune False True
marko False True
commonmark False True" ]
