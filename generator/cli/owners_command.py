"""`kaohe owners`: who reviews which folder, written for the forge."""

from __future__ import annotations

import argparse

from generator.load.root import find_root

_FORGES = {"github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea、Forgejo"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    named = "、".join(f"{key} {words}" for key, words in _FORGES.items())
    parser.add_argument("--forge", choices=list(_FORGES), default="github", help=f"写给哪种平台（{named}）")
    parser.add_argument("--dry-run", action="store_true", help="只显示，不写入")


def run(arguments: argparse.Namespace) -> int:
    """Writes CODEOWNERS; 1 where the data have errors."""
    from generator.acts.owners_act import draw_owners, write_owners
    from generator.cli.output import refuse_errors
    from generator.load.project import open_project

    root = find_root(arguments.directory)
    project = open_project(root)
    if refuse_errors(project):
        return 1
    drawn = draw_owners(project.corpus, arguments.forge)
    if drawn.unnamed:
        print(f"没有登记登录名、由考核办代为审核的：{'、'.join(drawn.unnamed)}")
    if arguments.dry_run:
        print(drawn.text, end="")
        return 0
    if not write_owners(root, drawn):
        print(f"{drawn.path} 已经是这样，没有改动。")
        return 0
    print(f"已写入 {drawn.path}")
    print(f"提交之前要收回：原来有的用 git checkout HEAD -- {drawn.path}，原来没有的删除它")
    print(f'接下来提交：git add {drawn.path} && git commit -m "写明各文件夹由谁审核"')
    return 0
