#!/usr/bin/env bash
# liquidjs 10.30.1 (npm) and python-liquid 2.3.6 (PyPI), two engines for Liquid, the templates of Jekyll and Eleventy.
# One template, two tables: 2.5|round is 3 in JavaScript and 2 in Python (to even), 0.125|round: 2 is 0.13 and 0.12, 2.675 is 2.68
# and 2.67; 1.15|times: 100 is 114.99999999999999 and 115.0. A figure with its unit is no error to either: "1.50分"|plus: 1 is 1,
# the points gone, while "1.50"|plus: 1 is 2.5. A day in eight digits, "20150301"|date, is taken for seconds: 22 August 1970.
# So figures are rounded before they reach a template, and what is added there has no unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'python-liquid==2.3.6'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" liquidjs@10.30.1 >/dev/null
cat >templates.txt <<'TEXT'
{{ 2.5 | round }}
{{ 0.125 | round: 2 }}
{{ 2.675 | round: 2 }}
{{ 1.15 | times: 100 }}
{{ '1.50' | plus: 1 }}
{{ '1.50分' | plus: 1 }}
{{ '20150301' | date: '%Y-%m-%d' }}
TEXT
cat >render.mjs <<'JS'
import fs from "fs";
import { Liquid } from "liquidjs";
const engine = new Liquid();
for (const text of fs.readFileSync("templates.txt", "utf8").trim().split("\n")) console.log(engine.parseAndRenderSync(text));
JS
seen=$(paste -d' ' <(TZ=UTC node render.mjs) <(TZ=UTC PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
from pathlib import Path
from liquid import Environment

for text in Path("templates.txt").read_text().splitlines():
    print(Environment().from_string(text).render(), "|", text)
PY
))
printf 'liquidjs, python-liquid, and the template:\n%s\n' "$seen"
# Seen: three figures rounded apart, and 1 for one and a half points and one.
[ "$seen" = "3 2 | {{ 2.5 | round }}
0.13 0.12 | {{ 0.125 | round: 2 }}
2.68 2.67 | {{ 2.675 | round: 2 }}
114.99999999999999 115.0 | {{ 1.15 | times: 100 }}
2.5 2.5 | {{ '1.50' | plus: 1 }}
1 1 | {{ '1.50分' | plus: 1 }}
1970-08-22 1970-08-22 | {{ '20150301' | date: '%Y-%m-%d' }}" ]
