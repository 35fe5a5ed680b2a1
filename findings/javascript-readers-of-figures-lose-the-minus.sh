#!/usr/bin/env bash
# d3-format 3.1.3, numeral 2.0.6, accounting 0.4.1 and currency.js 2.0.4 (npm).
# d3-format, the formatter under most charts, writes the minus of typography (U+2212). The three readers of figures pass
# over what they do not know: −1.50 and －1.50 are 1.5 to all three, a deduction has become an addition. 1e5 is 15 to all,
# 1/2 is 12, and 2015年3月 is 20153; Number() says NaN of each but 1e5.
# So a text is made plain first (both signs to a hyphen) and held against a pattern before one of these reads it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" d3-format@3.1.3 numeral@2.0.6 accounting@0.4.1 currency.js@2.0.4 >/dev/null
seen=$(node - <<'JS'
const numeral = require("numeral"), accounting = require("accounting"), currency = require("currency.js");
import("d3-format").then(({ format }) => {
  const written = format(".2f")(-1.5);
  console.log("d3-format", written.codePointAt(0).toString(16));
  for (const text of [written, "-1.50", "－1.50", "1e5", "1/2", "2015年3月"])
    console.log(text, numeral(text).value(), accounting.unformat(text), currency(text).value, Number(text));
});
JS
)
printf 'read by numeral, accounting, currency.js and Number():\n%s\n' "$seen"
# Seen: 1.5 of the minus of d3-format, -1.5 of the hyphen, 1.5 of the wide sign, 15, 12 and 20153.
[ "$seen" = "d3-format 2212
−1.50 1.5 1.5 1.5 NaN
-1.50 -1.5 -1.5 -1.5 -1.5
－1.50 1.5 1.5 1.5 NaN
1e5 15 15 15 100000
1/2 12 12 12 NaN
2015年3月 20153 20153 20153 NaN" ]
