"""`kaohe log`: who recorded and changed what, when, and why."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from generator.cli.output import print_json
from generator.cli.project import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--unit", metavar="单位", default="", help="只看这个被考核单位（编号）")
    parser.add_argument("--item", metavar="单项", default="", help="只看这个考核单项（编号）")
    parser.add_argument("--record", metavar="记录", default="", help="只看这条记录（编号或文件路径）")
    parser.add_argument("--office", metavar="单位", default="", help="只看这个单位提交的改动（编号）")
    parser.add_argument("--since", metavar="日期", type=date.fromisoformat, help="从这一天起，如 2015-06-01")
    parser.add_argument("--until", metavar="日期", type=date.fromisoformat, help="到这一天止")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the events, then, where nothing was asked for in particular, what a person should look at."""
    from generator.history.account import read_account
    from generator.history.query import Wanted, select_events
    from generator.view.history import log_json, log_text, remarks_text

    account = read_account(find_root(arguments.directory))
    given = {name: getattr(arguments, name) for name in ("unit", "item", "record", "office", "since", "until")}
    events = select_events(account.trails, Wanted(**given))
    if arguments.json:
        print_json(log_json(events, account.trails, account.signatures))
        return 0
    sys.stdout.write(log_text(events, account.trails, account.corpus, account.signatures))
    if not any(given.values()):
        found = remarks_text(account.remarks(), account.conditions)
        sys.stdout.write(f"\n需要留意的情况\n{found}" if found else "")
    return 0
