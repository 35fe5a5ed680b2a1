#!/usr/bin/env bash
# jionlp 1.5.31 and cn2an 0.5.24 (PyPI), two readers of Chinese figures.
# A sum in which figures and units alternate is read with its ten thousands counted twice by `jionlp.parse_money`:
# 3万2千元 is 62000.00, 12万5千元 is 155000.00; cn2an reads 32000 and 125000. Written in characters alone (三万二千元) or with
# one unit (3.2万元) it is right. 一百五十 said short, 一百五, is 105.00 here and 150 there.
# So sums of funds in a text are read by cn2an, and what two readers disagree on is shown to a person.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'cn2an==0.5.24' 'jionlp==1.5.31'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" -W ignore - <<'PY' | grep -v '^#'
import cn2an, jionlp

for text in ("3万2千", "12万5千", "三万二千", "3.2万", "一百五"):
    print(text, jionlp.parse_money(text + "元")["num"], cn2an.cn2an(text, "smart"))
PY
)
printf 'jionlp 1.5.31 and cn2an 0.5.24:\n%s\n' "$seen"
# Seen: 62000.00 and 32000; 155000.00 and 125000; then alike; 105.00 and 150.
[ "$seen" = "3万2千 62000.00 32000
12万5千 155000.00 125000
三万二千 32000.00 32000
3.2万 32000.00 32000
一百五 105.00 150" ]
