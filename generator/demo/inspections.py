"""The inspections of the sample district: those in which its findings were made, and those that found nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from generator.demo.entry_lives import EntryLife, EntryTurn
from generator.demo.record_lives import Life
from generator.demo.register import ENTERED, YEAR
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from, workdays_after
from generator.model.deduction import Deduction

COUNTED_FROM = date(YEAR, 4, 1)  # counts of the first quarter hold what was before the notice as well
QUARTER_ENDS = (date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31))
_KEEPER = "jiwei"
_ASPECTS = {
    "work-discipline": "discipline",
    "window-conduct": "manner",
    "documents-duty": "order",
    "finance-discipline": "thrift",
    "eight-rules": "thrift",
}
_PLACES = {
    "flight": "机关办公区",
    "festival": "公务用车停放处、食堂",
    "tour": "机关办公区、会议记录",
    "regular": "财务凭证",
}
_TOURS = 6  # leadership teams, as the notice says
_REGULAR = (("finance", date(YEAR, 11, 16)), ("distribution", date(YEAR, 12, 21)))
_FESTIVALS = (("duanwu", date(YEAR, 6, 19)), ("zhongqiu", date(YEAR, 9, 25)), ("national", date(YEAR, 10, 8)))


def inspection_of(record: Deduction) -> str:
    """The entry of the flight inspection in which a deduction was found; empty where it was not found in one."""
    known = record.source == "flight-inspection" and record.year == YEAR
    return f"{record.date:%m%d}-{record.unit}" if known else ""


def list_inspections(lots: SeededDraws, assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """The flight inspections that found something (their deductions are there) and those that found nothing."""
    seen: set[tuple[str, str]] = set()
    for life in lives:
        record = life.final
        name = inspection_of(record)
        if not name or ("inspections", name) in seen:
            continue
        seen.add(("inspections", name))
        told = recording_day(record.date)
        aspect = _ASPECTS.get(record.item, "style")
        fields: dict[str, Any] = {
            "category": "flight",
            "unit": record.unit,
            "place": "服务窗口" if record.item in ("window-conduct", "approval-service") else "机关办公区",
            "held": record.date,
            "aspects": ({"aspect": aspect, "found": record.count},),
            "result": "found",
            "findings": record.reason,
            "fed-back": max(record.date, told),
        }
        turns = [EntryTurn(max(told, recording_day(ENTERED)), _KEEPER, "登记飞行检查", fields)]
        mended = _settled(record)
        if mended is not None:
            turns.append(EntryTurn(recording_day(mended), _KEEPER, "登记整改", {"settled": mended}))
        yield EntryLife("inspections", name, YEAR, tuple(turns))
    yield from _planned(lots, assessed, seen)


def _planned(lots: SeededDraws, assessed: Sequence[str], seen: set[tuple[str, str]]) -> Iterator[EntryLife]:
    """Those that found nothing: of each quarter, at festivals, of leadership teams, of accounts."""
    for end in QUARTER_ENDS:
        drawn = lots.under(end.isoformat())
        for at, unit in enumerate(drawn.turn("units", assessed)[:8]):
            held = workday_from(end - timedelta(40 - 3 * at))
            yield from _clean(seen, "flight", unit, held, ("order", "discipline", "environment"))
    for festival, held in _FESTIVALS:
        for unit in lots.under(festival).turn("units", assessed)[:4]:
            yield from _clean(seen, "festival", unit, held, ("thrift",), {"festival": festival})
    for at, unit in enumerate(lots.under("tours").turn("units", assessed)[:_TOURS]):
        held = workday_from(date(YEAR, 9, 7) + timedelta(15 * at))
        while ("inspections", f"{held:%m%d}-{unit}") in seen:
            held = workdays_after(held, 1)
        yield from _clean(seen, "tour", unit, held, ("style", "thrift"))
    for subject, held in _REGULAR:
        for unit in lots.under(subject).turn("units", assessed)[:3]:
            yield from _clean(seen, "regular", unit, held, ("thrift",), {"subject": subject})


def _settled(record: Deduction) -> date | None:
    """When all was put right: what nobody asked to rectify soon after it was fed back; never what was no finding."""
    if record.rectification is not None:
        return record.rectification.accepted
    return None if record.is_revoked else workdays_after(recording_day(max(record.date, ENTERED)), 8)


def _clean(
    seen: set[tuple[str, str]],
    kind: str,
    unit: str,
    held: date,
    aspects: tuple[str, ...],
    more: Mapping[str, str] | None = None,
) -> Iterator[EntryLife]:
    """An inspection that found nothing."""
    name = f"{held:%m%d}-{unit}"
    if ("inspections", name) in seen:
        return
    seen.add(("inspections", name))
    fields: dict[str, Any] = {
        "category": kind,
        "unit": unit,
        "place": _PLACES[kind],
        "held": held,
        "aspects": tuple({"aspect": aspect, "found": 0} for aspect in aspects),
        "result": "nothing",
        **(more or {}),
    }
    turn = EntryTurn(recording_day(held), _KEEPER, "登记检查，没有发现问题", fields)
    yield EntryLife("inspections", name, YEAR, (turn,))
