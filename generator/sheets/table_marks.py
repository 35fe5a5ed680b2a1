"""What a table says without words: rows that are hidden, coloured or struck out, and comments. A person says what of
it counts.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_points import plain_text
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.raw_sheet import Spot
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_layout import TableLayout

_VOID = re.compile(r"作废|撤销|撤回|取消|(?:不予?|不再|免予?|未)扣")
_VOID_WITHIN = re.compile(r"[(\[【〔](?:已|现|予以)?(?:作废|撤销|撤回|取消|不扣分?|免扣)[)\]】〕]|冲(?:回|减|销|抵)")
_ALWAYS = ("strike", "percent", "rounded", "unseen", "raised")  # though all rows have it
_OF_NUMBERS = ("rounded", "unseen", "raised")  # they say nothing of other texts: m² is no note
_SHORT = 12  # characters of a remark that says no more than that
_WORDS = {
    "void": "注明作废、撤销或不扣",
    "strike": "划了删除线",
    "percent": "的数设成了百分数（0.5 显示为 50%）",
    "rounded": "显示的数是舍入过的，存的数位数更多",
    "unseen": "的数设成了不显示",
    "raised": "有字写成了上标，可能是注的编号，会和前面的数连在一起",
}
_COLOURS = {
    "FF0000": "红色", "C00000": "深红色", "FFFF00": "黄色", "FFC000": "橙色", "00B050": "绿色", "92D050": "浅绿色",
    "00B0F0": "浅蓝色", "0070C0": "蓝色", "0000FF": "蓝色", "7030A0": "紫色", "00FF00": "绿色", "808080": "灰色",
    "FFFFFF": "白色，看不出来",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowMarks:
    """What marks come to: notes and reasons to add to rows, and the rows that are left out or not yet decided.

    Notes and reasons are of one cell of a matrix, or, as of column 0, of all that a row gives.
    """

    notes: Mapping[Spot, str]
    reasons: Mapping[Spot, str]
    dropped: Container[int]

    def note(self, row: int, column: int = 0) -> str:
        """What is added to the note of what stands in a cell; empty for nothing."""
        return _told_of(self.notes, row, column)

    def reason(self, row: int, column: int = 0) -> str:
        """The same of the reason."""
        return _told_of(self.reasons, row, column)


def _told_of(told: Mapping[Spot, str], row: int, column: int) -> str:
    spots = dict.fromkeys(((row, 0), (row, column)))
    return "\n".join(told[spot] for spot in spots if spot in told)


def ask_marks(table: FoundTable, layout: TableLayout, inquiry: Inquiry) -> RowMarks:
    """What a person says of the marks of a table."""
    dropped: set[int] = set()
    rows = table.data_rows()
    hidden = [row for row in rows if row in table.sheet.hidden_rows]
    if hidden:
        _ask_rows(
            table, inquiry, "hidden-rows", "", f"有 {len(hidden)} 行是隐藏的（可能被筛选），导入吗？", hidden, dropped
        )
    for mark, marked in _marked_rows(table, layout).items():
        if len(marked) < len(rows) or mark in _ALWAYS:
            _ask_marked(table, inquiry, mark, marked, dropped)
    beside, reasons = _columns_beside(table, layout), layout.columns.get("reason", 0)
    if void := [row for row in rows if row not in dropped and _is_void(table, beside, reasons, row)]:
        _ask_marked(table, inquiry, "void", void, dropped)
    return RowMarks(*_ask_comments(table, layout, inquiry, dropped), dropped)


def _ask_marked(table: FoundTable, inquiry: Inquiry, mark: str, rows: list[int], dropped: set[int]) -> None:
    text = f"有 {len(rows)} 行{_words(mark)}，导入吗？"
    _ask_rows(table, inquiry, "marked-rows", mark, text, rows, dropped)


def _columns_beside(table: FoundTable, layout: TableLayout) -> list[int]:
    """The columns beside what was found, in which a remark may stand; those of our own sheets' keys are none."""
    used = {column for name, column in layout.columns.items() if name != "internal_note"} | set(layout.items)
    return [one.column for one in table.columns if one.column not in used and one.field not in ("record", "base")]


def _is_void(table: FoundTable, beside: Sequence[int], reasons: int, row: int) -> bool:
    """Whether a remark beside what was found, or within the reason, says that it does not count any more."""
    values = (table.value(row, column) for column in beside)
    texts = (plain_text(value) for value in values if isinstance(value, str))
    if any(len(text) <= _SHORT and _VOID.search(text) for text in texts):
        return True
    reason = table.value(row, reasons) if reasons else None
    return isinstance(reason, str) and bool(_VOID_WITHIN.search(plain_text(reason)))


def _ask_rows(
    table: FoundTable, inquiry: Inquiry, kind: str, key: str, text: str, rows: list[int], dropped: set[int]
) -> None:
    choices = [Offer("take", "照常导入"), Offer(LEAVE, "不导入")]
    column = table.columns[0].column
    left = []
    for row in rows:
        answer = inquiry.ask(kind, f"{table.head[0]}|{key}", text, (table.sheet.name, row, column), choices)
        if answer != "take":
            dropped.add(row)
        if answer == LEAVE:
            left.append(row)
    if left:
        inquiry.leave(
            table.sheet.name, f"{'隐藏' if kind == 'hidden-rows' else _words(key)}的行，按回答不导入", *left
        )


def _marked_rows(table: FoundTable, layout: TableLayout) -> dict[str, list[int]]:
    """Mark -> the rows that have it in a column that is taken over, or in all cells."""
    taken = {*layout.columns.values(), *layout.items}
    rows = set(table.data_rows())
    numbers = {*layout.items, *(layout.columns.get(name, 0) for name in ("points", "count", "date"))}
    found: dict[str, set[int]] = {}
    for (row, column), marks in table.sheet.marks.items():
        if row in rows and column in taken:
            for mark in marks if column in numbers else (one for one in marks if one not in _OF_NUMBERS):
                found.setdefault(mark, set()).add(row)
    return {mark: sorted(found[mark]) for mark in sorted(found, key=lambda one: (min(found[one]), one))}


def _words(mark: str) -> str:
    if mark in _WORDS:
        return _WORDS[mark]
    what, _, colour = mark.partition(":")
    return f"{'字' if what == 'font' else '底色'}是{_COLOURS.get(colour, '彩色 ' + colour)}"


def _ask_comments(
    table: FoundTable, layout: TableLayout, inquiry: Inquiry, dropped: set[int]
) -> tuple[dict[Spot, str], dict[Spot, str]]:
    """The comments of rows as notes that never leave, or as reasons where no column has any, as a person wants.

    One on an item's column of a matrix is of that cell: the row's other records have nothing to do with it.
    A person may leave out the row for what its comment says, and it is left out while that is open; comments of the
    head are told.
    """
    found: dict[str, dict[Spot, list[str]]] = {"note": {}, "reason": {}}
    rows = set(table.data_rows())
    choices = [Offer("note", "写进内部备注"), Offer("ignore", "不采用批注"), Offer(LEAVE, "这一行不导入")]
    if "reason" not in layout.columns:
        choices.insert(0, Offer("reason", "就是扣分事由"))
    left = []
    for (row, column), text in sorted(table.sheet.comments.items()):
        if text and table.head[0] <= row <= table.head[1]:
            inquiry.leave(table.sheet.name, f"表头的批注，没有采用：{quote(text)}", row)
        if row not in rows or row in dropped or not text:
            continue
        asked = f"单元格有批注，例如{quote(text)}，怎样处理？"
        answer = inquiry.ask("comments", str(table.head[0]), asked, (table.sheet.name, row, column), choices)
        if answer in found:
            spot = (row, column if column in layout.items else 0)
            found[answer].setdefault(spot, []).append(f"批注：{text}" if answer == "note" else text)
        elif answer == LEAVE and row not in left:
            left.append(row)
    dropped.update(left)
    if left:
        inquiry.leave(table.sheet.name, "有批注的行，按回答不导入", *left)
    notes, reasons = ({spot: "\n".join(texts) for spot, texts in told.items()} for told in found.values())
    return notes, reasons
