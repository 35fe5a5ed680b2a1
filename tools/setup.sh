#!/bin/sh
# Sets up .venv from a lock file: `tools/setup.sh run` or `tools/setup.sh dev`. Called by the Makefile, which
# knows when nothing has changed. No root, nothing outside this folder. PYTHON=… names the Python to use.
set -eu
cd "$(dirname "$0")/.."
wanted=$1
venv=.venv
env_python=$venv/bin/python

# A user's settings for other projects must not reach this one; the package index they use may.
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_CONSTRAINT PIP_BUILD_CONSTRAINT
export PIP_USER=0 PYTHONNOUSERSITE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

# Somebody who waits sees what pip does; a log needs only what went wrong.
if [ -t 2 ]; then quiet=; else quiet=-qq; fi

say() { printf '%s\n' "$*" >&2; }

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.13 python3.12 python3.11 python; fi
    recent=
    for candidate in "$@"; do
        is_recent "$candidate" || continue
        recent=$candidate
        if has_venv "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    if [ -n "$recent" ]; then
        say "这台机器的 $recent 缺少 venv。Debian、Ubuntu 请先运行：sudo apt-get install python3-venv，再运行同样的命令。"
        say '[The Python module venv is missing: install python3-venv, then run the same command again.]'
    else
        say '没有找到 Python 3.11 或更新的版本。Debian、Ubuntu 请先运行：sudo apt-get install python3 python3-venv；'
        say '已装在别处的，用 make PYTHON=路径 指明。  [Python 3.11 or newer, with venv, is needed.]'
    fi
    return 1
}

# A folder that was moved, or whose Python is gone, is made anew: its scripts hold the old paths.
is_sound() {
    [ -f "$venv/.place" ] && [ "$(cat "$venv/.place")" = "$(pwd -P)" ] && is_recent "$env_python" &&
        "$env_python" -m pip --version >/dev/null 2>&1
}

if ! is_sound; then
    python=$(find_python)
    say "正在建立 $venv（$("$python" --version)）…"
    "$python" -m venv --clear "$venv"
    pwd -P >"$venv/.place"
fi

fetch() {
    "$env_python" -m pip install $quiet --require-hashes --no-deps "$@" || {
        say '安装未完成：请检查网络（或 pip 的镜像设置），再运行一次同样的命令，会从中断处继续。  [Installation failed; run it again.]'
        exit 1
    }
}

say "正在安装所需的软件包（requirements/$wanted.txt，首次需要几分钟）…"
fetch -r requirements/build.txt
# bagit comes as source: it is built with what was just installed, not with what pip would fetch unseen.
fetch --no-build-isolation --use-pep517 -r "requirements/$wanted.txt"
"$env_python" -m pip install -qq --no-deps --no-build-isolation -e .
