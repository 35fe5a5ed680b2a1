"""Rates of the hotline's orders in the sample: what each unit reached in a quarter, and why some are left at that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.inspections import COUNTED_FROM, QUARTER_ENDS
from generator.demo.material import read_material
from generator.demo.record_lives import Life
from generator.demo.register import LEADER, YEAR, Register, make_scheme
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from, workdays_after
from generator.model.deduction import Deduction

_OF_ANOTHER_LEVEL = "1件工单由市级部门办理，转来时已超过时限"


def rate_entries(lots: SeededDraws, assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """Rates of the hotline's orders: of some that lost nothing there, and of all that lost points for being late."""
    found = [life for life in lives if life.final.item == "hotline-handling"]
    spared = _spared_units(assessed, [life.final for life in found])
    begin = COUNTED_FROM
    for quarter, end in zip((2, 3, 4), QUARTER_ENDS, strict=True):
        late: dict[str, list[Life]] = {}
        for life in found:
            if life.final.standard == "overdue" and begin <= life.final.date <= end:
                late.setdefault(life.final.unit, []).append(life)
        reported = workday_from(end + timedelta(4))
        for unit in [*spared, *sorted(late)]:
            excused = quarter == 3 and unit in excused_units(assessed, [life.final for life in found])
            total = orders_received(lots, quarter, unit)
            yield _rate((quarter, unit, reported), total, late.get(unit, ()), excused=excused)
        begin = end + timedelta(1)


def serving_units(assessed: Sequence[str]) -> list[str]:
    """Of the assessed those about which people call the hotline."""
    called = {entry.id for entry in read_material("register", Register).assessed if entry.matters.complaints}
    return [unit for unit in assessed if unit in called]


def excused_units(assessed: Sequence[str], found: Sequence[Deduction]) -> list[str]:
    """One that had a late order in the third quarter without being at fault."""
    return _spared_units(assessed, found)[2:3]


def orders_left(record: Deduction) -> int:
    """How many orders a finding is about: those that were left after an appeal."""
    appeal = record.appeal
    if record.is_revoked:
        return 0
    if appeal is not None and appeal.points is not None:
        return int(record.count * appeal.points / record.points)
    return record.count


def _spared_units(assessed: Sequence[str], found: Sequence[Deduction]) -> list[str]:
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
    return f"逾期的{sum(map(orders_left, late))}件查实时已经扣分（{days}），不重复扣分" if late else ""


def _rate(of: tuple[int, str, date], total: int, late: Sequence[Life], *, excused: bool) -> EntryLife:
    """A rate of a quarter as its reporter gives it, and why the leading office leaves it, where it is below.

    `of`: quarter, unit and day of the report. What an appeal takes from the late orders is put right when it is
    decided, and only then the leading office says that nothing more is taken.
    """
    quarter, unit, reported = of
    reporter = make_scheme(YEAR).items["hotline-handling"].assessor
    known = [state for life in late if (state := life.state_on(recording_day(reported)))]
    fields: Fields = {
        "indicator": "hotline-done",
        "unit": unit,
        "period": f"{YEAR}-Q{quarter}",
        "reporter": reporter,
        "numerator": total - sum(map(orders_left, known)) - excused,
        "denominator": total,
        "reported": reported,
    }
    turns = [EntryTurn(recording_day(reported), reporter, "报送指标", fields)]
    left, settled = [life.final for life in late if orders_left(life.final)], reported
    reached = total - sum(map(orders_left, left)) - excused
    if reached != fields["numerator"]:
        settled = max(filter(None, (life.decided_on for life in late)))
        turns.append(EntryTurn(settled, reporter, "按复核决定改正件数", {"numerator": reached}))
    if why := _OF_ANOTHER_LEVEL if excused else _already_taken(left):  # by the leading office alone
        waived = workdays_after(settled, 2)
        turns.append(EntryTurn(recording_day(waived), LEADER, "确认不扣分", {"waived": waived, "waived-why": why}))
    return EntryLife("indicators", f"q{quarter}-hotline-done-{unit}", reported.year, tuple(turns))
