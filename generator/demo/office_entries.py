"""What else the sample's offices enter: what is made known, meetings, visits, and who was held to account.

Of the last three the public sees counts alone, and all of it is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.material import read_material
from generator.demo.record_lives import Life
from generator.demo.register import LEADER, YEAR
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from, workdays_after
from generator.model.deduction import Deduction
from generator.model.field import Day, Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass

_KEEPER = "jiwei"
_PUBLISHER = "xuanchuanbu"
_PAPER = "示例区政务网站"


@dataclass(frozen=True, slots=True)
class MadeKnown:
    """Something made known: of which kind, its title, about whom, when, and in short."""

    category: Annotated[str, Identifier(doc="类别")]
    title: Annotated[str, Text(doc="标题")]
    unit: Annotated[str, Identifier(doc="单位")]
    published: Annotated[date, Day(doc="公布日期")]
    text: Annotated[str, Text(doc="摘要")]


@dataclass(frozen=True, slots=True)
class AllMadeKnown:
    """All that was done well."""

    made_known: Annotated[tuple[MadeKnown, ...], Rows(doc="先进典型"), Part(doc="一件")]


_MEETINGS = (
    ("leading", "quweiban", (4, 30), "部署专项活动"),
    ("leading", "quweiban", (12, 28), "听取全年情况汇报"),
    ("working", LEADER, (5, 6), "明确各单项的考核实施部门和登记要求"),
    ("working", LEADER, (7, 28), "审议第二季度考核情况"),
    ("working", LEADER, (10, 28), "审议第三季度考核情况"),
    ("working", LEADER, (12, 21), "安排年终综合考评和得分汇总"),
    ("supervisors", _KEEPER, (6, 26), "二季度沟通"),
    ("supervisors", _KEEPER, (9, 24), "三季度沟通"),
    ("supervisors", _KEEPER, (12, 17), "四季度沟通"),
    ("opinions", _KEEPER, (11, 12), "向基层和群众征集意见"),
)
_VISIT_DAYS = (date(YEAR, 6, 15), date(YEAR, 10, 19))
_VISITORS = 9
_ON_THE_UNIT = frozenset({"violation"})  # standards for which the unit is held to account as well
_FIRST_HELD, _LAST_HELD = date(YEAR, 5, 1), date(YEAR, 11, 30)  # before, whoever was found was asked to mend it
_TOGETHER, _EXPOSED = date(YEAR, 12, 15), date(YEAR, 12, 22)


def office_entries(
    lots: SeededDraws, assessed: Sequence[str], known: frozenset[str], lives: Sequence[Life]
) -> Iterator[EntryLife]:
    """The entries of those offices that are `known`, and about units that are `assessed`."""
    if _PUBLISHER in known:
        yield from _made_known(assessed, lives)
    for at, (kind, convener, day, subject) in enumerate(_MEETINGS, start=1):
        if convener in known:
            held = workday_from(date(YEAR, *day))
            fields: Fields = {"category": kind, "convener": convener, "held": held, "subject": subject}
            answered = {"answered": workdays_after(held, 8)} if kind in ("supervisors", "opinions") else {}
            yield _told("meetings", f"{kind}-{at:02d}", convener, fields, held, answered)
    yield from _visits(lots.under("visits"), assessed)
    if _KEEPER in known:
        yield from _held_to_account(lots.under("accountability"), lives)


def _told(
    register: str, name: str, office: str, fields: Fields, day: date, later: dict[str, Any] | None = None
) -> EntryLife:
    turns = [EntryTurn(recording_day(day), office, "登记", fields)]
    turns += [
        EntryTurn(recording_day(until), office, "登记答复", {field: until}) for field, until in (later or {}).items()
    ]
    return EntryLife(register, name, day.year, tuple(turns))


def _made_known(assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """What was done well, and what the papers wrote of: the same that took points for that."""
    told = [one for one in read_material("made_known", AllMadeKnown).made_known if one.unit in assessed]
    for life in lives:
        record = life.final
        if record.source == "media" and record.item == "hotline-handling" and record.unit in assessed:
            day = workdays_after(record.date, 4)
            text = f"{record.reason}。有关记录已按标准扣分。"
            told.append(MadeKnown("exposure", record.reason.partition("，")[0], record.unit, day, text))
    for at, one in enumerate(told, start=1):
        fields = {
            "category": one.category,
            "title-of": one.title,
            "unit": one.unit,
            "where-published": _PAPER,
            "published": one.published,
            "text": one.text,
        }
        yield _told("publicity", f"{one.category}-{at:02d}", _PUBLISHER, fields, one.published)


def _visits(lots: SeededDraws, assessed: Sequence[str]) -> Iterator[EntryLife]:
    """Two weeks in which departments went to the grassroots, and what they were asked there."""
    for week, begin in enumerate(_VISIT_DAYS, start=1):
        for unit in lots.under(week).turn("units", assessed)[:_VISITORS]:
            drawn = lots.under(f"{week}/{unit}")
            held = workday_from(begin + timedelta(drawn.below("day", 5)))
            asked = drawn.between("asked", 2, 8)
            fields: Fields = {
                "category": drawn.pick("category", ("week", "week", "understanding")),
                "unit": unit,
                "place": "示例社区",
                "held": held,
                "matters": asked,
                "solved": asked - drawn.below("left", 2),
            }
            yield _told("visits", f"{week}-{unit}", unit, fields, held)


def _held_to_account(lots: SeededDraws, lives: Sequence[Life]) -> Iterator[EntryLife]:
    """For what was found against the eight rules: whoever did it, and at the year's end for the gravest the unit.

    Decided together, the latter are enough of them to be counted in public.
    """
    for life in lives:
        record = life.final
        if record.is_revoked or record.item != "eight-rules" or not _FIRST_HELD <= record.date <= _LAST_HELD:
            continue
        decided = workdays_after(record.notified or record.date, lots.between(record.id, 5, 12))
        grave = record.standard in _ON_THE_UNIT
        measure = "discipline" if grave else "talk"
        yield _held(record, "direct", {"handled": "person", "measure": measure, "decided": decided})
        if grave:
            yield _held(record, "main", {"handled": "party", "measure": "review", "decided": _TOGETHER}, exposed=True)


def _held(record: Deduction, responsibility: str, how: Fields, *, exposed: bool = False) -> EntryLife:
    fields = {"owner": record.unit, "ground": "violation", "responsibility": responsibility, **how}
    turns = [EntryTurn(recording_day(how["decided"]), _KEEPER, "登记问责", fields)]
    if exposed:
        turns.append(EntryTurn(recording_day(_EXPOSED), _KEEPER, "登记通报曝光", {"exposed": _EXPOSED}))
    return EntryLife("accountability", f"{record.id}-{responsibility}", YEAR, tuple(turns))
