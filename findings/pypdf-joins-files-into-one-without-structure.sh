#!/usr/bin/env bash
# pypdf 7.1.1 and typst 0.15.2 (PyPI).
# `PdfWriter.append`, the usual way of joining a notice and its attachment, takes the pages alone: the tags, the
# language, the metadata that say PDF/A and the colour profile are gone, without a word. A writer that begins as a copy
# of the first file (`clone_from`) keeps them. So a joined file of two that are PDF/A-2a is none, and a
# screen reader finds no headings in it: the first file is cloned, or the parts stay files of their own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pypdf==7.1.1' 'typst==0.15.2'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import pypdf, typst

source = b'#set document(title: "Notice", date: datetime(year: 2015, month: 4, day: 21))\n#set text(lang: "en")\n= Notice\nText.'
typst.compile(source, output="notice.pdf", format="pdf", pdf_standards="a-2a")
joined = pypdf.PdfWriter()
joined.append("notice.pdf")
joined.write("joined.pdf")
pypdf.PdfWriter(clone_from="notice.pdf").write("cloned.pdf")
for name in ("notice", "joined", "cloned"):
    root = pypdf.PdfReader(f"{name}.pdf").trailer["/Root"]
    print(name, *(key in root for key in ("/StructTreeRoot", "/Lang", "/Metadata", "/OutputIntents")))
PY
)
printf 'tags, language, metadata, colour profile:\n%s\n' "$seen"
# Seen: all True but for joined, where all are False.
[ "$seen" = "notice True True True True
joined False False False False
cloned True True True True" ]
