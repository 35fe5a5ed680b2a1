#!/usr/bin/env bash
# isomorphic-git 1.44.19 (npm), git in JavaScript, beside git 2.39.5.
# log({filepath}) is to give the commits that changed a file. It sets each commit against the next one of the list, which is ordered
# by time, and not against its parents: where the file was changed on a branch, a commit of another person on the main line,
# made in between, stands in the list though it touched another file. git log and git's own blame name the one who did.
# The last day is another too: since leaves out a commit of that very second, which git takes in.
# So who changed a record is asked of git, or each commit's file is compared with that of its parents.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" isomorphic-git@1.44.19 >/dev/null
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
act() { # who, day, file, text
    export GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL=a@example.cn GIT_COMMITTER_NAME="$1" GIT_COMMITTER_EMAIL=a@example.cn
    export GIT_AUTHOR_DATE="$2T09:00:00+0800" GIT_COMMITTER_DATE="$2T09:00:00+0800"
    if [ -n "${3:-}" ]; then printf '%s\n' "$4" >"$3"; git add -A; git commit -qm "$1 $2"; fi
}
git init -q -b main records
cd records
act 甲 2015-03-01 points.yml 'points: 1'
git switch -q -c draft
act 乙 2015-03-02 points.yml 'points: 2'
git switch -q main
act 丙 2015-03-03 other.yml 'note: 无'
act 丁 2015-03-04
git merge -q --no-ff -m '丁 2015-03-04' draft
cd ..
cat >log.mjs <<'JS'
import fs from "fs";
import git from "isomorphic-git";
const said = (log) => log.map((each) => each.commit.message.trim()).join(", ");
console.log("isomorphic-git:", said(await git.log({ fs, dir: "records", filepath: "points.yml" })));
console.log("since 3 March:", said(await git.log({ fs, dir: "records", since: new Date("2015-03-03T09:00:00+08:00") })));
JS
seen=$(
    printf 'git: %s\n' "$(git -C records log --format=%s -- points.yml | paste -sd, | sed 's/,/, /g')"
    printf 'git since 3 March: %s\n' "$(git -C records log --format=%s --since=2015-03-03T09:00:00+08:00 | paste -sd, | sed 's/,/, /g')"
    node log.mjs
)
printf 'the commits that changed points.yml:\n%s\n' "$seen"
# Seen: 丙, who never touched the file, stands in isomorphic-git's list.
[ "$seen" = "git: 乙 2015-03-02, 甲 2015-03-01
git since 3 March: 丁 2015-03-04, 丙 2015-03-03
isomorphic-git: 丁 2015-03-04, 丙 2015-03-03, 乙 2015-03-02, 甲 2015-03-01
since 3 March: 丁 2015-03-04" ]
