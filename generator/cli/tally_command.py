"""`kaohe tally REGISTER PERIOD --confidential DIR`: counts of confidential entries, small ones withheld."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.asking import finish_before
from generator.load.root import find_root
from generator.model.problem import escape_text

_LONGEST = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("register", metavar="登记簿", help="哪本保密登记簿（编号或名称）")
    parser.add_argument("period", metavar="时段", help="季度或年度，如 2015-Q1、2015")
    parser.add_argument(
        "--confidential", metavar="目录", required=True, help="保密仓库所在的文件夹；按它的最后一个提交统计"
    )
    parser.add_argument("--dry-run", action="store_true", help="只显示，不写入")


def run(arguments: argparse.Namespace) -> int:
    """Writes the tally; 0 also where it says the same already."""
    from generator.acts.tally_act import draw_tally, tell_tally, write_tally

    root = find_root(arguments.directory)
    finish_before(root)
    drawn = draw_tally(root, arguments.register, arguments.period, Path(arguments.confidential))
    for line in tell_tally(drawn):
        print(escape_text(line, _LONGEST))
    if arguments.dry_run:
        print("只是预览，没有写入。")
        return 0
    for line in write_tally(drawn):
        print(escape_text(line, _LONGEST))
    return 0
