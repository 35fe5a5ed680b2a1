#!/usr/bin/env bash
# nzh 1.0.14 (npm), the most used reader and writer of Chinese numbers for JavaScript, and cn2an 0.5.24 (PyPI).
# Characters that nzh does not know are passed over, without an error: 两百 is 0, 两千零五 is 5, 廿三 is 3, 二〇一五 is 215,
# 3万 is 0. cn2an reads 200, 2005, 23, 2015 and 30000. What both know (二百, 三十万零五百) is right.
# So a text is tried against the characters that nzh knows (零一二三四五六七八九十百千万亿负点) before it is decoded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'setuptools==80.9.0' 'cn2an==0.5.24'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" nzh@1.0.14 >/dev/null
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" -W ignore - <<'PY'
import json, subprocess
import cn2an

texts = ["两百", "两千零五", "廿三", "二〇一五", "3万", "二百", "三十万零五百"]
ask = "const t = JSON.parse(process.argv[1]); console.log(JSON.stringify(t.map((x) => require('nzh').cn.decodeS(x))))"
read = json.loads(subprocess.run(["node", "-e", ask, json.dumps(texts)], capture_output=True, check=True).stdout)
for text, number in zip(texts, read, strict=True):
    print(text, number, cn2an.cn2an(text, "smart"))
PY
)
printf 'nzh 1.0.14 and cn2an 0.5.24:\n%s\n' "$seen"
# Seen: 0 and 200, 5 and 2005, 3 and 23, 215 and 2015, 0 and 30000; then alike.
[ "$seen" = "两百 0 200
两千零五 5 2005
廿三 3 23
二〇一五 215 2015
3万 0 30000
二百 200 200
三十万零五百 300500 300500" ]
