#!/usr/bin/env bash
# typst 0.15.2 (PyPI), the compiler as a Python package.
# Asked for PDF/A-2a of a document whose date is set to none, it refuses: “missing document date”. With PDF/UA-1 alone
# the same document is made, without a date. So whoever sets a text anew whose day of making nobody stated, and will
# not invent one, cannot have it as PDF/A from this compiler; leaving the date out of PDF/UA is what remains.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'typst==0.15.2'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import typst

source = b'#set document(title: "Notice", date: none)\n#set text(lang: "en")\n= Notice\nText.'
for standard in ("a-2a", "ua-1"):
    try:
        made = typst.compile(source, format="pdf", pdf_standards=standard)
        print(standard, "made", b"CreationDate" in made)
    except Exception as error:
        print(standard, "refused", "missing document date" in str(error))
PY
)
printf 'typst 0.15.2:\n%s\n' "$seen"
# Seen: a-2a refused True / ua-1 made False
[ "$seen" = "a-2a refused True
ua-1 made False" ]
