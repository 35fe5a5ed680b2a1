#!/usr/bin/env bash
# tantivy 0.27.0 (PyPI), the search engine in Rust as a Python package, with its tokenizer of text fields, `default`.
# It takes what stands between two marks or blanks for one word, and leaves words of 40 bytes and more out of the index:
# 14 Chinese characters without a mark are 42, and a run of so many is nowhere. A document whose title
# has 13 characters is found by its whole title, one of 14 by nothing, and of a sentence only the parts between marks that are
# short. No error, and the stored text is whole.
# So Chinese text is cut into words, or into single characters, before tantivy gets it, and counted: documents whose own
# title does not find them are not searchable.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'tantivy==0.27.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import tantivy

schema = tantivy.SchemaBuilder()
schema.add_text_field("title", stored=True)
index = tantivy.Index(schema.build())
writer = index.writer()
titles = ["云岭区人民政府办公室督查科", "云岭区人民政府办公室督查室", "云岭区人民政府办公室督查二科", "民政局，云岭区人民政府办公室督查三科"]
for title in titles:
    writer.add_document(tantivy.Document(title=title))
writer.commit()
index.reload()
searcher = index.searcher()
for title in [*titles, "民政局"]:
    query = index.parse_query(f'"{title}"', ["title"])
    found = [searcher.doc(address)["title"][0] for _, address in searcher.search(query, 10).hits]
    print(len(title), title, "finds", *(found or ["nothing"]))
PY
)
printf 'titles searched by themselves, with the count of their characters:\n%s\n' "$seen"
# Seen: 13 characters are found, 14 are not.
[ "$seen" = "13 云岭区人民政府办公室督查科 finds 云岭区人民政府办公室督查科
13 云岭区人民政府办公室督查室 finds 云岭区人民政府办公室督查室
14 云岭区人民政府办公室督查二科 finds nothing
18 民政局，云岭区人民政府办公室督查三科 finds 民政局，云岭区人民政府办公室督查三科
3 民政局 finds 民政局，云岭区人民政府办公室督查三科" ]
