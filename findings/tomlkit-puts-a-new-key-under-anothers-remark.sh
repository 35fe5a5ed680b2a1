#!/usr/bin/env bash
# tomlkit 0.15.2 (PyPI), "style-preserving", the library that keeps the comments of a TOML file.
# A key that is added to the top of a file with tables is put right before the first table, below the remark that stands above
# that table: # 乙局的，申诉未定 then speaks of the new key. A table that is deleted leaves its own remark behind and takes away that
# of the next one, which now stands under the other's. reverse() of a list turns the figures round and leaves their
# remarks where they were; sort() sorts what the program holds and writes the old order: 1, 2, 3 is 1, 3, 2 in the file.
# So what is changed by it is read again and compared, and remarks that matter are values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'tomlkit==0.15.2'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import tomlkit

RECORD = """year = 2015

# 乙局的，申诉未定
[yi]
points = 2

# 丙局的，已告知
[bing]
points = 3
"""
LIST = """points = [
  1, # 甲局
  3, # 丙局
  2, # 乙局
]
"""


def changed(text, change):
    document = tomlkit.parse(text)
    change(document)
    held = f" (held: {list(document['points'])})" if isinstance(document.get("points"), list) else ""
    return " / ".join(line.strip() for line in document.as_string().splitlines() if line) + held


print("new key:", changed(RECORD, lambda document: document.update({"cap": 10})))
print("deleted table:", changed(RECORD, lambda document: document.pop("yi")))
print("reverse:", changed(LIST, lambda document: document["points"].reverse()))
print("sort:", changed(LIST, lambda document: document["points"].sort()))
PY
)
printf 'files after one change:\n%s\n' "$seen"
# Seen: cap stands between a remark and its table, 乙局's remark stands above bing, 2 has the remark of 1, and a sorted list is not.
[ "$seen" = "new key: year = 2015 / # 乙局的，申诉未定 / cap = 10 / [yi] / points = 2 / # 丙局的，已告知 / [bing] / points = 3
deleted table: year = 2015 / # 乙局的，申诉未定 / [bing] / points = 3
reverse: points = [ / 2, # 甲局 / 3, # 丙局 / 1, # 乙局 / ] (held: [2, 3, 1])
sort: points = [ / 1, # 甲局 / 3, # 丙局 / 2, # 乙局 / ] (held: [1, 2, 3])" ]
