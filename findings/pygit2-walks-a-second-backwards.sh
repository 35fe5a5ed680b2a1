#!/usr/bin/env bash
# pygit2 1.21.0 (PyPI), libgit2 as a Python package.
# Sorted by time (SortMode.TIME), commits of one and the same second do not come newest first: of six in a row the last
# comes first and then the others from the oldest on, each before the commit that follows it. `git log`, and the walk
# without a sort mode, give the line as it is. Whoever writes many records in a second (an import does) and tells the
# history by SortMode.TIME tells it in an order that never was; with SortMode.TOPOLOGICAL added it is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pygit2==1.21.0'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
seen=$("$work/venv/bin/python" - <<'PY'
import pygit2
from pygit2.enums import SortMode

repo = pygit2.init_repository("project", bare=True)
clerk = pygit2.Signature("Clerk", "clerk@kaohe.example", 1436000000, 480)
tree = repo.TreeBuilder().write()
last = []
for number in "123456":
    last = [repo.create_commit("refs/heads/main", clerk, clerk, number, tree, last)]
for name, mode in (
    ("none", SortMode.NONE),
    ("time", SortMode.TIME),
    ("both", SortMode.TIME | SortMode.TOPOLOGICAL),
):
    print(name, *(commit.message for commit in repo.walk(last[0], mode)))
PY
)
seen="$seen
git $(git -C project log --format=%s main | tr -d '\n')"
printf 'pygit2 1.21.0, six commits of one second:\n%s\n' "$seen"
# Seen: none 6 5 4 3 2 1 / time 6 1 2 3 4 5 / both 6 5 4 3 2 1 / git 654321
[ "$seen" = "none 6 5 4 3 2 1
time 6 1 2 3 4 5
both 6 5 4 3 2 1
git 654321" ]
