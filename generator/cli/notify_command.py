"""`kaohe notify`: tells one unit what was deducted from it, before the public hears of it."""

from __future__ import annotations

import argparse

from generator.cli.arguments import parse_year
from generator.cli.asking import parse_day
from generator.load.root import find_root
from generator.model.problem import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "target", metavar="单位或记录", help="单位的编号、名称或别名，或者一条扣分记录的编号、文件路径"
    )
    parser.add_argument(
        "--quarter",
        metavar="季度",
        type=int,
        choices=(1, 2, 3, 4),
        help="告知这个季度的全部扣分；不写则告知还没有告知的",
    )
    parser.add_argument("--year", metavar="年度", type=parse_year, help="年度；默认为最近的一个年度")
    parser.add_argument("--out", metavar="目录", help="把扣分告知书（DOCX、PDF）写到这个文件夹；不能是网站的文件夹")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="告知书的日期；默认为今天")
    parser.add_argument("--templates", metavar="目录", help="自己的模板，与程序的 templates/ 同样摆放")
    parser.add_argument("--record", metavar="日期", type=parse_day, help="告知书已经送达：把送达的日期写入扣分记录")


def run(arguments: argparse.Namespace) -> int:
    """Writes the notice, or the day on which it was delivered; 1 where the data have problems."""
    if bool(arguments.out) == bool(arguments.record):
        raise UserError(
            "请用 --out 写明告知书放在哪里；已经送达的，用 --record 写明送达的日期，例如 --record 2015-06-20。"
        )
    from generator.cli.notify_output import record_day, write_files

    root = find_root(arguments.directory)
    return record_day(root, arguments) if arguments.record else write_files(root, arguments)
