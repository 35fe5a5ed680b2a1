"""What an import comes to, in words: rows of tables beside the records that they become."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.corpus import Corpus
from generator.sheets.ballot_matching import BallotAction
from generator.sheets.question import LeftOut, Question
from generator.sheets.row_identity import RowAction

ROW_KINDS = {"new": "新登记", "amend": "更改", "same": "已有", "revoked": "已撤销"}
_RANGES = 12


@dataclass(frozen=True, slots=True)
class RowView:
    """One row that is written: where it stands, what is done, and what the record says; `path` is its file."""

    where: str
    done: str
    unit: str
    day: str
    item: str
    standard: str
    points: str
    reason: str
    path: str


def view_row(corpus: Corpus, action: RowAction) -> RowView:
    """A row of a deduction; points in points, those of before as well where they are amended."""
    record, draft = action.record, action.draft
    unit = corpus.units.get(record.unit)
    scheme = corpus.scheme_on(record.year, record.date)
    item = scheme.items.get(record.item) if scheme is not None else None
    standard = next((one for one in item.standards if one.id == record.standard), None) if item is not None else None
    points = format_points(record.points) + (f"（{record.count} 件）" if record.count > 1 else "")
    if action.before is not None and action.before.points != record.points:
        points = f"{format_points(action.before.points)} → {points}"
    return RowView(
        f"{draft.sheet or draft.file} {draft.row}",
        ROW_KINDS[action.kind],
        unit.short_name if unit else record.unit,
        record.date.isoformat(),
        item.name if item is not None else record.item,
        standard.text if standard is not None else record.standard,
        points,
        " ".join(record.reason.split()),
        record.path,
    )


def over_words(points: Decimal) -> str:
    """That points of a deduction lie beyond a maximum of its item, and how many of them take nothing."""
    return f"扣分超过单项上限，按上限计，其中 {format_points(points)} 分不再扣"


def view_ballots(corpus: Corpus, action: BallotAction) -> RowView:
    """The counted ballots of a unit."""
    first = action.rows[0]
    return RowView(
        f"{first.sheet or first.file} {first.row}",
        ROW_KINDS[action.kind],
        corpus.units[action.record.unit].short_name,
        action.record.held.isoformat(),
        "评议计票", "", "", f"{len(action.rows)} 个评议主体",
        action.record.path,
    )  # fmt: skip


def count_rows(actions: Sequence[RowAction], ballots: Sequence[BallotAction]) -> str:
    """How many rows there are, and of what kinds: 共 12 行：新登记 10 行，已有 2 行。"""
    kinds: list[str] = [*(action.kind for action in actions), *(action.kind for action in ballots)]
    told = "，".join(f"{label} {kinds.count(kind)} 行" for kind, label in ROW_KINDS.items() if kind in kinds)
    return f"共 {len(kinds)} 行{f'：{told}' if told else ''}。"


def left_words(one: LeftOut) -> str:
    """What was left aside, where, and why."""
    rows = f"第 {row_ranges(one.rows)} 行 " if one.rows else ""
    return f"{one.file} {one.sheet} {rows}{one.why}"


def question_place(question: Question) -> str:
    """Where a question arises: 九月.xlsx 登记表 E5，共 3 行."""
    place = " ".join(part for part in (question.file, question.sheet, question.cell) if part)
    return f"{place}，共 {len(question.rows)} 行" if len(question.rows) > 1 else place


def question_rows(question: Question, most: int = 3) -> list[str]:
    """What the first rows of a question say: 第 5 行：区教育局　2015-09-01　扣分 0.5　工单逾期."""
    told = [f"第 {row} 行：{words}" for row, words in list(question.about.items())[:most]]
    return [*told, *([f"另有 {len(question.rows) - most} 行。"] if told and len(question.rows) > most else [])]


def row_ranges(rows: Sequence[int]) -> str:
    """3、5-8、12."""
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    told = [str(a) if a == b else f"{a}-{b}" for a, b in found[:_RANGES]]
    return "、".join(told) + ("等" if len(found) > _RANGES else "")
