"""Our own sheets: the same reading as of any table, with a layout that is known and the record of each row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_points import PointsValue
from generator.sheets.draft_row import DraftRow, PartialRow
from generator.sheets.known_office import Office
from generator.sheets.own_form import COLUMNS, FIRST_ROW, HEAD_ROW, OwnSheet, standard_labels
from generator.sheets.question import Inquiry
from generator.sheets.raw_sheet import RawSheet
from generator.sheets.row_named import read_named
from generator.sheets.row_standards import StandardChooser
from generator.sheets.row_units import RowUnits
from generator.sheets.row_values import RowLeft, RowReader, Unsettled
from generator.sheets.row_words import RowWords
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_heads import HeadColumn
from generator.sheets.table_layout import TableLayout
from generator.sheets.table_marks import ask_marks

_NEEDED = ("unit", "date", "standard", "points", "method", "source", "reason")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A draft of our own sheet; `base` is what its record said when the sheet was made, empty for a new row."""

    draft: DraftRow
    base: dict[str, str]


def read_own_sheet(sheet: RawSheet, own: OwnSheet, office: Office, inquiry: Inquiry, epoch: int) -> list[OwnRow]:
    """The rows of a sheet of ours; what is wrong with it is a problem of `inquiry`."""
    place = (sheet.name, 1, 1)
    lacking = [COLUMNS[name] for name in _NEEDED if name not in own.columns]
    if lacking:
        words = f"这张表少了列：{'、'.join(lacking)}"
        inquiry.refuse(place, "KH821", words, "请用 kaohe template 重新生成表格，把内容粘贴进去。")
        return []
    if own.of not in office.items(own.year):
        words = f"表格是 {own.year} 年度单项 {own.of} 的，考核办法里没有这个单项"
        inquiry.refuse(place, "KH821", words, "请用 kaohe template 重新生成表格。")
        return []
    table = _table(sheet, own)
    layout = TableLayout({name: column for name, column in own.columns.items() if name in COLUMNS}, item=own.of)
    labels = standard_labels(list(office.standards(own.year, own.of)))
    layout.standards = {(own.of, label): name for name, label in labels.items()}
    inquiry.describe_rows(sheet.name, RowWords(table, layout))
    reader = RowReader(table, layout, office, inquiry, own.year, own.year, epoch)
    return list(_rows(reader, RowUnits(reader, ""), own))


def _table(sheet: RawSheet, own: OwnSheet) -> FoundTable:
    columns = [HeadColumn(column, (COLUMNS.get(name, name),), name) for name, column in own.columns.items()]
    table = FoundTable(sheet, (HEAD_ROW, HEAD_ROW), sorted(columns, key=lambda one: one.column), (str(own.year),))
    filled = {row for row, column in sheet.cells if row >= FIRST_ROW and column in own.columns.values()}
    table.rows = [(row, "data") for row in sorted(filled)]
    return table


def _rows(reader: RowReader, units: RowUnits, own: OwnSheet) -> Iterator[OwnRow]:
    sheet = reader.table.sheet.name
    found: list[PartialRow] = []
    filled_in = {name: column for name, column in reader.layout.columns.items() if name not in ("record", "base")}
    marks = ask_marks(reader.table, TableLayout(filled_in), reader.inquiry)
    for row in reader.table.data_rows():
        if row in marks.dropped:
            continue
        try:
            if not _is_blank(reader, row):
                found += _partials(reader, units, row, own.year, marks.note(row))
        except Unsettled:
            _ask_the_rest(reader, units, row, own.year)
        except RowLeft as left:
            reader.inquiry.leave(sheet, str(left), row)
    chooser = StandardChooser(reader.office, reader.inquiry, reader.layout, sheet, own.year, found)
    for partial in found:
        try:
            for draft in chooser.settle(partial):
                yield OwnRow(draft, _read_base(reader, partial.row) if draft.record else {})
        except Unsettled:
            continue
        except RowLeft as left:
            reader.inquiry.leave(sheet, str(left), partial.row)


def _is_blank(reader: RowReader, row: int) -> bool:
    """Whether a row names no record and holds nothing but what a person may have filled down."""
    told = ("record", "unit", "date", "standard", "points", "reason")
    return all(reader.table.value(row, reader.layout.columns.get(name, 0)) is None for name in told)


def _partials(reader: RowReader, units: RowUnits, row: int, year: int, comment: str) -> Iterator[PartialRow]:
    column = reader.layout.columns["points"]
    given = units.read(row, column)
    day = reader.day(row)
    if day.year != year:
        words = f"{day} 不在 {year} 年度里"
        reader.inquiry.refuse(reader.place(row, "date"), "KH814", words, "请核对日期；别的年度用那一年的表格。")
        raise Unsettled
    value = reader.cell(row, "points")
    # Here 0 is a figure like others: there are standards by which a finding costs nothing.
    points = PointsValue(Decimal(0)) if value == 0 and value is not False else reader.points(row, column)
    evidence = _evidence(reader, row)
    for unit, each in given:
        own = each or points
        count = own.count or reader.count(row)
        yield PartialRow(
            row=row,
            unit=unit,
            date=day,
            points=own if own.count == count else PointsValue(own.points, count),
            item=reader.layout.item,
            item_text="",
            standard_text=reader.text(row, "standard"),
            reason=reader.text(row, "reason"),
            note="\n".join(text for text in (reader.text(row, "internal_note"), comment) if text),
            due=reader.due(row, day),
            method=read_named(reader, row, "method", year, reader.layout.item),
            source=read_named(reader, row, "source"),
            columns=reader.layout.columns,
            evidence=evidence,
            record=reader.text(row, "record"),
        )


def _ask_the_rest(reader: RowReader, units: RowUnits, row: int, year: int) -> None:
    """Reads what a row says though one of its values is open: a person is asked about all of it at once."""
    column = reader.layout.columns["points"]
    reads: tuple[Callable[[], object], ...] = (
        lambda: units.read(row, column),
        lambda: reader.day(row),
        lambda: reader.points(row, column),
        lambda: reader.count(row),
        lambda: reader.text(row, "reason"),
        lambda: _evidence(reader, row),
        lambda: read_named(reader, row, "method", year, reader.layout.item),
        lambda: read_named(reader, row, "source"),
    )
    for read in reads:
        with suppress(Unsettled, RowLeft):
            read()


def _evidence(reader: RowReader, row: int) -> tuple[tuple[str, str], ...]:
    """Title and place of each piece of evidence of a row."""
    told, held = reader.text(row, "evidence"), reader.text(row, "held_at")
    titles, places = (text.split("\n") if text else [] for text in (told, held))
    if len(places) == 1:
        places *= len(titles)
    if len(titles) != len(places):
        words = f"佐证材料有 {len(titles)} 份，存放处有 {len(places)} 处"
        reader.inquiry.refuse(
            reader.place(row, "held_at"), "KH817", words, "请每份材料一行，存放处也逐行对应；存放处都相同的只写一处。"
        )
        raise Unsettled
    return tuple(zip(titles, places, strict=True))


def _read_base(reader: RowReader, row: int) -> dict[str, str]:
    text = reader.cell(row, "base")
    if not isinstance(text, str):
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
