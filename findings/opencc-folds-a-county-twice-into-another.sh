#!/usr/bin/env bash
# OpenCC 1.4.2 (PyPI, opencc), which turns traditional characters into simplified ones.
# The conversion t2s is not at rest after one pass: of 乾縣 it makes 乾县, the county as it is written today, and of
# that it makes 干县. 乾安县 becomes 干安县 likewise. A search that folds its index and what is asked with t2s, so that
# either spelling finds either, does not find the county by its traditional name: both are folded, into two words.
# So text is folded until it no longer changes, or a text that is simplified already is left alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'opencc==1.4.2'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
from opencc import OpenCC

fold = OpenCC("t2s").convert
print(fold("乾縣"), fold("乾县"), fold("乾安縣"), fold("乾安县"))
PY
)
printf 'OpenCC 1.4.2 makes of 乾縣, 乾县, 乾安縣, 乾安县: %s\n' "$seen"
# Seen: 乾县 干县 乾安县 干安县
[ "$seen" = "乾县 干县 乾安县 干安县" ]
