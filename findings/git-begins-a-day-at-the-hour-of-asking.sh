#!/usr/bin/env bash
# git 2.39.5 and GitPython 3.2.1 (PyPI), which hands its options on.
# `git log --since=2015-03-02` does not begin at midnight: the hour that the day lacks is taken from the clock, so of two
# commits of that day, at its first and at its last second, only the last is shown, and `--until=2015-03-02` shows the
# first alone. The same question asked in the morning and in the evening has two answers.
# So a day is given with its hour and its offset: 2015-03-02T00:00:00+08:00.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'gitpython==3.2.1'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 TZ=UTC
export GIT_AUTHOR_NAME=Clerk GIT_AUTHOR_EMAIL=clerk@kaohe.example GIT_COMMITTER_NAME=Clerk GIT_COMMITTER_EMAIL=clerk@kaohe.example
git init -q project
cd project
for second in 00:00:00 23:59:59; do
  GIT_AUTHOR_DATE="2015-03-02T$second+00:00" GIT_COMMITTER_DATE="2015-03-02T$second+00:00" git commit -q --allow-empty -m "$second"
done
{
  echo "since the day: $(git log --since=2015-03-02 --format=%s | tr '\n' ' ')"
  echo "until the day: $(git log --until=2015-03-02 --format=%s | tr '\n' ' ')"
  echo "since midnight: $(git log --since=2015-03-02T00:00:00+00:00 --format=%s | tr '\n' ' ')"
  "$work/venv/bin/python" -c 'import git; print("GitPython:", *(c.summary for c in git.Repo(".").iter_commits(since="2015-03-02")))'
} >../seen
cat ../seen
# Seen: 23:59:59 alone, 00:00:00 alone, both from midnight on, 23:59:59 alone.
[ "$(cat ../seen)" = "since the day: 23:59:59 
until the day: 00:00:00 
since midnight: 23:59:59 00:00:00 
GitPython: 23:59:59" ]
