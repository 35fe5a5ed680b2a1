#!/usr/bin/env bash
# mathjs 15.2.0 (npm), which reckons what a formula says.
# A percent sign before a plus is taken for the remainder of a division: 40%+60% is 0.4 (40 modulo +60, and a percentage of
# that), 50%+50% is 0. 10%*10% is 0.01 and 100+10% is 110 (a tenth of the hundred). With brackets, (40%)+(60%), the weights
# are added up: 1.
# So weights in a formula are written as decimals (0.40+0.60), and a sum of weights is never asked for by their signs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" mathjs@15.2.0 >/dev/null
seen=$(node - <<'JS'
const { evaluate } = require("mathjs");
for (const text of ["40%+60%", "50%+50%", "40% + 60%", "100+10%", "(40%)+(60%)", "0.40+0.60"]) console.log(text, Math.round(evaluate(text) * 10000) / 10000);
JS
)
printf 'mathjs 15.2.0:\n%s\n' "$seen"
# Seen: 0.4 0 0.4 110 1 1
[ "$seen" = "40%+60% 0.4
50%+50% 0
40% + 60% 0.4
100+10% 110
(40%)+(60%) 1
0.40+0.60 1" ]
