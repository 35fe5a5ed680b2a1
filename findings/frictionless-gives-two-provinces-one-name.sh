#!/usr/bin/env bash
# frictionless 5.21.0 with python-slugify 9.2.0 (PyPI).
# The name of a resource is made of its file's name by python-slugify, which writes Chinese characters in pinyin without
# tones and by one reading each. So 山西.csv and 陕西.csv are both "shan-xi" (and 重庆 is "zhong-qing"): to describe a
# folder that holds both raises “names of the resources are not unique”, of files that have nothing wrong.
# So a package of tables with Chinese file names is described with names of one's own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'frictionless==5.21.0' 'python-slugify==9.2.0'
cd "$work"
mkdir tables
printf 'unit,points\na,1.50\n' >tables/山西.csv
cp tables/山西.csv tables/陕西.csv
cp tables/山西.csv tables/重庆.csv
cd tables
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import frictionless

names = ("山西.csv", "陕西.csv", "重庆.csv")
print(*(frictionless.describe(name).name for name in names))
try:
    print(frictionless.describe("*.csv"))
except frictionless.FrictionlessException as error:
    print("names of the resources are not unique" in str(error))
PY
)
printf 'frictionless 5.21.0:\n%s\n' "$seen"
# Seen: shan-xi shan-xi zhong-qing, and the refusal.
[ "$seen" = "shan-xi shan-xi zhong-qing
True" ]
