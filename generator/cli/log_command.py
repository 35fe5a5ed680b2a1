"""`kaohe log`: who recorded and changed what, when, and why."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from generator.cli.arguments import find_unit
from generator.cli.line import add_line, find_tip, unread_branch
from generator.cli.output import print_json
from generator.load.project import find_root
from generator.model.problem import UserError, escape_text

if TYPE_CHECKING:
    from generator.history.query import Wanted
    from generator.history.report import HistoryReport


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
    from generator.history.query import select_events
    from generator.history.report import read_history
    from generator.words.history_text import log_json, log_text

    root = find_root(arguments.directory)
    repository = open_repository(root)
    account = read_history(root, find_tip(repository, arguments.at))
    if note := unread_branch(repository, arguments.at):
        print(f"{note}\n", file=sys.stderr if arguments.json else sys.stdout)
    wanted = _read_wanted(arguments, account)
    if arguments.remarks:
        if wanted is not None:
            raise UserError("--remarks 说的是整个历史，不能与其他条件同用。")
        _print_remarks(account, arguments.json)
        return 0
    events = select_events(account.trails, wanted)
    if arguments.json:
        print_json(log_json(events, account.signatures))
        return 0
    sys.stdout.write(log_text(events, account.corpus, account.signatures))
    if wanted is not None:
        sys.stdout.write("".join(f"\n{gap.sentence}\n" for gap in account.gaps))
    else:
        print("\n需要留意的情况")
        _print_remarks(account, False)
    return 0


def _read_wanted(arguments: argparse.Namespace, account: HistoryReport) -> Wanted | None:
    """What is asked for, None for everything; UserError where it names something that the history has never had."""
    from generator.history.query import Wanted, items_of

    given = {name: getattr(arguments, name) for name in ("unit", "item", "record", "office", "since", "until")}
    if not any(given.values()):
        return None
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise UserError("--since 的日期晚于 --until 的日期。")
    trails = account.trails.values()
    known = {unit for trail in trails for unit in trail.units}
    for name in ("unit", "office"):
        if given[name] and given[name] not in known:
            given[name] = find_unit(account.corpus.units.values(), given[name])
    if arguments.item and arguments.item not in items_of(account.trails):
        raise UserError(
            f"没有编号为“{escape_text(arguments.item, 80)}”的考核单项。编号写在 data/schemes 的考核办法里。"
        )
    return Wanted(**given)


def _print_remarks(account: HistoryReport, as_json: bool) -> None:
    from generator.git.tags import read_tags
    from generator.proof.publication_tag import PREFIX
    from generator.words.history_text import remarks_json, remarks_text

    tags = {name.removeprefix(PREFIX): tag for name, tag in read_tags(account.repository, PREFIX).items()}
    remarks = [*account.remarks(), *account.remarks_on_tags(tags)]
    if as_json:
        print_json(remarks_json(remarks, account.conditions))
    else:
        sys.stdout.write(remarks_text(remarks, account.conditions) or "没有。\n")
