"""Which part of the history `kaohe log` was asked for."""

from __future__ import annotations

import argparse

from generator.history.query import EventFilter, items_of
from generator.history.report import HistoryReport
from generator.model.place import folder_of
from generator.model.problem import UserError, escape_text
from generator.read.unit_lookup import find_unit


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
