"""Findings of the sample district that are put right in the register of rectifications, and the entries there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

from generator.demo.entry_lives import EntryLife, EntryTurn
from generator.demo.material import read_material
from generator.demo.record_lives import Life
from generator.demo.workdays import recording_day, workdays_after
from generator.model.field import Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass

_KEEPER = "jiwei"


@dataclass(frozen=True, slots=True)
class ToList:
    """A finding that is listed: by what measure it is to be put right, and who is to be satisfied."""

    finding: Annotated[str, Identifier(doc="扣分记录")]
    aspect: Annotated[str, Text(doc="方面")]
    measure: Annotated[str, Text(doc="措施")]
    people: Annotated[str, Text(doc="认可人")]


@dataclass(frozen=True, slots=True)
class ListedFindings:
    """All of them."""

    findings: Annotated[tuple[ToList, ...], Rows(doc="扣分记录"), Part(doc="一条")]


def list_finding(life: Life) -> Life:
    """The finding with a link to the entry in which it is put right, if it is listed: written after that one."""
    plan = life.final.rectification
    if plan is None or life.final.id not in _listed():
        return life
    linked = workdays_after(recording_day(_listed_on(life)), 1)
    return replace(life, final=replace(life.final, rectification=replace(plan, item=_entry_of(life))), linked=linked)


def listed_entries(lives: Sequence[Life]) -> Iterator[EntryLife]:
    """The entries of the findings that are listed; what happened on which day is what the finding says."""
    for life in lives:
        plan = life.final.rectification
        if plan is None or plan.due is None or not plan.item:
            continue
        told = _listed()[life.final.id]
        fields = {
            "programme": "deduction",
            "aspect": told.aspect,
            "number": f"{life.final.date:%Y-%m-%d}",
            "measure": told.measure,
            "owner": life.final.unit,
            "listed": _listed_on(life),
            "due": plan.due,
        }
        turns = [EntryTurn(recording_day(_listed_on(life)), _KEEPER, "列入整改", fields)]
        if plan.done is not None:
            said = {"finished": plan.done, "result": plan.note}
            turns.append(EntryTurn(recording_day(plan.done), life.final.unit, "报告整改", said))
        if plan.accepted is not None:
            end = {"accepted": plan.accepted, "accepted-how": "visit", "accepted-by": told.people}
            end["closed"] = plan.accepted
            turns.append(EntryTurn(recording_day(plan.accepted), _KEEPER, "群众认可，销号", end))
        yield EntryLife("rectification", plan.item, 0, tuple(turns))


def _listed() -> dict[str, ToList]:
    return {told.finding: told for told in read_material("listed_findings", ListedFindings).findings}


def _listed_on(life: Life) -> date:
    """Some days after the unit had its letter."""
    return workdays_after(life.final.notified or life.final.date, 3)


def _entry_of(life: Life) -> str:
    return f"deduction-{life.final.id}"
