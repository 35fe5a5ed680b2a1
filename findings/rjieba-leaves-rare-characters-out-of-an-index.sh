#!/usr/bin/env bash
# rjieba 0.2.2 and jieba 0.42.1 (PyPI), the same segmentation of Chinese in Rust and in Python.
# In full mode (`cut_all`), which search engines fill their index with, rjieba leaves out a character that its dictionary
# does not have: of the name 𠮷田 it gives 田 alone, of 㐂 nothing. jieba gives both characters. In the usual mode
# both give all. So whoever bears a rare character is found by it with the one and not with the other: a full index adds
# what the usual mode gives.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'jieba==0.42.1' 'rjieba==0.2.2'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" -W ignore - <<'PY'
import logging
import jieba, rjieba

jieba.setLogLevel(logging.ERROR)
for name in ("𠮷田", "㐂", "教育局"):
    print(name, "jieba", list(jieba.cut(name, cut_all=True)), "rjieba", rjieba.cut_all(name), "usual", rjieba.cut(name))
PY
)
printf 'full mode of jieba and of rjieba, and the usual mode of rjieba:\n%s\n' "$seen"
# Seen: 𠮷田 whole by jieba, 田 by rjieba; 㐂 by jieba, nothing by rjieba.
[ "$seen" = "𠮷田 jieba ['𠮷', '田'] rjieba ['田'] usual ['𠮷', '田']
㐂 jieba ['㐂'] rjieba [] usual ['㐂']
教育局 jieba ['教育', '教育局'] rjieba ['教', '教育', '教育局', '育', '局'] usual ['教育局']" ]
