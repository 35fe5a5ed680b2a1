"""`kaohe check`: every problem of every file in one run."""

from __future__ import annotations

import argparse

from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("paths", metavar="文件", nargs="*", help="只检查这些文件（默认检查全部数据）")
    parser.add_argument("--base", metavar="版本", help="与这个版本比较，检查改动是否允许（用于合并请求）")
    parser.add_argument(
        "--office", metavar="单位", default="", help="提交改动的单位；不写则按各个提交的作者，与 --base 同用"
    )
    parser.add_argument(
        "--login", metavar="登录名", default="", help="提出合并请求的登录名，按主分支的提交人登记表认出单位"
    )
    about = "保密仓库所在的文件夹：把保密登记簿的统计数也复算一遍"
    parser.add_argument("--confidential", metavar="目录", help=about)
    parser.add_argument("--all", action="store_true", help="问题很多时也逐处列出，不归并")
    parser.add_argument("--json", action="store_true", help="输出 JSON，总是逐处列出")


def run(arguments: argparse.Namespace) -> int:
    """Prints the problems; 1 where there is an error."""
    from generator.acts.check_act import check_files
    from generator.cli.problem_output import print_problems
    from generator.read.tree import WorkTree

    root = find_root(arguments.directory)
    if arguments.base:
        from generator.acts.check_proposal import check_against
        from generator.git.masks import disk_tree

        tree = disk_tree(root)
        problems = check_against(root, tree, arguments.base, arguments.office, arguments.login)
    else:
        tree = WorkTree(root)
        problems = check_files(root, arguments.paths, arguments.confidential or "")
    return print_problems(tree, problems, arguments.json, arguments.all)
