"""What is found in the sample district: which unit loses points by which standard, when and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Annotated

from generator.demo.lots import Lots
from generator.demo.material import read_material
from generator.demo.workdays import days_of_method
from generator.model.deduction import METHODS, SOURCES, Deduction, Evidence
from generator.model.field import Choice, Flag, Identifier, Part, Rows, Text
from generator.model.number import format_points
from generator.model.scheme import Item, Scheme, Standard

_METHOD_SHARE = {"spot-check": 4, "quarterly": 2, "year-end": 1}
_METHOD_SOURCE = {"quarterly": "review", "year-end": "evaluation"}
_SPOT_EVERY = 40  # for so many findings, one unit is found wanting in one item
_SPOT_SIZE = 9  # so many times
_SMALL = 4  # whose maximum is at most so many points, so that the cap bites
_TENTH = Decimal("0.1")
Taken = set[tuple[str, date]]  # on which days something was found of a unit in an item, or by one of its standards
Said = set[tuple[str, str, str]]  # unit, wording and topic: no unit is found wanting in the same thing twice


@dataclass(frozen=True, slots=True)
class Event:
    """How a finding under one standard may be worded; `methods` where not every method of the item can find it."""

    standard: Annotated[str, Identifier(doc="标准")]
    reasons: Annotated[tuple[str, ...], Rows(doc="事由", minimum=2), Text(doc="事由")]
    methods: Annotated[tuple[str, ...], Rows(doc="考核方式"), Choice(doc="考核方式", names=METHODS)] = ()


@dataclass(frozen=True, slots=True)
class ItemEvents:
    """The findings of one item. `serving`: only bodies that serve the public can be found wanting in it."""

    id: Annotated[str, Identifier(doc="单项")]
    sources: Annotated[tuple[str, ...], Rows(doc="来源", minimum=1), Choice(doc="来源", names=SOURCES)]
    held_at: Annotated[str, Text(doc="存放处")]
    topics: Annotated[tuple[str, ...], Rows(doc="事项", minimum=2), Text(doc="事项")]
    evidence: Annotated[tuple[str, ...], Rows(doc="材料", minimum=1), Text(doc="材料")]
    events: Annotated[tuple[Event, ...], Rows(doc="事由", minimum=3), Part(doc="一条标准的事由")]
    serving: Annotated[bool, Flag(doc="只适用于有服务事项的单位")] = False


@dataclass(frozen=True, slots=True)
class Events:
    """The findings of all items."""

    items: Annotated[tuple[ItemEvents, ...], Rows(doc="单项"), Part(doc="一个单项")]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be found wanting: how often, compared with others, and in which items."""

    unit: str
    share: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a finding is about: the standard, and how it is worded, on which topic ("" where the wording has none)."""

    standard: Standard
    event: Event
    reason: str
    topic: str


@cache
def events_by_item() -> dict[str, ItemEvents]:
    """The wordings of each item."""
    return {events.id: events for events in read_material("events", Events).items}


def make_candidates(lots: Lots, scheme: Scheme, serving: dict[str, bool]) -> tuple[Candidate, ...]:
    """The assessed units (id -> whether it serves the public), each with a share; no office assesses itself."""
    wordings = events_by_item()
    return tuple(
        Candidate(
            unit,
            lots.under(unit).between("share", 1, 9),
            tuple(
                item.id
                for item in scheme.items.values()
                if item.assessor != unit and (serves or not wordings[item.id].serving)
            ),
        )
        for unit, serves in serving.items()
    )


def make_findings(lots: Lots, scheme: Scheme, candidates: tuple[Candidate, ...], count: int) -> Iterator[Deduction]:
    """`count` deductions of the scheme's year: some units keep losing points in one item, the rest is spread."""
    taken: Taken = set()
    said: Said = set()
    numbers: dict[tuple[str, date], int] = {}
    for number, (unit, item, heavy) in enumerate(_choose(lots, scheme, candidates, count)):
        drawn = lots.under(number)
        matter = _choose_matter(drawn, unit, item, _choose_standard(drawn, item, heavy), said)
        yield _make_finding(drawn, scheme.year, unit, item, matter, taken, numbers)


def _choose(
    lots: Lots, scheme: Scheme, candidates: tuple[Candidate, ...], count: int
) -> Iterator[tuple[str, Item, bool]]:
    """Unit and item of each finding, and whether it weighs heavily."""
    for spot in range(count // _SPOT_EVERY):
        drawn = lots.under(f"spot/{spot}")
        candidate = drawn.pick("unit", candidates)
        small = [item for item in candidate.items if scheme.items[item].max <= _SMALL]
        for _ in range(_SPOT_SIZE):
            count -= 1
            yield candidate.unit, scheme.items[drawn.pick("item", small)], True
    shares = list(accumulate(candidate.share for candidate in candidates))
    for number in range(count):
        drawn = lots.under(f"spread/{number}")
        candidate = candidates[bisect_right(shares, drawn.below("unit", shares[-1]))]
        yield candidate.unit, scheme.items[drawn.pick("item", candidate.items)], False


def _choose_standard(lots: Lots, item: Item, heavy: bool) -> Standard:
    """A standard: one that takes many points is found less often, except where the finding is to weigh heavily."""
    ordered = sorted(item.standards, key=lambda standard: standard.range.max)
    if heavy:
        return lots.pick("standard", ordered[len(ordered) // 2 :])
    rare = [standard for standard in ordered if standard.range.max > 1]
    often = [standard for standard in ordered if standard.range.max <= 1]
    return lots.pick("standard", rare if rare and lots.happens("rare", 12) else often)


def _choose_matter(lots: Lots, unit: str, item: Item, wanted: Standard, said: Said) -> Matter:
    """What was found: by the wanted standard, or by another of the item where everything was said of the unit."""
    wording = events_by_item()[item.id]
    events = {event.standard: event for event in wording.events}
    standards = sorted(item.standards, key=lambda standard: standard.id != wanted.id)
    matters = [
        Matter(standard, events[standard.id], reason, topic)
        for standard in standards
        for reason in lots.turn("reason", events[standard.id].reasons)
        for topic in (lots.turn("topic", wording.topics) if "{topic}" in reason else ("",))
    ]
    found = next((m for m in matters if (unit, m.reason, m.topic) not in said), matters[0])
    said.add((unit, found.reason, found.topic))
    return found


def _make_finding(
    lots: Lots,
    year: int,
    unit: str,
    item: Item,
    matter: Matter,
    taken: Taken,
    numbers: dict[tuple[str, date], int],
) -> Deduction:
    wording, standard = events_by_item()[item.id], matter.standard
    method = _choose_method(lots, matter.event.methods or item.methods)
    cell = f"{unit}/{item.id}"
    day = _free_day(lots, days_of_method(year, method), taken, cell, f"{cell}/{standard.id}")
    number = numbers[unit, day] = numbers.get((unit, day), 0) + 1
    identifier = f"{day:%Y-%m%d}-{unit}-{number}"
    return Deduction(
        id=identifier,
        year=year,
        item=item.id,
        unit=unit,
        date=day,
        standard=standard.id,
        points=_choose_points(lots, standard),
        method=method,
        source=_METHOD_SOURCE.get(method) or lots.pick("source", wording.sources),
        reason=_word(lots, matter, day),
        evidence=_make_evidence(lots, wording),
    )


def _free_day(lots: Lots, days: tuple[date, ...], taken: Taken, *cells: str) -> date:
    """A day that is not taken in the first of `cells`, or in the next one where there is none; it is then taken."""
    first = lots.below("day", len(days))
    later = [*days[first:], *days[:first]]
    free = (day for cell in cells for day in later if (cell, day) not in taken)
    day = next(free, days[first])
    taken.update((cell, day) for cell in cells)
    return day


def _choose_method(lots: Lots, methods: tuple[str, ...]) -> str:
    return lots.pick("method", [method for method in methods for _ in range(_METHOD_SHARE[method])])


def _choose_points(lots: Lots, standard: Standard) -> Decimal:
    low, high = standard.range.min, standard.range.max
    points = low + lots.below("points", int((high - low) / _TENTH) + 1) * _TENTH
    return Decimal(format_points(points))


def _word(lots: Lots, matter: Matter, day: date) -> str:
    return matter.reason.format(
        topic=matter.topic,
        n=lots.between("n", 1, 3),
        days=lots.between("days", 1, 5),
        month=day.month,
    )


def _make_evidence(lots: Lots, wording: ItemEvents) -> tuple[Evidence, ...]:
    first = lots.below("evidence", len(wording.evidence))
    count = 2 if lots.happens("more", 25) else 1
    titles = [wording.evidence[(first + at) % len(wording.evidence)] for at in range(count)]
    return tuple(
        Evidence(title, wording.held_at, "" if lots.happens(f"{title}/paper", 8) else lots.digest(title))
        for title in dict.fromkeys(titles)
    )
