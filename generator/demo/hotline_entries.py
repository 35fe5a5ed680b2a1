"""How many orders of the hotline each unit of the sample had in a quarter, and how many were late or sent back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.inspections import COUNTED_FROM, QUARTER_ENDS
from generator.demo.rate_samples import excused_units, orders_left, orders_received, serving_units
from generator.demo.record_lives import Life
from generator.demo.register import YEAR, make_scheme
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from
from generator.model.deduction import Deduction

_ITEM = "hotline-handling"
_NAMED_LATER = 9  # one unit of so many has nobody in charge in its first quarter


def hotline_entries(lots: SeededDraws, assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """An entry for each quarter of each unit about which people call, as its deductions in that item say."""
    found = [life for life in lives if life.final.item == _ITEM]
    excused = excused_units(assessed, [life.final for life in found])
    begin = COUNTED_FROM
    for quarter, end in zip((2, 3, 4), QUARTER_ENDS, strict=True):
        reported = workday_from(end + timedelta(4))
        for at, unit in enumerate(serving_units(assessed)):
            of_unit = [life for life in found if life.final.unit == unit and begin <= life.final.date <= end]
            more = int(quarter == 3 and unit in excused)
            received = orders_received(lots, quarter, unit)
            counted = [life.state_on(recording_day(reported)) for life in of_unit]
            figures = _figures(
                lots.under(f"orders/{quarter}/{unit}"), received, [one for one in counted if one], more
            )
            fields: Fields = {
                "unit": unit,
                "period": f"{YEAR}-Q{quarter}",
                "reported": reported,
                "leader-named": True,
                **({} if quarter == 2 and at % _NAMED_LATER == 4 else {"staff-named": True}),
                **figures,
            }
            keeper = make_scheme(YEAR).items[_ITEM].assessor
            turns = [EntryTurn(recording_day(reported), keeper, "登记工单统计", fields)]
            turns += _after_review(keeper, of_unit, figures, reported)
            yield EntryLife("hotline", f"q{quarter}-{unit}", reported.year, tuple(turns))
        begin = end + timedelta(1)


def _figures(lots: SeededDraws, received: int, found: Sequence[Deduction], more: int) -> dict[str, int]:
    """The counts of a quarter; `more` were late without being anybody's fault here."""
    late, returned, unsolved = (_orders(found, standard) for standard in ("overdue", "returned", "unsatisfied"))
    unhappy = returned + unsolved + lots.between("unhappy", 0, received // 12)
    return {
        "received": received,
        "done": received,
        "late": late + more,
        "returned": returned,
        "first-contact": received * lots.between("first", 35, 60) // 100,
        "satisfied": max(0, received - unhappy),
    }


def _orders(found: Sequence[Deduction], standard: str) -> int:
    """How many orders were found wanting by a standard: those that were left after an appeal."""
    return sum(orders_left(one) for one in found if one.standard == standard)


def _after_review(keeper: str, lives: Sequence[Life], figures: dict[str, int], reported: date) -> Iterator[EntryTurn]:
    """The counts put right when appeals against these findings were decided later."""
    left, told = dict(figures), recording_day(reported)
    decided = [(life.decided_on, life.final) for life in lives]
    for day, record in sorted(((day, one) for day, one in decided if day and day > told), key=lambda one: one[0]):
        less = record.count - orders_left(record)
        name = {"overdue": "late", "returned": "returned"}.get(record.standard)
        if less and name is not None:
            left[name] -= less
            yield EntryTurn(day, keeper, "按复核决定改正件数", {name: left[name]})
