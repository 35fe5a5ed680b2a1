#!/usr/bin/env bash
# arrow 1.4.0, pendulum 3.3.0 and Babel 2.19.0 (PyPI), dates and times in Chinese.
# arrow's documented token A (AM, PM) is empty text in its Chinese locales: half past three at night and in the afternoon
# are both “ 3:30”, and a text with 下午 cannot be read by the same pattern. pendulum and Babel write 上午 and 下午.
# So the time of a meeting or of a deadline is written by the 24 hours (H:mm) where arrow writes it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'arrow==1.4.0' 'pendulum==3.3.0' 'babel==2.19.0'
cd "$work"
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import arrow, pendulum
from babel.dates import format_datetime

for hour in (3, 15):
    day = arrow.get(2015, 3, 1, hour, 30)
    print("arrow", *(f"[{day.format('A h:mm', locale=name)}]" for name in ("en", "zh-cn", "zh-tw")))
    print("pendulum", f"[{pendulum.instance(day.datetime).format('A h:mm', locale='zh')}]")
    print("babel", f"[{format_datetime(day.datetime, 'a h:mm', locale='zh_CN')}]")
PY
)
printf '03:30 and 15:30 are written\n%s\n' "$seen"
# Seen: [ 3:30] twice in each Chinese locale of arrow; with 上午 and 下午 by the others.
[ "$seen" = "arrow [AM 3:30] [ 3:30] [ 3:30]
pendulum [上午 3:30]
babel [上午 3:30]
arrow [PM 3:30] [ 3:30] [ 3:30]
pendulum [下午 3:30]
babel [下午 3:30]" ]
