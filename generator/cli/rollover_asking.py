"""What `kaohe rollover` asks: the number of this year's notice, who comes and goes, the days off."""

from __future__ import annotations

import argparse
import re

from generator.acts.rollover_act import RolloverRequest, parse_days
from generator.cli.questions import ask, can_ask
from generator.model.problem import UserError


def complete_rollover(arguments: argparse.Namespace) -> RolloverRequest:
    """The request that the flags and, on a terminal, the answers give."""
    document, leaves, joins, days = arguments.document, arguments.leaves, arguments.joins, arguments.days_off
    made_up = list(arguments.made_up)
    if can_ask():
        document = ask("今年考核办法的发文字号") if document is None else document
        leaves = _names("从今年起不再参加考核的单位，用顿号隔开") if leaves is None else leaves
        joins = _names("已经登记、从今年起参加考核的单位，用顿号隔开") if joins is None else joins
        if days is None:
            days = _days("今年放假的日期，如 2027-01-01、2027-02-06至2027-02-12")
            made_up = made_up or (_days("调休上班的周末") if days else [])
    return RolloverRequest(
        arguments.year,
        document or "",
        arguments.title,
        leaves or (),
        joins or (),
        days or (),
        made_up,
        arguments.holidays_document,
    )


def _names(question: str) -> list[str]:
    return [name for name in re.split("[、，,；;]+", ask(question)) if name.strip()]


def _days(question: str) -> list[str]:
    """Days as they were typed, asked again until they are days."""
    while True:
        found = [text for text in re.split("[、，,；;]+", ask(question)) if text.strip()]
        try:
            parse_days(found)
        except UserError as wrong:
            print(f"  {wrong}")
            continue
        return found
