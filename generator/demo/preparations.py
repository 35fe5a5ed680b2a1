"""How the sample's units began: a meeting, a look at themselves, a programme; and the plans of those who lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.material import read_material
from generator.demo.register import YEAR, Register
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from, workdays_after

_LEADING = ("xuanchuanbu", "zuzhibu", "jiguangongwei", "jiwei", "zhengwuban", "quweiban")
_LATE = 23  # one unit of so many had its programme some weeks later
_TASKS = (
    ("查摆本单位作风效能方面的突出问题，逐项定出整改措施", 30),
    ("修订岗位责任和办事流程，向服务对象公布", 75),
    ("办完整改，报告活动情况", 150),
)


def preparation_entries(lots: SeededDraws, assessed: Sequence[str], known: frozenset[str]) -> Iterator[EntryLife]:
    """The entries of the assessed that the register lists, then the plans of those offices that lead a measure."""
    listed = {entry.id for entry in read_material("register", Register).assessed}
    for at, unit in enumerate(unit for unit in assessed if unit in listed):
        yield from _of_unit(lots.under(unit), unit, late=at % _LATE == 11)
    for at, unit in enumerate(unit for unit in _LEADING if unit in known):
        held = workday_from(date(YEAR, 5, 4) + timedelta(at))
        yield _told(unit, "plan", {"held": held, "head": True}, held)
    if "xuanchuanbu" in known:
        held = workday_from(date(YEAR, 5, 13))
        yield _told("xuanchuanbu", "publicity-plan", {"held": held, "head": False}, held)


def _of_unit(lots: SeededDraws, unit: str, *, late: bool) -> Iterator[EntryLife]:
    met = workday_from(date(YEAR, 5, 5) + timedelta(lots.below("met", 10)))
    looked = workdays_after(met, lots.between("looked", 8, 15))
    planned = workdays_after(looked, 25 if late else lots.between("planned", 2, 6))
    tasks = tuple({"task": task, "due": workday_from(planned + timedelta(days))} for task, days in _TASKS)
    yield _told(unit, "mobilisation", {"held": met, "head": True}, planned)
    yield _told(unit, "self-check", {"held": looked, "problems-found": lots.between("found", 2, 9)}, planned)
    yield _told(unit, "programme", {"held": planned, "head": not lots.happens("deputy", 10), "tasks": tasks}, planned)


def _told(unit: str, category: str, fields: Fields, day: date) -> EntryLife:
    """One entry; those of a unit are entered together when the last is there."""
    said = {"category": category, "unit": unit, **fields}
    if said.get("head") is False:
        del said["head"]
    turn = EntryTurn(recording_day(day), unit, "登记动员、自查和方案", said)
    return EntryLife("preparations", f"{category}-{unit}", YEAR, (turn,))
