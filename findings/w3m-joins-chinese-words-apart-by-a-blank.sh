#!/usr/bin/env bash
# w3m 0.5.3+git20230121-2 (Debian 12), a browser of text alone.
# A blank or a line break between two Chinese characters is dropped, also between two elements: a unit's name and its
# state beside it become one word. Between Latin letters the blank stays; an ideographic space (U+3000) stays too.
# So what a style sheet holds apart on the screen has a mark of punctuation or U+3000 between it in the text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -q 'w3m=0.5.3+git20230121-2' 'libgc1=1:8.2.2-3' >/dev/null 2>&1
for package in ./*.deb; do dpkg-deb -x "$package" unpacked; done
export LD_LIBRARY_PATH="$work/unpacked/usr/lib/$(uname -m)-linux-gnu"
show() { "unpacked/usr/bin/w3m" -dump -T text/html -I utf-8 -O utf-8 | tr -d '\n'; }
blank=$(printf '<b>甲局</b> <span>公示</span>' | show)
broken=$(printf '<b>甲局</b>\n<span>公示</span>' | show)
latin=$(printf '<b>unit</b> <span>notice</span>' | show)
wide=$(printf '<b>甲局</b>　<span>公示</span>' | show)
printf 'w3m 0.5.3 shows: [%s] [%s] [%s] [%s]\n' "$blank" "$broken" "$latin" "$wide"
# Seen: [甲局公示] [甲局公示] [unit notice] [甲局　公示]
[ "$blank|$broken|$latin|$wide" = '甲局公示|甲局公示|unit notice|甲局　公示' ]
