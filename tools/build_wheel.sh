#!/bin/sh
# Builds the installable package of the committed state into dist/: `make wheel`. It is built in a clone, so that
# nothing uncommitted and nothing of an earlier build goes along, and dated by the commit, so that the same commit
# gives the same file.
set -eu
cd "$(dirname "$0")/.."
python=$PWD/.venv/bin/python

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q . "$work/kaohe"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
mkdir -p dist
"$python" -m pip wheel -qq --no-deps --no-build-isolation --no-index -w dist "$work/kaohe"
ls dist/*.whl
