#!/bin/sh
# Builds the installable package of the committed state into dist/: `make wheel`. It is built in a clone, so that
# nothing uncommitted and nothing of an earlier build goes along, and dated by the commit, so that the same commit
# gives the same file.
set -eu
cd "$(dirname "$0")/.."
python=$PWD/.venv/bin/python

if ! git rev-parse -q --verify HEAD >/dev/null 2>&1 || [ "$(git rev-parse --show-prefix)" != "" ]; then
  echo '这里不是 git 克隆，做不出安装包：安装包按提交来做。请用 git clone 取得源代码，再运行 make wheel。' >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q . "$work/kaohe"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
mkdir -p dist
"$python" -m pip wheel -qq --no-deps --no-build-isolation --no-index -w dist "$work/kaohe"
ls dist/*.whl
