"""What is found in the sample district: which unit loses points by which standard, when and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from itertools import accumulate, chain

from generator.demo.register import WORKING_GROUP, RegisterEntry
from generator.demo.seeded import SeededDraws
from generator.demo.wording_sample import (
    ItemEvents,
    Matter,
    draw_count,
    events_by_item,
    list_matters,
    standards_of,
    trim_points,
    word_matter,
)
from generator.demo.workdays import days_of_method
from generator.model.deduction import Deduction, Evidence
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.rules.item import Item
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord

_METHOD_SHARE = {"spot-check": 4, "quarterly": 2, "year-end": 1}
_METHOD_SOURCE = {"quarterly": "review", "year-end": "evaluation"}
_SEEN = 6  # how much likelier it is that something is found of an office that leads the assessment
_RARE = 4  # how much likelier an item is drawn that few bodies have to do with, at most
HELD_OF_OWN = "区纪委党风室"  # where the evidence lies of what is found of an office in its own items


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be found wanting: how often, compared with others, and in which items."""

    body: RegisterEntry
    share: int
    items: tuple[str, ...]
    weights: tuple[int, ...]


_TRIES = 100


@dataclass(frozen=True, slots=True)
class DemoFinding:
    """A deduction of the sample, and what it is about."""

    record: Deduction
    matter: Matter


@dataclass(slots=True)
class DemoLedger:
    """What was found so far: on which days something of a unit in an item, in which words, how many of a unit a day.

    No unit is found wanting in the same thing twice while there is something else to say of it.
    """

    taken: set[tuple[str, date]] = field(default_factory=set)
    said: set[tuple[str, str, str]] = field(default_factory=set)
    events: set[tuple[str, str, date, str, str]] = field(default_factory=set)
    numbers: dict[tuple[str, date], int] = field(default_factory=dict)

    def take(self, record: Deduction) -> None:
        """Enters a record that was written by hand."""
        self.taken.update((cell, record.date) for cell in _cells(record.unit, record.item, record.standard))
        self.name(record.unit, record.date)

    def name(self, unit: str, day: date) -> str:
        """The id of the next record of `unit` on `day`."""
        number = self.numbers[unit, day] = self.numbers.get((unit, day), 0) + 1
        return f"{day:%Y-%m%d}-{unit}-{number}"


def make_candidates(lots: SeededDraws, scheme: Scheme, bodies: Mapping[str, RegisterEntry]) -> tuple[Candidate, ...]:
    """The assessed units, each with a share and the items in which it can be found wanting.

    Who has more to do with the public is found wanting more often, and items that few bodies have to do with are
    drawn more often of these, so that all items have their findings.
    """
    fitting = {
        item.id: [unit for unit, body in bodies.items() if standards_of(item, body)] for item in scheme.items.values()
    }
    return tuple(
        Candidate(
            body,
            lots.under(unit).between("share", 3, 8) + body.matters.breadth // 2 + _SEEN * (unit in WORKING_GROUP),
            items := tuple(item for item, units in fitting.items() if unit in units),
            tuple(min(_RARE, len(bodies) // len(fitting[item])) for item in items),
        )
        for unit, body in bodies.items()
    )


def make_findings(
    lots: SeededDraws, scheme: Scheme, candidates: tuple[Candidate, ...], count: int, first: date, ledger: DemoLedger
) -> Iterator[DemoFinding]:
    """`count` deductions from the day `first` on, spread over all units and items."""
    shares = list(accumulate(candidate.share for candidate in candidates))
    for number in range(count):
        drawn = lots.under(number)
        candidate = candidates[bisect_right(shares, drawn.below("unit", shares[-1]))]
        yield _draw_finding(drawn, candidate, scheme, first, ledger)


def _draw_finding(
    lots: SeededDraws, candidate: Candidate, scheme: Scheme, first: date, ledger: DemoLedger
) -> DemoFinding:
    """A finding that is not the same event as an earlier one; UserError where nothing else is left to be found."""
    drawn = lots
    for again in range(_TRIES):
        found = _make_finding(drawn, candidate.body, scheme.items[_draw_item(drawn, candidate)], first, ledger)
        record = found.record
        event = (record.item, record.unit, record.date, record.standard, record.reason)
        if event not in ledger.events:
            ledger.events.add(event)
            return found
        drawn = lots.under(again)
    raise UserError("单位太少，编不出这么多不重复的扣分。请增加单位（--units），或减少扣分（--deductions）。")


def _draw_item(lots: SeededDraws, candidate: Candidate) -> str:
    weights = list(accumulate(candidate.weights))
    return candidate.items[bisect_right(weights, lots.below("item", weights[-1]))]


def _choose_standard(lots: SeededDraws, standards: tuple[StandardRecord, ...]) -> StandardRecord:
    """A standard: one that takes many points is found less often."""
    rare = [standard for standard in standards if standard.range.max > 1]
    often = [standard for standard in standards if standard.range.max <= 1]
    return lots.pick("standard", rare if rare and (not often or lots.happens("rare", 15)) else often)


def _make_finding(lots: SeededDraws, body: RegisterEntry, item: Item, first: date, ledger: DemoLedger) -> DemoFinding:
    wording = events_by_item()[item.id]
    wanted = _choose_standard(lots, standards_of(item, body))
    method = _choose_method(lots, wording, wanted, item)
    day = _free_day(lots, days_of_method(first, method), ledger, _cells(body.id, item.id, wanted.id))
    matter = _choose_matter(lots, item, body, wanted, method, day.month, ledger)
    count = draw_count(lots, matter.reason)
    own = item.assessor == body.id
    record = Deduction(
        id=ledger.name(body.id, day),
        year=day.year,
        item=item.id,
        unit=body.id,
        date=day,
        standard=matter.standard.id,
        count=count,
        points=count_points(matter, count),
        method=method,
        source=_METHOD_SOURCE.get(method) or lots.pick("source", matter.sources_of(wording)),
        reason=word_matter(lots, matter, count),
        evidence=_make_evidence(lots, matter, HELD_OF_OWN if own else wording.held_at),
        sample=True,
    )
    return DemoFinding(record, matter)


def _choose_matter(
    lots: SeededDraws,
    item: Item,
    body: RegisterEntry,
    wanted: StandardRecord,
    method: str,
    month: int,
    ledger: DemoLedger,
) -> Matter:
    """What was found: by the wanted standard, or by another of the item where everything was said of the unit."""
    matters = list_matters(lots, item, body, wanted, method, month)
    first = next(matters)
    found = next((m for m in chain((first,), matters) if (body.id, m.reason.text, m.topic) not in ledger.said), first)
    ledger.said.add((body.id, found.reason.text, found.topic))
    return found


def count_points(matter: Matter, count: int) -> Decimal:
    """What `count` occurrences cost by the standard, or by the wording where the standard leaves it open."""
    each = matter.standard.range.min if matter.reason.points is None else matter.reason.points
    return trim_points(each * count)


def _cells(unit: str, item: str, standard: str) -> tuple[str, str]:
    return f"{unit}/{item}", f"{unit}/{item}/{standard}"


def _free_day(lots: SeededDraws, days: tuple[date, ...], ledger: DemoLedger, cells: tuple[str, ...]) -> date:
    """A day that is not taken in the first of `cells`, or in the next one where there is none; it is then taken."""
    first = lots.below("day", len(days))
    later = [*days[first:], *days[:first]]
    free = (day for cell in cells for day in later if (cell, day) not in ledger.taken)
    day = next(free, days[first])
    ledger.taken.update((cell, day) for cell in cells)
    return day


def _choose_method(lots: SeededDraws, wording: ItemEvents, wanted: StandardRecord, item: Item) -> str:
    event = next(event for event in wording.events if event.standard == wanted.id)
    methods = event.methods or item.methods
    return lots.pick("method", [method for method in methods for _ in range(_METHOD_SHARE[method])])


def _make_evidence(lots: SeededDraws, matter: Matter, held_at: str) -> tuple[Evidence, ...]:
    count = 2 if lots.happens("more", 25) else 1
    return tuple(make_evidence(lots, title, held_at) for title in lots.turn("evidence", matter.evidence)[:count])


def make_evidence(lots: SeededDraws, title: str, held_at: str) -> Evidence:
    """A piece of evidence, some of it on paper alone and therefore without a digest."""
    return Evidence(title, held_at, "" if lots.happens(f"{title}/paper", 8) else lots.digest(title))
