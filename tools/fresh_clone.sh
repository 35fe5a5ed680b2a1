#!/bin/sh
# What somebody new does, in a fresh clone below the folder given: `make site`, a look at the result, and again.
# Prints the clone's folder on its last line. The path holds a blank and Chinese characters on purpose.
set -eu
cd "$(dirname "$0")/.."
fail() { printf '%s\n' "fresh clone: $*" >&2; exit 1; }

mkdir -p "$1"
clone="$(cd "$1" && pwd)/新 克隆/考核"
git clone -q . "$clone"
cd "$clone"

make site
[ -s site/index.html ] || fail 'no site/index.html'
[ -s site/manifest.json ] || fail 'no site/manifest.json'
pages=$(find site -name '*.html' | wc -l)
units=$(find data/units -name '*.yml' | wc -l)
[ "$pages" -gt "$units" ] || fail "$pages pages for $units units"
make -q .venv/.ready-run || fail 'a second run would install again'
make site
[ -z "$(git status --porcelain)" ] || { git status --short >&2; fail 'the commands left files that git does not ignore'; }
printf '%s\n' "fresh clone: $pages pages" "$clone"
