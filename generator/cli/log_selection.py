"""Which part of the history `kaohe log` was asked for, and how it is printed."""

from __future__ import annotations

import argparse
import sys

from generator.cli.line import print_unread
from generator.cli.output import print_pieces, print_remarks
from generator.git.repository import Repository
from generator.history.query import EventFilter, items_of, select_events
from generator.history.report import HistoryReport, read_history
from generator.model.place import folder_of
from generator.model.problem import UserError, escape_text
from generator.read.unit_lookup import find_unit


def print_selected(arguments: argparse.Namespace, repository: Repository, tip: str) -> int:
    """Prints the events that were asked for, or what a person should look at."""
    from generator.public.periods import visible_corpus
    from generator.public.shown_events import office_events
    from generator.words.history_text import log_text
    from generator.words.log_rows import log_rows

    account = read_history(repository.root, tip)
    print_unread(arguments, repository)
    wanted = read_filter(arguments, account)
    if arguments.remarks:
        return print_remarks(account, arguments.json)
    events = office_events(select_events(account.trails, wanted))
    if arguments.json:
        print_pieces(log_rows(events, account.signatures))
        return 0
    corpus = visible_corpus(account.corpus, "internal")
    sys.stdout.write(log_text(list(events), corpus, account.signatures, is_public=account.is_public))
    if wanted is not None:
        sys.stdout.write("".join(f"\n{gap.sentence}\n" for gap in account.gaps))
        return 0
    print("\n需要留意的情况")
    return print_remarks(account, False)


def read_filter(arguments: argparse.Namespace, account: HistoryReport) -> EventFilter | None:
    """What is asked for, None for everything; UserError where it names something that the history has never had."""
    given = {name: getattr(arguments, name) for name in ("unit", "item", "record", "office", "since", "until")}
    if not any(given.values()):
        return None
    if arguments.remarks:
        raise UserError("--remarks 说的是整个历史，不能与其他条件同用。")
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise UserError("--since 的日期晚于 --until 的日期。")
    trails = account.trails.values()
    known = {unit for trail in trails for unit in trail.units}
    for name in ("unit", "office"):
        if given[name] and given[name] not in known:
            given[name] = find_unit(account.corpus.units.values(), given[name])
    if arguments.item and arguments.item not in items_of(account.trails):
        raise UserError(
            f"没有编号为“{escape_text(arguments.item, 80)}”的考核单项。编号写在 {folder_of('scheme')} 的考核办法里。"
        )
    return EventFilter(**given)
