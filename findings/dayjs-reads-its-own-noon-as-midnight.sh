#!/usr/bin/env bash
# dayjs 1.11.23 (npm), with its locale zh-cn and its plugin customParseFormat.
# Half past twelve at noon is written 中午 12:30 by the pattern “A h:mm”, and read by the same pattern it is 00:30, half a
# day before; in strict mode it is refused. Every other hour of the day comes back as it was.
# So what Day.js is to read again is written by the 24 hours (HH:mm).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" dayjs@1.11.23 >/dev/null
seen=$(node - <<'JS'
const dayjs = require("dayjs");
dayjs.extend(require("dayjs/plugin/customParseFormat"));
require("dayjs/locale/zh-cn");
const pattern = "YYYY-MM-DD A h:mm";
for (let hour = 0; hour < 24; hour += 1) {
  const written = dayjs("2015-03-01T00:30").hour(hour).locale("zh-cn").format(pattern);
  const read = dayjs(written, pattern, "zh-cn");
  if (read.hour() !== hour) console.log(written, "->", read.format("HH:mm"), dayjs(written, pattern, "zh-cn", true).isValid());
}
JS
)
printf 'hours that do not come back:\n%s\n' "$seen"
# Seen: 2015-03-01 中午 12:30 -> 00:30 false, and no other.
[ "$seen" = "2015-03-01 中午 12:30 -> 00:30 false" ]
