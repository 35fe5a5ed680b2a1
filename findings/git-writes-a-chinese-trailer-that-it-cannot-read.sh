#!/usr/bin/env bash
# git 2.39.5, GitPython 3.2.1, pygit2 1.21.0 and dulwich 1.2.21 (PyPI): trailers, the last lines of a commit's message.
# git commit --trailer "审核人: 甲" writes the line 审核人: 甲: with a colon behind it and no word, for a key is ASCII letters,
# digits and hyphens. It is no trailer afterwards, to git, GitPython or pygit2, and it takes the others with it: of the
# block Reviewed-by: 甲 and 审核人: 乙 neither is read. One Signed-off-by in the block and the English ones are. dulwich
# reads all of them, with the colon that git added.
# So the keys of trailers are ASCII, and the words that a person reads stand in the value.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'gitpython==3.2.1' 'pygit2==1.21.0' 'dulwich==1.2.21'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Clerk GIT_AUTHOR_EMAIL=clerk@kaohe.example GIT_COMMITTER_NAME=Clerk GIT_COMMITTER_EMAIL=clerk@kaohe.example
git init -q project
cd project
cat >../read.py <<'PY'
import git, pygit2
from dulwich.trailers import parse_trailers

message = git.Repo(".").head.commit.message
print(" / ".join(message.strip().splitlines()[2:]))
print(" git", " ".join(git.Git(".").log("-1", "--format=%(trailers:only)").split()))
print(" GitPython", *(key for key, _ in git.Repo(".").head.commit.trailers_list))
print(" pygit2", *pygit2.Repository(".").head.peel().message_trailers)
print(" dulwich", *(f"{trailer.key}={trailer.value}" for trailer in parse_trailers(message.encode())[1]))
PY
read_last() { PYTHONUTF8=1 "$work/venv/bin/python" ../read.py; }
{
  git commit -q --allow-empty -m 扣2分 --trailer "审核人: 甲"
  read_last
  git commit -q --allow-empty -m 扣2分 --trailer "Reviewed-by: 甲" --trailer "审核人: 乙"
  read_last
  git commit -q --allow-empty -m 扣2分 --trailer "Reviewed-by: 甲"
  read_last
  git commit -q --allow-empty -m 扣2分 -m "$(printf '审核人: 甲\nReviewed-by: 乙\nSigned-off-by: 丙')"
  read_last
} >../seen
cat ../seen
# Seen: a colon at the end, and no trailer but to dulwich, until one is English alone or Signed-off-by is among them.
[ "$(cat ../seen)" = "审核人: 甲:
 git 
 GitPython
 pygit2
 dulwich 审核人=甲:
Reviewed-by: 甲 / 审核人: 乙:
 git 
 GitPython
 pygit2
 dulwich Reviewed-by=甲 审核人=乙:
Reviewed-by: 甲
 git Reviewed-by: 甲
 GitPython Reviewed-by
 pygit2 Reviewed-by
 dulwich Reviewed-by=甲
审核人: 甲 / Reviewed-by: 乙 / Signed-off-by: 丙
 git Reviewed-by: 乙 Signed-off-by: 丙
 GitPython Reviewed-by Signed-off-by
 pygit2 Reviewed-by Signed-off-by
 dulwich 审核人=甲 Reviewed-by=乙 Signed-off-by=丙" ]
