"""`kaohe rollover YEAR`: starts a year from the last."""

from __future__ import annotations

import argparse

from generator.cli.arguments import parse_year
from generator.cli.asking import finish_before
from generator.cli.questions import can_ask, confirm_writing
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("year", metavar="年度", type=parse_year, help="要开始的年度，例如 2027")
    parser.add_argument("--document", metavar="文号", help="今年考核办法的发文字号")
    parser.add_argument("--title", metavar="标题", default="", help="今年考核办法的标题；默认照去年的，换上年份")
    parser.add_argument("--leaves", metavar="单位", action="append", help="从今年起不再参加考核的单位；可以写多次")
    parser.add_argument("--joins", metavar="单位", action="append", help="已经登记、从今年起参加的单位；可以写多次")
    about = "放假的日期，一天或一段：2027-01-01、2027-02-06至2027-02-12；可以写多次"
    parser.add_argument("--days-off", metavar="日期", action="append", help=about)
    parser.add_argument("--made-up", metavar="日期", action="append", default=[], help="调休上班的周末；可以写多次")
    parser.add_argument("--holidays-document", metavar="文件", default="", help="节假日安排依据的文件")
    parser.add_argument("--branch", metavar="分支", default="", help="写成这个新分支上的一次提交，不动工作目录")
    parser.add_argument("--dry-run", action="store_true", help="只显示将要写什么，不写入")
    parser.add_argument("--yes", action="store_true", help="不再询问是否写入")


def run(arguments: argparse.Namespace) -> int:
    """Writes the scheme, the units that come and go and the days off; 1 where something forbids it."""
    from generator.acts.plan import Refusal
    from generator.acts.record_source import MAIN, open_source
    from generator.acts.rollover_act import last_year, plan_rollover
    from generator.cli.asking import say_refusal
    from generator.cli.rollover_asking import complete_rollover
    from generator.cli.rollover_writing import show_rollover, write_rollover

    root = find_root(arguments.directory)
    finish_before(root)
    source = open_source(root, MAIN if arguments.branch else "")
    last_year(source, arguments.year)
    plan = plan_rollover(source, complete_rollover(arguments))
    if isinstance(plan, Refusal):
        return say_refusal(plan)
    show_rollover(plan)
    if arguments.dry_run:
        print("只是预览，没有写入。")
        return 0
    if can_ask() and not arguments.yes and not confirm_writing(plan.questions[0]):
        print("没有写入。")
        return 1
    write_rollover(root, plan, arguments.year, arguments.branch, source.commit)
    return 0
