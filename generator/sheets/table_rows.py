"""The rows of one table become drafts: each value taken or asked, what is hidden or marked asked first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_date import read_date, title_year
from generator.sheets.cell_points import PointsValue, says_none, words_beside
from generator.sheets.column_days import settle_days
from generator.sheets.draft_row import DraftRow, PartialRow
from generator.sheets.known_office import Office
from generator.sheets.points_sign import settle_sign
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.raw_sheet import cell_name
from generator.sheets.reading_outcome import Sure
from generator.sheets.row_events import split_events
from generator.sheets.row_named import read_named
from generator.sheets.row_standards import StandardChooser
from generator.sheets.row_units import RowUnits
from generator.sheets.row_values import LEAVE_ROW, RowLeft, RowReader, Unsettled
from generator.sheets.row_words import RowWords
from generator.sheets.table_constants import settle_constants
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_groups import group_items, group_units
from generator.sheets.table_kinds import TableKind
from generator.sheets.table_layout import TableLayout, read_layout
from generator.sheets.table_marks import RowMarks, ask_marks
from generator.sheets.table_totals import check_totals


@dataclass(slots=True)
class TableReading:
    """The drafts of a table and its layout; `pending` are the rows of which something is still open."""

    layout: TableLayout
    drafts: list[DraftRow]
    pending: set[int]


def read_table(
    table: FoundTable, kind: TableKind, office: Office, inquiry: Inquiry, epoch: int, unit: str
) -> TableReading:
    """The deductions of a table; `unit` is the one that the sheet is about, where the table has no such column."""
    year, rules_year = table_years(table, office, epoch)
    layout = read_layout(table, office, inquiry, rules_year, kind == "matrix")
    if not layout.readable:
        return TableReading(layout, [], set(table.data_rows()))
    if not (layout.items or "item" in layout.columns):
        groups = group_items(table, office, inquiry, rules_year)
        if groups is None:
            return TableReading(layout, [], set(table.data_rows()))
        layout.groups = groups
    inquiry.describe_rows(table.sheet.name, RowWords(table, layout))
    days = settle_days(table, layout.day_heads, inquiry, year, rules_year)
    if days is None:
        return TableReading(layout, [], set(table.data_rows()))
    layout.days = days
    if not settle_sign(table, layout, inquiry):
        return TableReading(layout, [], set(table.data_rows()))
    settle_constants(table, layout, office, inquiry, rules_year)
    reader = RowReader(table, layout, office, inquiry, year, rules_year, epoch)
    reader.settle_year()
    found, pending = _read_rows(reader, RowUnits(reader, unit, group_units(table, office)))
    check_totals(table, layout, inquiry, pending)
    chooser = StandardChooser(office, inquiry, layout, table.sheet.name, rules_year, found)
    drafts: list[DraftRow] = []
    for partial in found:
        try:
            drafts += chooser.settle(partial)
        except Unsettled:
            pending.add(partial.row)
        except RowLeft as left:
            inquiry.leave(table.sheet.name, str(left), partial.row)
    return TableReading(layout, drafts if layout.ready else [], pending)


def _read_rows(reader: RowReader, units: RowUnits) -> tuple[list[PartialRow], set[int]]:
    """What the rows of a table give as far as their standards, and the rows of which something is open."""
    table, inquiry = reader.table, reader.inquiry
    marks = ask_marks(table, reader.layout, inquiry)
    pending: set[int] = set()
    found: list[PartialRow] = []
    shared = _merged_points(table, reader.layout)
    for row in table.data_rows():
        if row in marks.dropped:
            continue
        try:
            found += _read_row(reader, units, row, shared, marks)
        except Unsettled:
            pending.add(row)
        except RowLeft as left:
            inquiry.leave(table.sheet.name, str(left), row)
    return found, pending


def table_years(table: FoundTable, office: Office, epoch: int) -> tuple[int | None, int | None]:
    """The year of days that name none, where the title says one; and the year whose scheme is asked."""
    titled = title_year(" ".join((*table.title, table.sheet.name)))
    column = next((one.column for one in table.columns if one.field == "date"), None)
    years: set[int] = set()
    for row in table.data_rows() if column else ():
        read = read_date(table.value(row, column or 1), None, epoch)
        if isinstance(read, Sure):
            years.add(read.value.year)
    known = [year for year in years if year in office.corpus.schemes]
    rules_year = known[0] if len(known) == 1 else titled
    if rules_year not in office.corpus.schemes:
        rules_year = max(known or office.corpus.schemes, default=None)
    return titled, rules_year


def _read_row(
    reader: RowReader, units: RowUnits, row: int, shared: dict[int, tuple[int, ...]], marks: RowMarks
) -> Iterator[PartialRow]:
    table, layout = reader.table, reader.layout
    reader.refuse_errors(row)
    columns = sorted(layout.items) or [layout.columns.get("points", 0)]
    if rows := shared.get(row):
        yield from _read_shared(reader, units, row, rows, marks)
        return
    if _says_nothing(reader, row, columns):
        raise RowLeft("没有填写扣分，也没有写单位、日期和事由")
    if _says_none(reader, row, columns):
        raise RowLeft("写明不扣分")
    if not layout.items and (events := split_events(reader, row, columns[0])):
        for event, (unit, each) in product(events, units.read(row, 0)):
            points = each or event.points
            yield _partial(reader, row, unit, points, "", columns[0], marks.note(row), event.reason, event.day)
        return
    given = units.read(row, columns[0] if len(columns) == 1 else 0)
    taken = False
    own = given[0][1]
    for column in columns:
        if layout.items and (table.value(row, column) is None or not _stands_here(reader, row, column)):
            continue
        try:
            points = own if own is not None else reader.points(row, column)
        except RowLeft:
            if len(columns) > 1:
                continue
            raise
        taken = True
        for unit, each in given:
            share = each or points or PointsValue(Decimal(0))
            note, reason = marks.note(row, column), marks.reason(row, column)
            yield _partial(reader, row, unit, share, layout.items.get(column, ""), column, note, reason)
    if not taken:
        raise RowLeft("没有扣分")


def _says_nothing(reader: RowReader, row: int, columns: list[int]) -> bool:
    """Whether a row without points names neither unit nor day nor reason: a line of a scoring sheet without loss."""
    if any(reader.table.value(row, column) is not None for column in columns):
        return False
    told = [reader.layout.columns.get(name) for name in ("unit", "date", "reason")]
    return not any(column and reader.table.value(row, column) is not None for column in told)


def _says_none(reader: RowReader, row: int, columns: list[int]) -> bool:
    """Whether a row without points says in words that nothing is taken."""
    if any(reader.table.value(row, column) is not None for column in columns):
        return False
    told = [reader.layout.columns.get(name) for name in ("unit", "date", "item", "reason")]
    return any(says_none(reader.table.value(row, column)) for column in told if column)


def _stands_here(reader: RowReader, row: int, column: int) -> bool:
    """Whether a cell of a matrix is to be counted: of one that is merged over several, a person says which."""
    table, items = reader.table, reader.layout.items
    top, left = table.sheet.anchor((row, column))
    if (top, left) == (row, column) or left not in items or top not in table.data_rows():
        return True
    value, place = table.value(top, left), (table.sheet.name, row, column)
    text = f"扣分{quote(value)}合并在几格上（从 {cell_name(top, left)} 起），怎样登记？"
    choices = [Offer("once", "只在第一格登记一次"), Offer("each", "每格各扣这个分值")]
    answer = reader.inquiry.ask("merged-cells", cell_name(top, left), text, place, choices)
    if answer is None:
        raise Unsettled
    if answer == "once":
        reader.inquiry.leave(table.sheet.name, "合并的格，按回答只在第一格登记", row)
    return answer == "each"


def _partial(
    reader: RowReader,
    row: int,
    unit: str,
    points: PointsValue,
    item: str,
    column: int,
    note: str,
    reason: str = "",
    day: date | None = None,
) -> PartialRow:
    layout = reader.layout
    day = day or layout.days.get(column) or reader.day(row)
    head = {one.column: one for one in reader.table.columns}
    item_text = reader.text(row, "item") if "item" in layout.columns else ""
    beside = words_beside(reader.table.value(row, column))
    if layout.items and beside and not reason:  # one cell of a matrix says why
        reason, beside = beside, ""
    if item:
        item_text = head[column].subject
    count = reader.count(row) if "count" in layout.columns and not points.count else points.count
    notes = [*_notes_in(reader, row), *([note] if note else [])]
    notes += [f"扣分一格写着：{beside}"] if beside else []
    item = item or layout.groups.get(row) or layout.item
    return PartialRow(
        row=row,
        unit=unit,
        date=day,
        points=PointsValue(points.points, count),
        item=item,
        item_text=item_text,
        standard_text=reader.text(row, "standard"),
        reason=reason or reader.text(row, "reason"),
        note="\n".join(notes),
        due=reader.due(row, day),
        method=read_named(reader, row, "method", day.year, item or item_text),
        source=read_named(reader, row, "source"),
        columns={**layout.columns, "points": column or layout.within or layout.rate},
    )


def _notes_in(reader: RowReader, row: int) -> list[str]:
    """What the columns of notes say in a row."""
    texts = (reader.text_in(row, column, "internal_note") for column in reader.layout.notes)
    return [text for text in texts if text]


def _other_notes(reader: RowReader, rows: tuple[int, ...], marks: RowMarks) -> str:
    """What further rows of one record note beside the first, and what marks note of them all."""
    first = _notes_in(reader, rows[0])
    others = [text for one in rows[1:] for text in _notes_in(reader, one) if text not in first]
    return "\n".join(dict.fromkeys([*others, *(text for one in rows if (text := marks.note(one)))]))


def _merged_points(table: FoundTable, layout: TableLayout) -> dict[int, tuple[int, ...]]:
    """Row -> all data rows over which its points are merged; only for those that are."""
    column = layout.columns.get("points")
    blocks: dict[tuple[int, int], list[int]] = {}
    for row in table.data_rows() if column else ():
        blocks.setdefault(table.sheet.anchor((row, column or 1)), []).append(row)
    return {row: tuple(rows) for rows in blocks.values() if len(rows) > 1 for row in rows}


def _read_shared(
    reader: RowReader, units: RowUnits, row: int, rows: tuple[int, ...], marks: RowMarks
) -> Iterator[PartialRow]:
    """Points that are merged over several rows: one deduction of all of them, or one each; a person says which."""
    column = reader.layout.columns["points"]
    place = (reader.table.sheet.name, row, column)
    days: list[date] = []
    for one in rows:
        read = read_date(reader.cell(one, "date"), reader.year, reader.epoch)
        if isinstance(read, Sure) and read.value not in days:
            days.append(read.value)
    choices = [Offer(f"one:{day}", f"合为一条，日期写 {day}，事由都写上") for day in days] or [
        Offer("one", "合为一条，事由都写上")
    ]
    choices += [Offer("each", "每行各扣这个分值"), LEAVE_ROW]
    value = reader.table.value(rows[0], column)
    text = f"扣分{quote(value)}合并在 {len(rows)} 行上（第 {rows[0]} 至 {rows[-1]} 行），怎样登记？"
    answer = reader.inquiry.ask("merged-points", str(rows[0]), text, place, choices)
    if answer is None:
        raise Unsettled
    if answer == LEAVE:
        raise RowLeft("按回答不导入")
    points = reader.points(row, column)
    if answer == "each":
        for unit, _ in units.read(row, column):
            yield _partial(reader, row, unit, points, "", column, marks.note(row), marks.reason(row))
        return
    if row != rows[0]:
        raise RowLeft(f"合并到第 {rows[0]} 行的一条里")
    told = (reader.text(one, "reason") or marks.reason(one) for one in rows)
    reason = "；".join(dict.fromkeys(text for text in told if text))
    note = _other_notes(reader, rows, marks)
    for unit, _ in units.read(row, column):
        made = _partial(reader, row, unit, points, "", column, note, reason)
        if answer.startswith("one:"):
            made.date = date.fromisoformat(answer[4:])
        yield made
