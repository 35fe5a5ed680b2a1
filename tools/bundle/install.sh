#!/bin/sh
# 安装 kaohe 离线包：sh install.sh [文件夹]，默认 /opt/kaohe。不用网络，不动系统的 Python，再装一个版本不影响原来的。
# [Installs the bundle without network into FOLDER/VERSION; needs the system's Python of one minor version, venv, git.]
set -eu
cd "$(dirname "$0")"
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_CONSTRAINT PIP_INDEX_URL PIP_FIND_LINKS
export PYTHONNOUSERSITE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# What the bundle is for: VERSION, PYTHON (3.11), MACHINE (x86_64), OLDEST_LIBC (2.28).
read_word() { sed -n "s/^$1=\([0-9A-Za-z_.+-]*\)\$/\1/p" bundle.txt; }
version=$(read_word VERSION)
wanted=$(read_word PYTHON)
machine=$(read_word MACHINE)
libc=$(read_word LIBC)

# 传输中损坏的、缺的、多出来的文件，都不装。
command -v sha256sum >/dev/null || stop '这台机器没有 sha256sum（在 coreutils 里），核对不了安装包。'
sha256sum --quiet -c SHA256SUMS >/dev/null 2>&1 || stop '安装包不完整，或者在传输中损坏了（与 SHA256SUMS 不符），没有安装。请重新拷贝一份。'
count=$(find wheels fonts -type f | wc -l)
[ "$count" -eq "$(grep -cE '  (wheels|fonts)/' SHA256SUMS)" ] || stop '安装包里多了文件，没有安装。请重新解开一份。'

find_python() {
    for candidate in "${PYTHON:-}" "python$wanted" python3; do
        [ -n "$candidate" ] || continue
        found=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        if [ "$found" = "$wanted" ]; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

# Everything that is missing is said at once, in one sentence.
missing=
lack() { missing="$missing${missing:+、}$1"; }
[ "$(uname -m)" = "$machine" ] || stop "这个安装包是给 $machine 的机器做的，这台是 $(uname -m)。请换用给这种机器做的安装包。"
python=$(find_python)
if [ -z "$python" ]; then
    lack "Python $wanted（连同 venv）"
else
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || lack "Python $wanted 的 venv（Debian、Ubuntu、麒麟、统信：python3-venv）"
    here=$("$python" -c 'import platform; print(platform.libc_ver()[1] or 0)')
    "$python" -c 'import sys; a, b = ([int(n) for n in t.split(".")] for t in sys.argv[1:]); sys.exit(a < b)' "$here" "$libc" ||
        lack "glibc $libc 或更新的版本（现在是 $here）"
fi
if ! command -v git >/dev/null; then
    lack 'git 2.38 或更新的版本'
else
    git version | sed 's/^git version //' | awk -F. '{ exit !($1 > 2 || ($1 == 2 && $2 >= 38)) }' ||
        lack "git 2.38 或更新的版本（现在是 $(git version | sed 's/^git version //')）"
fi
[ -z "$missing" ] || stop "这台机器还缺 $missing，没有安装；请用系统的软件源装好，再运行一次。"

target=${1:-/opt/kaohe}
mkdir -p "$target" 2>/dev/null || stop "文件夹 $target 写不进去，没有安装。请换一个文件夹，或者用有权限的账户运行。"
target=$(cd "$target" && pwd -P)
place=$target/$version
if [ -e "$place" ]; then
    [ -f "$place/installed" ] && stop "$place 里已经装好了 kaohe ${version}。要重新安装，请先删去这个文件夹。"
    rm -rf "$place" # what an installation that was cut off has left
fi
trap 'rm -rf "$place"' EXIT INT TERM
"$python" -m venv "$place"
"$place/bin/python" -m pip --isolated install -q --no-index --no-deps --no-cache-dir wheels/*.whl
mkdir -p "$place/fonts"
for font in fonts/*; do
    if [ -f "$font" ]; then cp "$font" "$place/fonts/"; fi
done
[ "$("$place/bin/python" -P -m generator --version)" = "kaohe $version" ] || stop '装上的程序不能运行，没有安装。'
cp bundle.txt "$place/installed"
trap - EXIT INT TERM
ln -sfn "$version" "$target/current"

printf '%s\n' "已安装 kaohe ${version}：${place}"
if [ -s missing.txt ]; then
    while read -r name without; do
        printf '%s\n' "给这种机器没有 ${name}，网站照常生成，只是${without}。"
    done <missing.txt
fi
printf '%s\n' "运行：$target/current/bin/kaohe --help"
