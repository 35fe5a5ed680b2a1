#!/usr/bin/env bash
# autocorrect-py 2.14.0 and pangu 6.1.0 (PyPI), which put blanks between Chinese and figures and set marks right.
# A hyphen after a Chinese character and before a figure is taken for a minus by autocorrect: 扣1分-3分 (one to three points)
# becomes 扣 1 分 -3 分, and so 3月1日-5日, 第1条-3条; pangu sets it apart on both sides, and 扣-1.5分 too, as 扣 - 1.5 分. Wide
# figures autocorrect makes narrow and leaves their points: ３．５ becomes 3．5 and －１．５ －1．5, which neither Python's
# Decimal nor a search for 3.5 reads. 第1-3条, where both sides are figures, stays as it is in both.
# So ranges are written with the tilde or the dash of Chinese before such a tool runs, and figures are narrow.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'autocorrect-py==2.14.0' 'pangu==6.1.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import autocorrect_py, pangu

for text in ("扣1分-3分", "3月1日-5日公示", "第1条-3条", "第1-3条", "扣-1.5分", "扣３．５分", "－１．５", "扣1分～3分", "3月1日—5日"):
    print(text, "|", autocorrect_py.format(text), "|", pangu.space_text(text))
PY
)
printf 'the text, by autocorrect, by pangu:\n%s\n' "$seen"
# Seen: a minus in three ranges, half of the wide figures, and a minus apart from its figure.
[ "$seen" = "扣1分-3分 | 扣 1 分 -3 分 | 扣 1 分 - 3 分
3月1日-5日公示 | 3 月 1 日 -5 日公示 | 3 月 1 日 - 5 日公示
第1条-3条 | 第 1 条 -3 条 | 第 1 条 - 3 条
第1-3条 | 第 1-3 条 | 第 1-3 条
扣-1.5分 | 扣 -1.5 分 | 扣 - 1.5 分
扣３．５分 | 扣3．5分 | 扣３．５分
－１．５ | －1．5 | －１．５
扣1分～3分 | 扣 1 分～3 分 | 扣 1 分～3 分
3月1日—5日 | 3 月 1 日—5 日 | 3 月 1 日—5 日" ]
