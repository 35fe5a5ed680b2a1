"""The inspections of the sample district: those in which its findings were made, and those that found nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from generator.demo.entry_lives import EntryLife, EntryTurn
from generator.demo.record_lives import Life
from generator.demo.register import ENTERED, YEAR
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day, workday_from
from generator.model.deduction import Deduction

QUARTER_ENDS = (date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31))
_KEEPER = "jiwei"
_ASPECTS = {
    "work-discipline": "discipline",
    "window-conduct": "manner",
    "documents-duty": "order",
    "finance-discipline": "thrift",
    "eight-rules": "thrift",
}
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
        mended = record.rectification.accepted if record.rectification else None
        if mended is not None:
            turns.append(EntryTurn(recording_day(mended), _KEEPER, "登记整改", {"settled": mended}))
        yield EntryLife("inspections", name, YEAR, tuple(turns))
    for end in QUARTER_ENDS:
        drawn = lots.under(end.isoformat())
        for at, unit in enumerate(drawn.turn("units", assessed)[:8]):
            held = workday_from(end - timedelta(40 - 3 * at))
            yield from _clean(seen, "flight", unit, held, ("order", "discipline", "environment"))
    for festival, held in _FESTIVALS:
        for unit in lots.under(festival).turn("units", assessed)[:4]:
            yield from _clean(seen, "festival", unit, held, ("thrift",), festival)


def _clean(
    seen: set[tuple[str, str]], kind: str, unit: str, held: date, aspects: tuple[str, ...], festival: str = ""
) -> Iterator[EntryLife]:
    """An inspection that found nothing."""
    name = f"{held:%m%d}-{unit}"
    if ("inspections", name) in seen:
        return
    seen.add(("inspections", name))
    fields: dict[str, Any] = {
        "category": kind,
        "unit": unit,
        "place": "机关办公区" if kind == "flight" else "公务用车停放处、食堂",
        "held": held,
        "aspects": tuple({"aspect": aspect, "found": 0} for aspect in aspects),
        "result": "nothing",
    }
    if festival:
        fields["festival"] = festival
    turn = EntryTurn(recording_day(held), _KEEPER, "登记检查，没有发现问题", fields)
    yield EntryLife("inspections", name, YEAR, (turn,))
