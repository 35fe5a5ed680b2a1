"""Rates of the hotline's orders in the sample: what each unit reached in a quarter, and why some are left at that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.inspections import QUARTER_ENDS
from generator.demo.material import read_material
from generator.demo.record_lives import Life
from generator.demo.register import ENTERED, LEADER, YEAR, Register, make_scheme
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from, workdays_after
from generator.model.deduction import Deduction

_OF_ANOTHER_LEVEL = "1件工单由市级部门办理，转来时已超过时限"


def rate_entries(lots: SeededDraws, assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """Rates of the hotline's orders: of some that lost nothing there, and of all that lost points for being late."""
    found = [life.final for life in lives if life.final.item == "hotline-handling"]
    reporter = make_scheme(YEAR).items["hotline-handling"].assessor
    spared = spared_units(assessed, found)
    begin = ENTERED
    for quarter, end in zip((2, 3, 4), QUARTER_ENDS, strict=True):
        late: dict[str, list[Deduction]] = {}
        for one in found:
            if one.standard == "overdue" and one.revoked is None and begin <= one.date <= end:
                late.setdefault(one.unit, []).append(one)
        # How many were late is known when nobody appeals any more.
        late = {unit: listed for unit, listed in late.items() if all(one.appeal is None for one in listed)}
        reported = workday_from(end + timedelta(4))
        for unit in [*spared, *sorted(late)]:
            total = orders_received(lots, quarter, unit)
            excused = quarter == 3 and unit in spared[2:3]
            missed = 1 if excused else sum(one.count for one in late.get(unit, ()))
            why = _OF_ANOTHER_LEVEL if excused else _already_taken(late.get(unit, ()))
            yield _rate(f"{YEAR}-Q{quarter}", unit, reporter, reported, (total - missed, total), why)
        begin = end + timedelta(1)


def serving_units(assessed: Sequence[str]) -> list[str]:
    """Of the assessed those about which people call the hotline."""
    called = {entry.id for entry in read_material("register", Register).assessed if entry.matters.complaints}
    return [unit for unit in assessed if unit in called]


def spared_units(assessed: Sequence[str], found: Sequence[Deduction]) -> list[str]:
    """Some of them that lost nothing for it."""
    reporter = make_scheme(YEAR).items["hotline-handling"].assessor
    lost = {one.unit for one in found}
    return [unit for unit in serving_units(assessed) if unit != reporter and unit not in lost][:8]


def orders_received(lots: SeededDraws, quarter: int, unit: str) -> int:
    """How many orders of the hotline a unit had in a quarter."""
    return lots.under(f"{quarter}/{unit}").between("total", 12, 60)


def _already_taken(late: Sequence[Deduction]) -> str:
    """Why nothing more is taken for what was late: each order was recorded when it was found."""
    days = "、".join(f"{one.date.month}月{one.date.day}日" for one in late)
    orders = sum(one.count for one in late)
    return f"逾期的{orders}件查实时已经扣分（{days}），不重复扣分" if late else ""


def _rate(period: str, unit: str, reporter: str, reported: date, reached: tuple[int, int], why: str) -> EntryLife:
    """A rate of a quarter as its reporter gives it, and why the leading office leaves it, where it is below."""
    numerator, denominator = reached
    fields: Fields = {
        "indicator": "hotline-done",
        "unit": unit,
        "period": period,
        "reporter": reporter,
        "numerator": numerator,
        "denominator": denominator,
        "reported": reported,
    }
    turns = [EntryTurn(recording_day(reported), reporter, "报送指标", fields)]
    if why:  # by the leading office alone
        waived = workdays_after(reported, 2)
        turns.append(EntryTurn(recording_day(waived), LEADER, "确认不扣分", {"waived": waived, "waived-why": why}))
    quarter = period.rpartition("-")[2].lower()
    return EntryLife("indicators", f"{quarter}-hotline-done-{unit}", reported.year, tuple(turns))
