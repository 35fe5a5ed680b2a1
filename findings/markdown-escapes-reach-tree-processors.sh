#!/usr/bin/env bash
# Markdown 3.10 (PyPI), the engine under MkDocs.
# A backslash escape in an address is not undone when tree processors run: they see the character's number between
# STX and ETX, and it becomes the character only in the processor `unescape` of priority 0. Whoever checks addresses
# (may this page load something from elsewhere?) in a tree processor of the usual priorities checks another text than
# the reader's browser gets. A priority below 0 sees what is written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'markdown==3.10'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

found = {}

class Look(Treeprocessor):
    def __init__(self, md, name):
        super().__init__(md)
        self.name = name

    def run(self, root):
        found[self.name] = [link.get("href") for link in root.iter("a")]

class Watch(Extension):
    def extendMarkdown(self, md):
        md.treeprocessors.register(Look(md, "usual"), "usual", 15)
        md.treeprocessors.register(Look(md, "below"), "below", -1)

markdown.markdown(r"[a](page\_one.html)", extensions=[Watch()])
print(ascii(found["usual"]), ascii(found["below"]))
PY
)
printf 'Markdown 3.10, priority 15 and -1: %s\n' "$seen"
# Seen: ['page\x0295\x03one.html'] ['page_one.html']
[ "$seen" = "['page\\x0295\\x03one.html'] ['page_one.html']" ]
