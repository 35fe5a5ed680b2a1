#!/bin/sh
# 代码托管平台上每次运行的步骤：sh ci/kaohe.sh install|check|review|comment|deploy|pages，在取来的仓库里运行。
#
# 这个文件总是取自主分支，不取自提出的修改；平台的工作流文件只负责取来仓库、写明下面的变量：
#   KAOHE_WORK        这次运行的临时文件夹
#   KAOHE_HOME        装离线包的文件夹，里面一个版本一个文件夹；没有的，由 install 装一份：
#   KAOHE_PACKAGE     kaohe 安装包（.whl）的网址或路径；PIP_INDEX_URL、PIP_FIND_LINKS 写明其余软件包从哪里取
#   KAOHE_PROGRAM_OF  用哪个提交的 kaohe.txt 和 requirements.txt 所写的程序
#   KAOHE_BASE KAOHE_HEAD KAOHE_LOGIN          主分支、提出的修改、提出修改的登录名（review）
#   KAOHE_PRIVATE KAOHE_PREVIEW_DIR KAOHE_PREVIEW_URL KAOHE_NUMBER   仓库不公开的，预览放在哪里（review）
#   KAOHE_RUN KAOHE_TOKEN                      检查的那次运行、写评论的令牌（comment）
#   KAOHE_BEFORE KAOHE_SITE KAOHE_ALWAYS       推送之前的提交、公开网站的文件夹（deploy）
#   KAOHE_PAGES_URL                            把公开网站推送到这个仓库的 gh-pages 分支（pages）
set -eu

: "${KAOHE_WORK:?}"
out=$KAOHE_WORK/review

fail() {
    printf '%s\n' "$*"
    exit 1
}

# -P 使取来的文件夹不在 Python 的查找路径里。
kaohe() { "$(cat "$KAOHE_WORK/python")" -P -m generator "$@"; }

# 文件里写的东西不能指挥运行器：两个记号之间它不听。
guarded() {
    mark=
    if [ -n "${GITHUB_ACTIONS:-}" ]; then
        mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
        printf '::stop-commands::%s\n' "$mark"
    fi
    status=0
    "$@" || status=$?
    if [ -n "$mark" ]; then printf '::%s::\n' "$mark"; fi
    return "$status"
}

install() {
    git show "${KAOHE_PROGRAM_OF:?}:kaohe.txt" >"$KAOHE_WORK/kaohe.txt"
    git show "$KAOHE_PROGRAM_OF:requirements.txt" >"$KAOHE_WORK/requirements.txt"
    wanted=$(cat "$KAOHE_WORK/kaohe.txt")
    version=${wanted#kaohe }
    case $version in '' | *[!0-9A-Za-z.+-]* | .*) fail 'kaohe.txt 写的不是版本。' ;; esac
    if [ -n "${KAOHE_HOME:-}" ]; then
        python=$KAOHE_HOME/$version/bin/python
        [ -x "$python" ] || fail "$KAOHE_HOME 里没有装 kaohe $version，请在运行器上装这个版本的离线包。"
    else
        python=$KAOHE_WORK/venv/bin/python
        [ -n "${KAOHE_PACKAGE:-}" ] ||
            fail '请在平台的设置里加变量：装了离线包的写 KAOHE_HOME（它的文件夹），没有的写 KAOHE_PACKAGE（kaohe 安装包的网址或路径）。'
        python3 -m venv "$KAOHE_WORK/venv"
        "$python" -m pip install -q --require-hashes -r "$KAOHE_WORK/requirements.txt"
        # 只从写明的地方取：软件包源里同名的，不一定是它。
        "$python" -m pip install -q --no-deps --no-index "$KAOHE_PACKAGE"
    fi
    printf '%s\n' "$python" >"$KAOHE_WORK/python"
    installed=$(kaohe --version)
    [ "$installed" = "$wanted" ] || fail "装上的是 $installed，kaohe.txt 要的是 $wanted。"
}

check() { guarded kaohe check; }

review() {
    set -- --base "${KAOHE_BASE:?}" --head "${KAOHE_HEAD:?}" --login "${KAOHE_LOGIN:-}" --out "$out"
    if [ "${KAOHE_PRIVATE:-}" = true ]; then
        number=${KAOHE_NUMBER:-0}
        case $number in *[!0-9]*) fail '合并请求的编号不是数。' ;; esac
        if [ -n "${KAOHE_PREVIEW_DIR:-}" ]; then
            set -- "$@" --preview "$KAOHE_PREVIEW_DIR/$number"
            [ -z "${KAOHE_PREVIEW_URL:-}" ] || set -- "$@" --preview-at "${KAOHE_PREVIEW_URL%/}/$number/index.html"
        else
            set -- "$@" --preview "$out/site"
        fi
    fi
    result=0
    guarded kaohe review "$@" || result=$?
    [ -f "$out/comment.md" ] || exit "$result"
    # 我们自己的批注，文字已经转义，是平台可以听从的。
    if [ -n "${GITHUB_ACTIONS:-}" ]; then cat "$out/annotations.txt"; fi
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$out/comment.md" >>"$GITHUB_STEP_SUMMARY"; fi
    # 第二次运行从这里取走评论的文字。
    if [ -n "${GITHUB_ACTIONS:-}" ]; then
        printf '%s\n' 'KAOHE-COMMENT-BEGIN'
        gzip -nc "$out/comment.md" | base64
        printf '%s\n' 'KAOHE-COMMENT-END'
    fi
    exit "$result"
}

comment() { kaohe comment --run "${KAOHE_RUN:?}"; }

deploy() {
    [ -n "${KAOHE_SITE:-}" ] || fail '请在平台的设置里加变量 KAOHE_SITE：公开网站所在的文件夹。'
    set -- --since "${KAOHE_BEFORE:?}" --at HEAD --out "$KAOHE_SITE"
    if [ "${KAOHE_ALWAYS:-}" = true ]; then set -- "$@" --always; fi
    guarded kaohe deploy "$@"
}

# 公开网站是 gh-pages 分支唯一的一个提交；没有新的网站，就不动它。
pages() {
    [ -f "${KAOHE_SITE:?}/manifest.json" ] || return 0
    export GIT_DIR="$KAOHE_WORK/pages.git" GIT_WORK_TREE="$KAOHE_SITE"
    git init -q
    git -c core.excludesFile=/dev/null add -A -f .
    empty=$(git hash-object -w -t blob /dev/null)
    git update-index --add --cacheinfo "100644,$empty,.nojekyll"
    git -c user.name=kaohe -c user.email=kaohe@localhost commit -q -m '公开网站'
    git push -q --force "${KAOHE_PAGES_URL:?}" HEAD:refs/heads/gh-pages
}

case ${1:-} in
install | check | review | comment | deploy | pages) "$1" ;;
*) fail '用法：sh ci/kaohe.sh install|check|review|comment|deploy|pages' ;;
esac
