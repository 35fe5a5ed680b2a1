"""`kaohe deploy`: the public site put in place where the main branch has a new publication or another act."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.output import refuse_problems
from generator.cli.progress import show_progress
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--since", metavar="版本", required=True, help="推送之前主分支的最后一个提交")
    parser.add_argument("--at", metavar="版本", default="HEAD", help="推送之后的，默认为当前提交")
    parser.add_argument("--out", metavar="目录", required=True, help="公开网站所在的文件夹")
    parser.add_argument("--always", action="store_true", help="没有新的发布也生成，例如第一次上线、程序升级之后")


def run(arguments: argparse.Namespace) -> int:
    """Builds if there is something new; 1 where the data on the main branch have errors, and the old site stays."""
    from generator.acts.deploy_act import deploy

    root = find_root(arguments.directory)
    say, done = show_progress()
    made = deploy(root, Path(arguments.out), arguments.since, arguments.at, arguments.always, say)
    done()
    if refuse_problems(made.problems):
        return 1
    for words in made.remarks:
        print(f"{words}。")
    if made.files:
        print(
            f"已生成公开的网站：{made.files} 个文件，放在 {arguments.out}（新的发布、更正等 {len(made.lines)} 项）。"
        )
        print(f"要收回：kaohe build --at 以前的提交 --out {arguments.out}，放回以前的样子。")
    else:
        print("没有新的发布、更正、撤回或遮盖，公开的网站不动。")
    return 0
