"""The workbook of an appraisal: a sheet for each panel, units down, aspects with their options across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from generator.model.appraisal import Appraisal
from generator.rules.part_record import VotedPart
from generator.sheets.ballot_reader import COUNTS, HELD
from generator.sheets.known_office import Office
from generator.sheets.own_form import FIRST_ROW, HEAD_ROW, sheet_mark
from generator.sheets.raw_sheet import column_name
from generator.sheets.sheet_looks import SheetLooks
from generator.sheets.template_book import NOT_FILLED, new_book, protect_page, sheet_names, unit_labels
from generator.sheets.template_guide import GUIDE, write_guide

_HEADS = ("发出票", "收回票", "有效票")
_MOST = 1_000_000


def render_ballots(office: Office, year: int, records: Sequence[Appraisal]) -> bytes:
    """The workbook of all panels of a year with these appraisals in it; without any it is the template."""
    book, buffer = new_book(year)
    looks = SheetLooks(book)
    guide = book.add_worksheet(GUIDE)
    scheme = office.scheme(year)
    parts = scheme.appraisals if scheme is not None else ()
    named = [panel for part in parts for panel in part.polls]
    names = iter(sheet_names(named))
    labels = unit_labels(office, year)
    for part in parts:
        own = {record.unit: record for record in records if record.part in ("", part.id)}
        for panel in part.polls:
            page = book.add_worksheet(next(names))
            _write_panel(page, looks, year, part, panel, labels, own)
    write_guide(guide, looks, year, "评议计票表", [panel.name for panel in named], is_appraisal=True)
    book.close()
    return buffer.getvalue()


def _write_panel(
    page: Any,
    looks: SheetLooks,
    year: int,
    part: VotedPart,
    panel: Any,
    labels: Mapping[str, str],
    records: Mapping[str, Appraisal],
) -> None:
    keys = [*COUNTS, *(f"{aspect.id}/{option.id}" for aspect in part.aspects for option in part.options)]
    page.write_string(0, 0, sheet_mark("appraisal", year, panel.id, part.id), looks.fixed)
    for column, key in enumerate(keys, 2):
        page.write_string(0, column, key, looks.fixed)
    page.set_row(0, None, None, {"hidden": True})
    page.write_string(1, 0, f"{year}年度 {panel.name}", looks.title)
    held = next((record.held for record in records.values() if panel.id in record.panels), None)
    _write_day(page, held, looks)
    _write_heads(page, looks, part)
    for row, (unit, label) in enumerate(labels.items(), FIRST_ROW - 1):
        page.write_string(row, 0, unit, looks.locked)
        page.write_string(row, 1, label, looks.locked)
        counts = _counts(records.get(unit), panel.id)
        for column, key in enumerate(keys, 2):
            if key in counts:
                page.write_number(row, column, counts[key], looks.whole)
            else:
                page.write_blank(row, column, None, looks.whole)
    last = FIRST_ROW - 2 + len(labels)
    if labels:
        _validate(page, looks, year, part, last)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 18)
    page.set_column(2, len(keys) + 1, 8)
    page.freeze_panes(HEAD_ROW, 2)
    protect_page(page)


def _write_day(page: Any, held: date | None, looks: SheetLooks) -> None:
    row, column = HELD[0] - 1, HELD[1] - 1
    if held is None:
        page.write_blank(row, column, None, looks.day)
    else:
        page.write_datetime(row, column, datetime(held.year, held.month, held.day), looks.day)  # noqa: DTZ001


def _write_heads(page: Any, looks: SheetLooks, part: VotedPart) -> None:
    page.set_row(HEAD_ROW - 1, 30)
    for column, text in enumerate(("单位编号", "单位")):
        page.write_string(HEAD_ROW - 1, column, f"{text}\n{NOT_FILLED}", looks.fixed)
    for column, text in enumerate(_HEADS, 2):
        page.write_string(HEAD_ROW - 1, column, text, looks.needed)
    page.write_string(HELD[0] - 1, HELD[1] - 2, "评议日期", looks.needed)
    first = 2 + len(COUNTS)
    for number, aspect in enumerate(part.aspects):
        left = first + number * len(part.options)
        right = left + len(part.options) - 1
        if right > left:
            page.merge_range(HEAD_ROW - 2, left, HEAD_ROW - 2, right, aspect.name, looks.needed)
        else:
            page.write_string(HEAD_ROW - 2, left, aspect.name, looks.needed)
        for at, option in enumerate(part.options):
            page.write_string(HEAD_ROW - 1, left + at, option.name, looks.needed)


def _counts(record: Appraisal | None, panel: str) -> dict[str, int]:
    tally = record.panels.get(panel) if record is not None else None
    if tally is None:
        return {}
    found = {name: getattr(tally.ballots, name) for name in COUNTS}
    return found | {f"{aspect}/{option}": n for aspect, given in tally.tallies.items() for option, n in given.items()}


def _validate(page: Any, looks: SheetLooks, year: int, part: VotedPart, last: int) -> None:
    """Whole numbers; and a colour where the options of an aspect do not add up to the valid ballots."""
    count = len(COUNTS) + len(part.aspects) * len(part.options)
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST}
    told = {"error_title": "填写不对", "error_message": "请填写票数，是不小于 0 的整数。"}
    page.data_validation(FIRST_ROW - 1, 2, last, 1 + count, {**whole, **told})
    days = {"validate": "date", "criteria": "between", "minimum": date(year, 1, 1), "maximum": date(year + 1, 12, 31)}
    page.data_validation(HELD[0] - 1, HELD[1] - 1, HELD[0] - 1, HELD[1] - 1, days)
    first = 2 + len(COUNTS)
    for number in range(len(part.aspects)):
        left, right = first + number * len(part.options), first + (number + 1) * len(part.options) - 1
        cells = f"${column_name(left + 1)}{FIRST_ROW}:${column_name(right + 1)}{FIRST_ROW}"
        formula = f"=AND(COUNT({cells})>0,SUM({cells})<>$E{FIRST_ROW})"
        page.conditional_format(
            FIRST_ROW - 1, left, last, right, {"type": "formula", "criteria": formula, "format": looks.lacking}
        )
