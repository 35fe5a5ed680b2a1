#!/usr/bin/env bash
# chrono-node 2.10.3 (npm), its Chinese (`chrono.zh`), told that today is 20 July 2026.
# The word in front of 年 is passed over and what is left is read: 去年12月31日 (of last year) is found as 年12月31日 and is
# 31 December 2026, 明年3月1日 (of next year) 1 March 2026, and so 前年, 后年, 次年. 次日上午9时 (the morning after) is this
# morning, while 明天上午9时 is right. The end of a day as offices write it, 2015年12月31日24时, is not found at all, with
# 23时59分 it is. Years in figures, and ranges over the new year, are right.
# So a found text that begins with 年 is thrown away: `result.text` says what was read, the date alone does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" chrono-node@2.10.3 >/dev/null
cat >read.mjs <<'JS'
import * as chrono from "chrono-node";
const today = new Date(2026, 6, 20, 10, 0);
const shown = (start) => ["year", "month", "day", "hour"].map((part) => start.get(part)).join(" ");
for (const text of ["去年12月31日", "前年12月31日", "明年3月1日", "次年3月1日", "后年3月1日", "次日上午9时", "明天上午9时",
  "2015年12月31日24时", "2015年12月31日23时59分", "12月30日至1月3日"])
  console.log(text, "|", chrono.zh.parse(text, today).map(({ text, start, end }) =>
    `${text} = ${shown(start)}${end ? ` to ${shown(end)}` : ""}`).join("; "));
JS
seen=$(node read.mjs)
printf 'on 20 July 2026, what is found and its year, month, day and hour:\n%s\n' "$seen"
# Seen: every year said by a word is 2026, and nothing of the day that ends at 24 hours.
[ "$seen" = "去年12月31日 | 年12月31日 = 2026 12 31 12
前年12月31日 | 年12月31日 = 2026 12 31 12
明年3月1日 | 年3月1日 = 2026 3 1 12
次年3月1日 | 年3月1日 = 2026 3 1 12
后年3月1日 | 年3月1日 = 2026 3 1 12
次日上午9时 | 上午9时 = 2026 7 20 9
明天上午9时 | 明天上午9时 = 2026 7 21 9
2015年12月31日24时 | 
2015年12月31日23时59分 | 2015年12月31日23时59分 = 2015 12 31 23
12月30日至1月3日 | 12月30日至1月3日 = 2026 12 30 12 to 2027 1 3 12" ]
