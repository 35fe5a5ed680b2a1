#!/usr/bin/env bash
# pandoc 3.9 in pypandoc_binary 1.17, beside markdown-it-py 4.3.0, mistune 3.4.0 and Markdown 3.11.3 (PyPI).
# A tilde between figures is how Chinese writes a range. Two of them in one sentence without blanks, 扣3~5分，加1~2分, are
# a subscript to pandoc's Markdown: the text of a DOCX made so is 扣35分，加12分, with the middle of it small and lowered.
# A name in angle brackets to be filled in, 由<单位>填写, is HTML to it and is not there in a DOCX. The others keep both.
# So text by clerks is read without the extensions subscript and raw_html, or as CommonMark.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypandoc_binary==1.17' 'python-docx==1.2.0' 'markdown-it-py==4.3.0' 'mistune==3.4.0' 'Markdown==3.11.3'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import docx, markdown, markdown_it, mistune, pypandoc

for text in ("扣3~5分，加1~2分", "由<单位>填写"):
    pypandoc.convert_text(text, "docx", "markdown", outputfile="made.docx")
    print("pandoc", docx.Document("made.docx").paragraphs[0].text)
    print("pandoc, two extensions off", pypandoc.convert_text(text, "plain", "markdown-subscript-raw_html").strip())
    for render in (markdown_it.MarkdownIt().render, mistune.html, markdown.markdown):
        print(render.__module__.split(".")[0], render(text).strip())
PY
)
printf '%s\n' "$seen"
# Seen: 扣35分，加12分 and 由填写 by pandoc; the text as it was by all else.
[ "$seen" = "pandoc 扣35分，加12分
pandoc, two extensions off 扣3~5分，加1~2分
markdown_it <p>扣3~5分，加1~2分</p>
mistune <p>扣3~5分，加1~2分</p>
markdown <p>扣3~5分，加1~2分</p>
pandoc 由填写
pandoc, two extensions off 由<单位>填写
markdown_it <p>由&lt;单位&gt;填写</p>
mistune <p>由&lt;单位&gt;填写</p>
markdown <p>由&lt;单位&gt;填写</p>" ]
