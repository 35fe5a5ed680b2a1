#!/usr/bin/env bash
# daff 1.4.2 (PyPI) and git 2.39.5, three-way merges of tables.
# One clerk changes the points of a unit's row, the other deletes the row: daff's merge deletes it and counts no
# conflict, whichever side did which; git stops at the same two files. A row that both have added alike stands in the
# result twice, so the points count twice, and where both have added it with other points it stands there with both
# (git takes it once and stops). A cell that both have changed is a conflict to daff too.
# So the number of conflicts that daff returns is no check: rows of either side are looked for in what it made.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'daff==1.4.2'
cd "$work"
seen=$("$work/venv/bin/python" - <<'PY'
import subprocess
import daff

FIRST, SECOND = ["甲", "1"], ["乙", "2"]

def by_daff(*sides):
    views = [daff.PythonTableView([["unit", "points"], *map(list, side)]) for side in sides]
    conflicts = daff.Merger(*views, daff.CompareFlags()).apply()
    return f"{conflicts} conflicts, {'; '.join(' '.join(row) for row in views[1].data[1:])}"

def by_git(*sides):
    for name, side in zip(("base", "ours", "theirs"), sides):
        with open(name, "w", encoding="utf-8") as file:
            file.writelines(",".join(row) + "\n" for row in side)
    merged = subprocess.run(["git", "merge-file", "-p", "ours", "base", "theirs"], capture_output=True, encoding="utf-8")
    return f"{merged.returncode} conflicts" + (f", {'; '.join(merged.stdout.split())}" if not merged.returncode else "")

for what, *sides in (
    ("changed and deleted", [FIRST, SECOND], [["甲", "3"], SECOND], [SECOND]),
    ("deleted and changed", [FIRST, SECOND], [SECOND], [["甲", "3"], SECOND]),
    ("added alike", [FIRST], [FIRST, SECOND], [FIRST, SECOND]),
    ("added otherwise", [FIRST], [FIRST, ["乙", "3"]], [FIRST, ["乙", "4"]]),
    ("changed twice", [FIRST, SECOND], [["甲", "3"], SECOND], [["甲", "5"], SECOND]),
):
    print(f"{what}: daff {by_daff(*sides)} | git {by_git(*sides)}")
PY
)
printf '%s\n' "$seen"
# Seen: 甲 is gone without a conflict, 乙 is there twice; git has a conflict in four of the five, and 乙 once.
[ "$seen" = "changed and deleted: daff 0 conflicts, 乙 2 | git 1 conflicts
deleted and changed: daff 0 conflicts, 乙 2 | git 1 conflicts
added alike: daff 0 conflicts, 甲 1; 乙 2; 乙 2 | git 0 conflicts, 甲,1; 乙,2
added otherwise: daff 0 conflicts, 甲 1; 乙 4; 乙 3 | git 1 conflicts
changed twice: daff 1 conflicts, 甲 ((( 1 ))) 3 /// 5; 乙 2 | git 1 conflicts" ]
