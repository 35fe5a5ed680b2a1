#!/bin/sh
# Builds the committed state twice, in two clones that differ in path, zone, locale, umask, home, hash seed and
# (where the program faketime is installed) clock, and compares every byte. Called by `make reproduce`.
set -eu
cd "$(dirname "$0")/.."
kaohe=$PWD/.venv/bin/kaohe
say() { printf '%s\n' "$*"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
first=$work/a
second="$work/第二 处/一个 更长的 路径"
[ -z "$(git status --porcelain)" ] || say '注意：有尚未提交的改动；比较的是最近一次提交的数据和模板。'
git clone -q . "$first"
git clone -q . "$second"
mkdir "$work/home"

clock=
if command -v faketime >/dev/null 2>&1; then
    clock='faketime -f +1861d'
else
    say '没有 faketime，两次生成的时钟只相差几秒（Debian、Ubuntu：sudo apt-get install faketime）。'
fi

say '第一次生成…'
(
    cd "$first"
    umask 022
    TZ=Asia/Shanghai LC_ALL=C.UTF-8 PYTHONHASHSEED=0 "$kaohe" build --out site
)
say '第二次生成：另一处路径、时区、语言、权限掩码、用户目录和散列种子…'
(
    cd "$second"
    umask 077
    # $clock is a command and its option, or nothing.
    TZ=America/St_Johns LC_ALL=C PYTHONHASHSEED=4242 HOME="$work/home" USER=nobody $clock "$kaohe" build --out site
)

if diff -r "$first/site" "$second/site" >"$work/differences"; then
    say "两次生成的 $(find "$first/site" -type f | wc -l) 个文件逐字节相同。"
else
    say '两次生成的结果不同：'
    head -c 4000 "$work/differences"
    exit 1
fi
