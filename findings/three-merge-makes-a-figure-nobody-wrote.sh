#!/usr/bin/env bash
# three-merge 0.1.1 and merge3 1.0.0 (PyPI), two merges of three texts.
# `three_merge.merge` goes by characters: where one side makes 13.50 of 12.50 and the other 12.75, the result is 13.75,
# without a conflict, and of two new days (2015-03-05 to 2015-04-05 and to 2015-03-15) it is 2015-04-15: values that
# neither side wrote. merge3, which goes by lines as git does, says that they conflict.
# So records are merged by lines at least, better by fields; a merge by characters is for prose.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'three-merge==0.1.1' 'merge3==1.0.0'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import merge3, three_merge

for base, ours, theirs in (
    ("points: 12.50\n", "points: 13.50\n", "points: 12.75\n"),
    ("day: 2015-03-05\n", "day: 2015-04-05\n", "day: 2015-03-15\n"),
):
    print(three_merge.merge(ours, theirs, base).strip())
    print([part[0] for part in merge3.Merge3([base], [ours], [theirs]).merge_groups()])
PY
)
printf 'three-merge 0.1.1, merge3 1.0.0:\n%s\n' "$seen"
# Seen: points: 13.75 and a conflict; day: 2015-04-15 and a conflict.
[ "$seen" = "points: 13.75
['conflict']
day: 2015-04-15
['conflict']" ]
