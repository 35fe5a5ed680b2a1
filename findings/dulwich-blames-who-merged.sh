#!/usr/bin/env bash
# dulwich 1.2.21, beside pygit2 1.21.0 (PyPI) and git 2.39.5: who wrote a line (annotate, blame).
# Two persons change one file, one on a branch, and a third merges without touching a line. git and libgit2 name for each line the one
# who wrote it. dulwich's annotate goes back along the first parent alone: what came from the branch is the work of the one who
# merged it, at the time of the merge. Where nothing was merged, all three agree.
# So who recorded points, and when, is never asked of dulwich's annotate where proposals are merged.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'dulwich==1.2.21' 'pygit2==1.21.0'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
as() { # who, day
    export GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL=a@example.cn GIT_COMMITTER_NAME="$1" GIT_COMMITTER_EMAIL=a@example.cn
    export GIT_AUTHOR_DATE="$2T09:00:00+0800" GIT_COMMITTER_DATE="$2T09:00:00+0800"
}
git init -q -b main records
cd records
as 甲 2015-03-01
printf '%s\n' 'unit: 甲局' 'item: 迟报' 'date: 2015-03-01' 'points: 1' >points.yml
git add -A
git commit -qm new
git switch -q -c proposal
as 乙 2015-03-02
sed -i 's/points: 1/points: 2/' points.yml
git commit -qam points
git switch -q main
as 丙 2015-03-03
sed -i 's/unit: 甲局/unit: 乙局/' points.yml
git commit -qam unit
as 丁 2015-03-04
git merge -q --no-ff -m merge proposal >/dev/null
cd ..
seen=$(
    printf 'git: %s\n' "$(git -C records blame --line-porcelain points.yml | sed -n 's/^author //p' | paste -sd' ')"
    PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import dulwich.porcelain, pygit2

repository = pygit2.Repository("records")
blame = repository.blame("points.yml")
print("pygit2:", *(repository[blame.for_line(line).final_commit_id].author.name for line in range(1, 5)))
lines = dulwich.porcelain.annotate("records", "points.yml")
print("dulwich:", *(origin[0].author.decode().split(" <")[0] for origin, _ in lines))
PY
)
printf 'who wrote unit, item, date and points:\n%s\n' "$seen"
# Seen: 丁, who only merged, for the points that 乙 wrote.
[ "$seen" = "git: 丙 甲 甲 乙
pygit2: 丙 甲 甲 乙
dulwich: 丙 甲 甲 丁" ]
