"""Which column of a table holds what, and what holds for all its rows: from a mapping, known heads, and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from generator.model.deduction import METHODS, SOURCES
from generator.model.lazy_dataclass import dataclass
from generator.model.table_mapping import COLUMN_FIELDS, MappedColumn, MappedStandard, TableMapping
from generator.sheets.column_days import date_parts, day_columns
from generator.sheets.head_words import FIGURES, PARTS, TAKEN, plain_head
from generator.sheets.known_office import Office
from generator.sheets.points_within import within_column
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.raw_sheet import column_name
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_heads import HeadColumn
from generator.sheets.table_kinds import is_register, may_be_points, number_columns, open_columns

_IGNORE = Offer("ignore", "不采用这一列")


@dataclass(slots=True)
class TableLayout:
    """How one table is read. `columns` is field -> column; `items` is column -> item, where a column is an item;
    `notes` are all columns that go into the internal note; `rate` is what one case takes, where no column is points.

    `day_heads` is column -> what its head says of the day, where columns are days of one item (which `items` has as
    empty), `days` the days that these are; `parts` is year, month, day -> column, where they stand apart. `sign` says
    which numbers are deductions, where a column has those of both signs; `within` is the column of reasons that state
    the points.

    `groups` is row -> item, where rows stand below headings that name items.

    `standards` is (item, text) -> standard. `heads` are what a mapping keeps. `mapping` is the id of the one that was
    recognised. `ready` is False while a question about columns is open, `readable` while others depend on it.
    """

    columns: dict[str, int] = field(default_factory=dict)
    items: dict[int, str] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)
    rate: int = 0
    within: int = 0
    day_heads: dict[int, str] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    sign: str = ""
    groups: dict[int, str] = field(default_factory=dict)
    item: str = ""
    method: str = ""
    source: str = ""
    standards: dict[tuple[str, str], str] = field(default_factory=dict)
    heads: list[MappedColumn] = field(default_factory=list)
    mapping: str = ""
    ready: bool = True
    readable: bool = True

    def to_mapping(self, name: str) -> TableMapping:
        """The layout as a record, to be recognised the next time."""
        texts = tuple(MappedStandard(text, item, found) for (item, text), found in sorted(self.standards.items()))
        return TableMapping(name, tuple(self.heads), self.item, self.method, self.source, texts)


def find_mapping(table: FoundTable, office: Office, inquiry: Inquiry) -> TableMapping | None:
    """The mapping whose head texts are those of the table; of several the one that a person names."""
    heads = {plain_head(column.text) for column in table.columns}
    known = office.corpus.mappings.values()
    found = [one for one in known if {plain_head(column.text) for column in one.columns} == heads]
    if len(found) < 2:
        return found[0] if found else None
    choices = [Offer(one.id, one.path) for one in found]
    place = (table.sheet.name, *table_spot(table))
    answer = inquiry.ask("mapping", "", "这张表的表头与几份读法相同，用哪一份？", place, choices)
    return office.corpus.mappings[answer] if answer else None


def _tell_mapping(table: FoundTable, mapping: TableMapping, office: Office, year: int | None) -> str:
    """Which mapping a table is read by, and what it says of all rows: nobody is asked about that again."""
    known = office.items(year)
    told = [known[mapping.item].name if mapping.item in known else mapping.item]
    told += [METHODS.get(mapping.method, ""), SOURCES.get(mapping.source, "")]
    words = "、".join(text for text in told if text)
    return f"{table.sheet.name} 第 {table.head[0]} 行的表按 {mapping.path} 读{'：' + words if words else ''}。"


def table_spot(table: FoundTable) -> tuple[int, int]:
    """The first cell of the table's head."""
    return table.head[0], table.columns[0].column if table.columns else 1


def read_layout(
    table: FoundTable, office: Office, inquiry: Inquiry, year: int | None, is_matrix: bool
) -> TableLayout:
    """The layout of a table, as far as it is known; what is not known is asked."""
    mapping = find_mapping(table, office, inquiry)
    layout = TableLayout(mapping=mapping.id if mapping else "")
    known: Mapping[str, MappedColumn] = {plain_head(one.text): one for one in mapping.columns} if mapping else {}
    if mapping:
        layout.item, layout.method, layout.source = mapping.item, mapping.method, mapping.source
        layout.standards = {(one.item, one.text): one.standard for one in mapping.standards}
        inquiry.notes.append(_tell_mapping(table, mapping, office, year))
    opened = {column.column for column in open_columns(table)}
    found = number_columns(table) if is_matrix else []
    layout.day_heads, sums = day_columns(found)
    layout.items, layout.parts = dict.fromkeys(layout.day_heads, ""), date_parts(table.columns)
    numbers = {column.column for column in found} - {column.column for column in sums}
    unused = [column.text for column in sums]
    for column in table.columns:
        if column in sums or column.column in layout.day_heads:
            continue
        held = known.get(plain_head(column.text))
        if held is None:
            held = _hold(table, column, office, inquiry, year, column.column in numbers, column.column in opened)
        if held is None:
            layout.ready = False
            layout.readable = layout.readable and (column.hidden or bool(column.field))
            continue
        layout.heads.append(held)
        if held.field == "matrix":
            layout.items[column.column] = held.item
        elif held.field != "ignore":
            _put(table, layout, column, held, inquiry)
        elif (column.column in opened or column.field) and column.column not in layout.parts.values():
            unused.append(column.text)
    if unused:
        inquiry.leave(table.sheet.name, f"不采用的列：{'、'.join(unused)}")
    if "points" not in layout.columns and not layout.items:
        _settle_rate(table, layout, inquiry)
    return layout


def _settle_rate(table: FoundTable, layout: TableLayout, inquiry: Inquiry) -> None:
    """Without points, what one case takes times the cases; KH811 at the head where there is no such column either."""
    rates = [one.column for one in table.columns if one.field == "rate" and not one.hidden]
    if layout.ready and "count" in layout.columns and len(rates) == 1:
        layout.rate = rates[0]
        return
    if layout.ready and (within := within_column(table)):
        _settle_within(table, layout, within, inquiry)
        return
    layout.readable = False
    if not layout.ready:  # a column that is asked about may be it
        return
    layout.ready = False
    words, hint = "这张表没有写扣分的一列", "请在表头写明“扣分”，或者重新回答哪一列是扣分。"
    inquiry.refuse((table.sheet.name, *table_spot(table)), "KH811", words, hint)


def _settle_within(table: FoundTable, layout: TableLayout, column: int, inquiry: Inquiry) -> None:
    """Asks whether the points are those that the reasons state."""
    text = "没有叫作扣分的一列，事由里写着扣几分。照事由里写的分值登记吗？"
    choices = [Offer("within", "照事由里写的"), Offer(LEAVE, "不导入这张表")]
    place = (table.sheet.name, table.head[0], column)
    answer = inquiry.ask("within", heads_key(table), text, place, choices, wide=True)
    layout.within = column if answer == "within" else 0
    layout.ready = layout.readable = bool(layout.within)
    if answer == LEAVE:
        inquiry.leave(table.sheet.name, "按回答不导入的表", *table.data_rows())


def _hold(
    table: FoundTable,
    column: HeadColumn,
    office: Office,
    inquiry: Inquiry,
    year: int | None,
    is_points: bool,
    is_open: bool,
) -> MappedColumn | None:
    """What a column holds; None while that is a question."""
    text = column.text
    if column.hidden:
        return _ask_hidden(table, column, office, inquiry, year, is_points)
    if is_points:
        return _ask_item(table, column, office, inquiry, year)
    if column.field in TAKEN:
        return MappedColumn(text, column.field)
    if column.field == "total" and column in may_be_points(table) and is_register(table):
        return _ask_column(table, column, inquiry, (_IGNORE, _choice("points")), "没有叫作扣分的一列")
    if column.field in (*FIGURES, *PARTS) or not (is_open or column.field):
        return MappedColumn(text, "ignore")
    if not any(table.value(row, column.column) is not None for row in table.data_rows()):
        return MappedColumn(text, "ignore")
    if column.field == "balance" and "points" not in table.fields():
        return MappedColumn(text, "points")
    if column.field:  # of another kind of table, such as what was put right
        return _ask_column(table, column, inquiry, (_IGNORE, _choice("internal_note")), "扣分表里不登记这一列")
    free = [_choice(name) for name in TAKEN if name not in table.fields() or name == "internal_note"]
    return _ask_column(table, column, inquiry, (_IGNORE, *free), "不认识这一列的表头")


def _ask_column(
    table: FoundTable, column: HeadColumn, inquiry: Inquiry, choices: tuple[Offer, ...], why: str
) -> MappedColumn | None:
    place = (table.sheet.name, table.head[0], column.column)
    words = f"{why}：{quote(column.text)}。这一列是什么？"
    answer = inquiry.ask("column", f"{column.text}|{heads_key(table)}", words, place, choices, wide=True)
    return None if answer is None else MappedColumn(column.text, answer)


def _ask_hidden(
    table: FoundTable, column: HeadColumn, office: Office, inquiry: Inquiry, year: int | None, is_points: bool
) -> MappedColumn | None:
    """A hidden column, which a person may have meant to be seen by nobody: taken over only where one says so."""
    choices = [_IGNORE, _choice("internal_note")]
    if column.field in TAKEN and column.field != "internal_note":
        choices.append(Offer(column.field, f"照常采用：{COLUMN_FIELDS[column.field]}"))
    if is_points:
        choices += [
            Offer(f"matrix:{one.value}", f"照常采用：{one.label}的扣分")
            for one in office.item_choices(year, column.subject)
        ]
    found = _ask_column(table, column, inquiry, tuple(choices), "这一列是隐藏的")
    if found is None or not found.field.startswith("matrix:"):
        return found
    return MappedColumn(column.text, "matrix", found.field.removeprefix("matrix:"))


def _ask_item(
    table: FoundTable, column: HeadColumn, office: Office, inquiry: Inquiry, year: int | None
) -> MappedColumn | None:
    """The item whose points stand in a column of a matrix."""
    for piece in column.pieces:
        if exact := office.item_called(year, piece):
            return MappedColumn(column.text, "matrix", exact)
    name = column.subject
    place = (table.sheet.name, table.head[0], column.column)
    choices = (*office.item_choices(year, name), Offer("ignore", "不是扣分，不采用"))
    words = f"{quote(column.text)}这一列是哪个单项的扣分？"
    answer = inquiry.ask("column-item", f"{column.text}|{heads_key(table)}", words, place, choices, wide=True)
    if answer is None:
        return None
    return MappedColumn(column.text, "ignore") if answer == "ignore" else MappedColumn(column.text, "matrix", answer)


def _put(table: FoundTable, layout: TableLayout, column: HeadColumn, held: MappedColumn, inquiry: Inquiry) -> None:
    """Takes a column for a field; of two columns for one field a person says which."""
    taken = layout.columns.get(held.field)
    if held.field == "internal_note":
        layout.notes.append(column.column)
    if taken is None or held.field == "internal_note":
        layout.columns[held.field] = column.column
        return
    texts = {one.column: one.text for one in table.columns}
    place = (table.sheet.name, table.head[0], column.column)
    choices = [Offer(str(one), f"{column_name(one)} 列：{texts[one]}") for one in (taken, column.column)]
    label = COLUMN_FIELDS[held.field]
    words = f"有两列都像是{label}，用哪一列？"
    answer = inquiry.ask("same-columns", f"{held.field}|{heads_key(table)}", words, place, choices, wide=True)
    if answer is None:
        layout.ready = layout.readable = False
        return
    layout.columns[held.field] = int(answer)
    left = taken if int(answer) == column.column else column.column
    inquiry.leave(table.sheet.name, f"不采用的列：{texts[left]}（{column_name(left)} 列）")
    layout.heads = [
        MappedColumn(one.text, "ignore") if plain_head(one.text) == plain_head(texts[left]) else one
        for one in layout.heads
    ]


def heads_key(table: FoundTable) -> str:
    """The heads of a table as the key of what is the same for all tables that have them."""
    return "|".join(plain_head(column.text) for column in table.columns)


def _choice(name: str) -> Offer:
    return Offer(name, COLUMN_FIELDS[name])
