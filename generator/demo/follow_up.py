"""What follows the final ranking of the sample district: praise, talks, commendations withdrawn, each carried out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.demo.entry_lives import EntryLife, EntryTurn
from generator.demo.register import LEADER
from generator.demo.workdays import recording_day, workdays_after
from generator.model.publication import Publication
from generator.score.result import UnitResult, YearResult

_HELD_BY = {"praised": "区委、区政府", "no-commendation": "区委办、区政府办"}
_NAMES = {"praised": "praise", "summons": "talk", "no-commendation": "no-commendation"}


def follow_up(publication: Publication, result: YearResult) -> Iterator[EntryLife]:
    """The entries of the register of outcomes, of a final publication and the result whose ties are settled."""
    for unit in result.units:
        for found in unit.outcomes:
            name = _NAMES.get(found.rule.id, "")
            if name:
                turns = _turns(publication, name, found.rule, unit)
                yield EntryLife("follow-up", f"{name}-{unit.unit.id}", publication.date.year, turns)


def _turns(publication: Publication, name: str, rule: Any, unit: UnitResult) -> tuple[EntryTurn, ...]:
    day = publication.date
    listed = {
        "outcome": name,
        "unit": unit.unit.id,
        "publication": publication.id,
        "decided": day,
        "due": workdays_after(day, 20),
    }
    held: date = day if name == "praise" else workdays_after(day, 7)  # praise is the circular itself
    done: dict[str, Any] = {"held": held, "by-whom": rule.held_by or _HELD_BY.get(rule.id, "")}
    turns = [EntryTurn(day, LEADER, "列入结果运用", listed)]
    if name != "talk":
        return (*turns, EntryTurn(recording_day(held), LEADER, "登记办理", {**done, "closed": held}))
    asked = "对照扣分记录逐项分析原因，两个月内书面报告整改情况。"
    turns.append(EntryTurn(recording_day(held), LEADER, "登记约谈", {**done, "asked": asked}))
    reported = workdays_after(held, 35)
    report = {"reported": reported, "report": "扣分的事项已逐项整改，责任落实到岗位，并向本单位全体人员通报。"}
    turns.append(EntryTurn(recording_day(reported), unit.unit.id, "报告整改", report))
    closed = workdays_after(reported, 6)
    turns.append(EntryTurn(recording_day(closed), LEADER, "办结", {"closed": closed}))
    return tuple(turns)
