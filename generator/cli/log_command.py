"""`kaohe log`: who recorded and changed what, when, and why."""

from __future__ import annotations

import argparse
from datetime import date
from itertools import chain

from generator.cli.line import add_line, find_tip, print_unread
from generator.cli.output import print_pieces
from generator.load.root import find_root

_CONDITIONS = ("unit", "item", "record", "office", "since", "until")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--unit", metavar="单位", default="", help="只看这个被考核单位，写编号、全称、简称或别名")
    parser.add_argument("--item", metavar="单项", default="", help="只看这个考核单项（编号）")
    parser.add_argument("--record", metavar="记录", default="", help="只看这条记录（编号或文件路径）")
    parser.add_argument("--office", metavar="单位", default="", help="只看这个单位提交的改动，写法同上")
    parser.add_argument("--since", metavar="日期", type=date.fromisoformat, help="从这一天起，如 2015-06-01")
    parser.add_argument("--until", metavar="日期", type=date.fromisoformat, help="到这一天止")
    add_line(parser)
    parser.add_argument("--remarks", action="store_true", help="只看需要留意的情况")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the events, then, where nothing was asked for in particular, what a person should look at."""
    from generator.git.repository import open_repository

    root = find_root(arguments.directory)
    repository = open_repository(root)
    tip = find_tip(repository, arguments.at)
    if arguments.json and not arguments.remarks and not any(getattr(arguments, name) for name in _CONDITIONS):
        from generator.acts.log_act import log_pieces

        pieces = log_pieces(root, repository, tip)
        first = next(pieces, None)  # all is read before anything is said
        print_unread(arguments, repository)
        print_pieces(() if first is None else chain([first], pieces))
        return 0
    from generator.cli.log_selection import print_selected

    return print_selected(arguments, repository, tip)
