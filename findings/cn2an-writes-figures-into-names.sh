#!/usr/bin/env bash
# cn2an 0.5.24 (PyPI), which turns Chinese number words into figures.
# `transform` turns the words within a sentence, and those within names and other words with them: the grade 十分满意 becomes
# 10分满意 (ten points), the city 六安市 becomes 6安市, 统一战线 becomes 统1战线; 百色市 and 三十万 come out as they should.
# So a text is never put through it whole: the number is cut out by a pattern first, and the function cn2an gets it alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'cn2an==0.5.24'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" -W ignore - <<'PY'
import cn2an

print(*(cn2an.transform(text, "cn2an") for text in ("第十二条", "十分满意", "六安市", "统一战线", "百色市", "三十万")))
PY
)
printf 'cn2an 0.5.24 makes of 第十二条 十分满意 六安市 统一战线 百色市 三十万:\n%s\n' "$seen"
# Seen: 第12条 10分满意 6安市 统1战线 百色市 300000
[ "$seen" = "第12条 10分满意 6安市 统1战线 百色市 300000" ]
