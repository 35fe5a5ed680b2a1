#!/usr/bin/env bash
# pygit2 1.21.0, dulwich 1.2.21 and GitPython 3.2.1 (PyPI), with git 2.39.5.
# After `git replace` of a commit, git log, GitPython and all that goes by the git program show the message and the tree of
# the replacement under the old name; pygit2 and dulwich show the commit itself. So two tools name one commit and tell
# two histories, and a signature is checked over bytes that the other never showed. `git --no-replace-objects` agrees
# with the last two. Whoever verifies a history sets GIT_NO_REPLACE_OBJECTS and says when refs/replace is not empty.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pygit2==1.21.0' 'dulwich==1.2.21' 'gitpython==3.2.1'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=Clerk GIT_AUTHOR_EMAIL=clerk@kaohe.example
export GIT_COMMITTER_NAME=Clerk GIT_COMMITTER_EMAIL=clerk@kaohe.example
git init -q project
cd project
echo 'points: 1.50' >a.yml
git add a.yml
git commit -q -m 'deduct 1.50'
echo 'points: 0.50' >a.yml
git add a.yml
git replace HEAD "$(git commit-tree -m 'deduct 0.50' "$(git write-tree)")"
echo "git $(git log -1 --format=%s), $(git show HEAD:a.yml)" >../seen
echo "git, not replaced $(git --no-replace-objects log -1 --format=%s)" >>../seen
"$work/venv/bin/python" - >>../seen <<'PY'
import dulwich.repo, git, pygit2

print("GitPython", git.Repo(".").head.commit.summary)
other = pygit2.Repository(".")
print("pygit2", other[other.head.target].message.strip())
third = dulwich.repo.Repo(".")
print("dulwich", third[third.head()].message.decode().strip())
PY
cat ../seen
# Seen: deduct 0.50 from git and GitPython, deduct 1.50 without replacement, from pygit2 and from dulwich.
[ "$(cat ../seen)" = "git deduct 0.50, points: 0.50
git, not replaced deduct 1.50
GitPython deduct 0.50
pygit2 deduct 1.50
dulwich deduct 1.50" ]
