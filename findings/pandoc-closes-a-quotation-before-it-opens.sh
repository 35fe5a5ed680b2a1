#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17 (PyPI), from Markdown with its usual extensions.
# A straight quotation mark is turned into a curly one by what stands before it, and a Chinese character counts as a
# letter: in a sentence without blanks 他说"好" becomes 他说”好”, closed twice and never opened. After a blank it is right.
# So a notice typed with straight marks leaves as DOCX or PDF with wrong ones; without the extension `smart` the marks
# stay straight, and a check can point at them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import pypandoc

print(pypandoc.get_pandoc_version())
for source, read_as in (('他说"好"。', "markdown"), ('他说 "好"。', "markdown"), ('他说"好"。', "markdown-smart")):
    print(pypandoc.convert_text(source, "plain", read_as).strip())
PY
)
printf 'pandoc %s\n' "$seen"
# Seen: 3.9, then 他说”好”。 / 他说 “好”。 / 他说"好"。
[ "$seen" = '3.9
他说”好”。
他说 “好”。
他说"好"。' ]
