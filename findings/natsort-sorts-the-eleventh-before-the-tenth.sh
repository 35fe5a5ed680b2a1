#!/usr/bin/env bash
# natsort 8.4.0 (PyPI), the natural order.
# Told that there are figures with fractions (ns.FLOAT, or realsorted), it takes single Chinese numerals for figures,
# each character by itself, as Unicode gives their values: 第十一条 is 10 and then 1, and stands before 第十条; 第一百条
# is the first of all. Without the option the characters stand by their code: 一, 三, 九, 二, 十.
# So articles numbered in characters are sorted by a number kept beside them, never by their text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'natsort==8.4.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import natsort

articles = ["第一条", "第二条", "第三条", "第九条", "第十条", "第十一条", "第二十条", "第一百条"]
print(*natsort.realsorted(articles))
print(*natsort.natsorted(articles))
PY
)
printf 'natsort 8.4.0, as fractions and as it comes:\n%s\n' "$seen"
# Seen: 第一百条 first and 第十一条 before 第十条; 第三条 before 第二条 without the option.
[ "$seen" = "第一百条 第一条 第二十条 第二条 第三条 第九条 第十一条 第十条
第一条 第一百条 第三条 第九条 第二十条 第二条 第十一条 第十条" ]
