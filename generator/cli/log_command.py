"""`kaohe log`: who recorded and changed what, when, and why."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from generator.cli.line import add_line, find_tip, unread_branch
from generator.cli.output import print_json, print_remarks
from generator.load.root import find_root


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
    from generator.cli.log_selection import read_filter
    from generator.git.repository import open_repository
    from generator.history.query import select_events
    from generator.history.report import read_history
    from generator.public.periods import visible_corpus
    from generator.public.shown_history import office_events
    from generator.words.history_text import log_json, log_text

    root = find_root(arguments.directory)
    repository = open_repository(root)
    account = read_history(root, find_tip(repository, arguments.at))
    if note := unread_branch(repository, arguments.at):
        print(f"{note}\n", file=sys.stderr if arguments.json else sys.stdout)
    wanted = read_filter(arguments, account)
    if arguments.remarks:
        return print_remarks(account, arguments.json)
    events = office_events(select_events(account.trails, wanted))
    if arguments.json:
        print_json(log_json(events, account.signatures))
        return 0
    corpus = visible_corpus(account.corpus, "internal")
    sys.stdout.write(log_text(list(events), corpus, account.signatures, is_public=account.is_public))
    if wanted is not None:
        sys.stdout.write("".join(f"\n{gap.sentence}\n" for gap in account.gaps))
        return 0
    print("\n需要留意的情况")
    return print_remarks(account, False)
