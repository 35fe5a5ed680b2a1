"""Which record a row is: the same as one that there is, an amendment of one, or a new one.

A row of our own sheets amends the record whose id it carries, field by field: what the sheet still says as it was
made is left as the record says now. A row of another table is the same as a record with equal item, unit, day,
standard, points, count and reason; one that agrees in item, unit and day alone is asked about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from generator.model.deduction import Deduction, Evidence, Rectification
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.problem import escape_text
from generator.sheets.draft_row import DraftRow, plain_reason
from generator.sheets.own_form import COLUMNS, base_of
from generator.sheets.own_reader import OwnRow
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.record_names import RecordNames

ActionKind = Literal["new", "amend", "same", "revoked"]
Key = tuple[str, str, date, str, Decimal, int, str]


@dataclass(frozen=True, slots=True)
class RowAction:
    """What a row comes to: the record that is written (or there already), and the one that was there before."""

    kind: ActionKind
    draft: DraftRow
    record: Deduction
    before: Deduction | None = None


@dataclass(slots=True)
class Matching:
    """Compares rows with the records that there are."""

    known: Sequence[Deduction]
    names: RecordNames
    sample: bool = False
    waiting: Sequence[tuple[Deduction, str]] = ()  # records of proposals that are not merged yet, and where they are
    actions: list[RowAction] = field(default_factory=list)
    _amended: dict[str, DraftRow] = field(default_factory=dict)
    _first: dict[Key, DraftRow] = field(default_factory=dict)  # the first row of each kind, in all files

    def match_foreign(self, drafts: Sequence[DraftRow], inquiry: Inquiry) -> None:
        """Adds what each row of other people's tables comes to; asks where that is not certain."""
        drafts = _settle_repeated(drafts, inquiry, self._first)
        left: Counter[Key] = Counter()
        of: dict[Key, list[Deduction]] = defaultdict(list)
        near: dict[tuple[str, str, date], list[Deduction]] = defaultdict(list)
        for record in self.known:
            of[record_key(record)].append(record)
            near[record.item, record.unit, record.date].append(record)
        left.update({key: len(found) for key, found in of.items()})
        rest = []
        for draft in drafts:
            key = draft_key(draft)
            if left[key] > 0:
                left[key] -= 1
                same = of[key][left[key]]
                self.actions.append(RowAction("revoked" if same.revoked else "same", draft, same, same))
            else:
                rest.append(draft)
        rest = self._leave_waiting(rest, inquiry)
        taken = {action.record.path for action in self.actions}
        for draft in rest:
            around = [one for one in near[draft.item, draft.unit, draft.date] if one.path not in taken]
            self._place(draft, [one for one in around if one.revoked is None], inquiry)

    def _leave_waiting(self, drafts: Sequence[DraftRow], inquiry: Inquiry) -> list[DraftRow]:
        """The rows without those that wait in a proposal already: sent twice, a file would else be recorded twice."""
        if not self.waiting:
            return list(drafts)
        waits: dict[Key, list[str]] = defaultdict(list)
        for record, where in self.waiting:
            waits[record_key(record)].append(where)
        rest = []
        for draft in drafts:
            if found := waits[draft_key(draft)]:
                inquiry.leave(draft.sheet, f"已在{found.pop()}里，等待合并，不再登记", draft.row)
            else:
                rest.append(draft)
        return rest

    def _place(self, draft: DraftRow, around: Sequence[Deduction], inquiry: Inquiry) -> None:
        """A row that is like no record: a new one, unless a record of the same item, unit and day is meant."""
        if around:
            answer = _ask_near(draft, around, inquiry)
            if answer is None:
                return
            if answer == LEAVE:
                inquiry.leave(draft.sheet, "可能已经登记过，按回答不导入", draft.row)
                return
            if answer != "new":
                record = next(one for one in around if one.id == answer.removeprefix("amend:"))
                self._amend(draft, record, _amended(record, draft), inquiry)
                return
        self.actions.append(RowAction("new", draft, self._new(draft)))

    def match_own(self, rows: Iterable[OwnRow], inquiry: Inquiry) -> None:
        """Adds what each row of our own sheets comes to; rows without a record are as those of another table."""
        fresh = []
        by_id = {(record.year, record.item, record.id): record for record in self.known}
        for row in rows:
            if not row.draft.record:
                fresh.append(row.draft)
                continue
            record = by_id.get((row.draft.year, row.draft.item, row.draft.record))
            if record is None:
                words = f"没有编号为{quote(row.draft.record)}的记录"
                hint = "记录编号不要改动；新登记的行这一格空着。请用 kaohe export 重新导出。"
                inquiry.refuse((row.draft.sheet, row.draft.row, 1), "KH818", words, hint)
                continue
            self._match_known(row, record, inquiry)
        self.match_foreign(fresh, inquiry)

    def _match_known(self, row: OwnRow, record: Deduction, inquiry: Inquiry) -> None:
        changed = _changed_fields(row, record, inquiry)
        if changed is None:
            return
        if record.revoked is not None:
            if changed:
                words, hint = f"记录 {record.id} 已经撤销，不能再改", "要重新登记的，请写在新的一行，记录编号空着。"
                inquiry.refuse((row.draft.sheet, row.draft.row, 1), "KH818", words, hint)
                return
            self.actions.append(RowAction("revoked", row.draft, record, record))
            return
        self._amend(row.draft, record, _with_fields(record, row.draft, changed), inquiry)

    def _amend(self, draft: DraftRow, record: Deduction, made: Deduction, inquiry: Inquiry) -> None:
        other = self._amended.setdefault(record.path, draft)
        if other is not draft:
            words, hint = f"记录 {record.id} 在第 {other.row} 行已经有了", "一条记录只能有一行。"
            inquiry.refuse(draft.place, "KH818", words, hint)
        elif made == record or not self._waits(draft, made, inquiry):
            self.actions.append(RowAction("same" if made == record else "amend", draft, made, record))

    def _waits(self, draft: DraftRow, made: Deduction, inquiry: Inquiry) -> bool:
        """Whether an amendment waits in a proposal already, or is left to the one that waits there, or is open."""
        others = [(record, where) for record, where in self.waiting if record.path == made.path]
        if same := next((where for record, where in others if record == made), ""):
            inquiry.leave(draft.sheet, f"已在{same}里，等待合并，不再登记", draft.row)
            return True
        if not others:
            return False
        text = f"记录 {made.id} 在{others[0][1]}里也改过，还没有合并，这一行还改吗？"
        choices = [Offer("take", "也改：合并时两边都要核对"), Offer(LEAVE, "不改，以那份提案为准")]
        answer = inquiry.ask("waiting", made.id, text, draft.place, choices)
        if answer == LEAVE:
            inquiry.leave(draft.sheet, f"在{others[0][1]}里也改过，按回答不导入", draft.row)
        return answer != "take"

    def _new(self, draft: DraftRow) -> Deduction:
        return Deduction(
            id=self.names.next(draft.year, draft.item, draft.date, draft.unit),
            year=draft.year,
            item=draft.item,
            unit=draft.unit,
            date=draft.date,
            standard=draft.standard,
            points=draft.points,
            count=draft.count,
            method=draft.method,
            source=draft.source,
            reason=draft.reason,
            evidence=tuple(Evidence(title, held) for title, held in draft.evidence or ()),
            rectification=Rectification(draft.due) if draft.due else None,
            internal_note=draft.internal_note,
            sample=self.sample,
        )


def record_key(record: Deduction) -> Key:
    """By what a row is the same as a record."""
    return (
        record.item, record.unit, record.date, record.standard, record.points, record.count,
        plain_reason(record.reason),
    )  # fmt: skip


def draft_key(draft: DraftRow) -> Key:
    """The same of a row."""
    return draft.item, draft.unit, draft.date, draft.standard, draft.points, draft.count, plain_reason(draft.reason)


def _settle_repeated(drafts: Sequence[DraftRow], inquiry: Inquiry, first: dict[Key, DraftRow]) -> list[DraftRow]:
    """The rows without those that repeat one of this sheet, of another or of another file, as a person says."""
    kept = []
    choices = [Offer("one", "是同一件，只记一条"), Offer("all", "是不同的几件，各记一条")]
    for draft in drafts:
        key = draft_key(draft)
        other = first.setdefault(key, draft)
        if (other.file, other.sheet, other.row) == (draft.file, draft.sheet, draft.row):
            kept.append(draft)
            continue
        where = "" if other.file == draft.file else f"“{escape_text(other.file, 60)}”"
        where += "" if (other.file, other.sheet) == (draft.file, draft.sheet) else f"工作表“{other.sheet}”"
        text = f"与{where}第 {other.row} 行相同（{quote(draft.reason)}），是同一件吗？"
        name = f"{other.sheet}|{other.row}" if other.file == draft.file else f"{other.file}|{other.sheet}|{other.row}"
        answer = inquiry.ask("same-rows", name, text, draft.place, choices)
        if answer == "all":
            kept.append(draft)
        elif answer == "one":
            inquiry.leave(draft.sheet, "与前面的行相同，按回答只记一条", draft.row)
    return kept


def _ask_near(draft: DraftRow, around: Sequence[Deduction], inquiry: Inquiry) -> str | None:
    choices = [Offer("new", "是另一件，登记为新的记录")]
    for record in around[:6]:
        label = f"更改 {record.id}（扣 {format_points(record.points)} 分，{quote(record.reason)}）"
        choices.append(Offer(f"amend:{record.id}", label))
    choices.append(Offer(LEAVE, "不导入"))
    text = f"这个单位在这一天、这个单项上已有 {len(around)} 条记录，这一行（{quote(draft.reason)}）是哪种情况？"
    return inquiry.ask("near", f"{draft.item}|{draft.unit}|{draft.date}", text, draft.place, choices)


def _amended(record: Deduction, draft: DraftRow) -> Deduction:
    """The record with what a table of other people gives of it."""
    fields = draft.given & {"reason", "method", "source"} | {"standard", "points", "count"}
    return _with_fields(record, draft, fields)


def _with_fields(record: Deduction, draft: DraftRow, fields: Iterable[str]) -> Deduction:
    changes: dict[str, Any] = {}
    for name in fields:
        if name == "due":
            changes["rectification"] = _with_due(record, draft.due)
        elif name == "evidence":
            known = {(one.title, one.held_at): one for one in record.evidence}
            changes[name] = tuple(known.get(pair) or Evidence(*pair) for pair in draft.evidence or ())
        else:
            changes[name] = getattr(draft, name)
    return replace(record, **changes)


def _with_due(record: Deduction, due: date | None) -> Rectification | None:
    if record.rectification is None:
        return None if due is None else Rectification(due)
    return record.rectification if due is None else replace(record.rectification, due=due)


def _changed_fields(row: OwnRow, record: Deduction, inquiry: Inquiry) -> set[str] | None:
    """The fields that a person changed in the sheet; None while it is open whose change of a field holds."""
    now, said = base_of(record), _said(row.draft, record)
    changed = set()
    is_open = False
    for name, value in said.items():
        if value == now[name] or value == row.base.get(name):
            continue
        if row.base and row.base.get(name) != now[name]:
            label = COLUMNS[name]
            text = f"{label}在表里和记录里都改过：表里是{quote(value)}，记录里是{quote(now[name])}，用哪个？"
            choices = [Offer("sheet", "用表里的"), Offer("record", "用记录里的")]
            place = (row.draft.sheet, row.draft.row, row.draft.columns.get(name, 1))
            answer = inquiry.ask("both-changed", f"{record.id}|{name}", text, place, choices)
            is_open = is_open or answer is None
            if answer != "sheet":
                continue
        changed.add(name)
    return None if is_open else changed


def _said(draft: DraftRow, record: Deduction) -> dict[str, str]:
    """What a row says of each field, in the form of `base_of`."""
    made = _with_fields(record, draft, [name for name in base_of(record) if name not in ("due", "evidence")])
    made = replace(
        made,
        evidence=tuple(Evidence(*pair) for pair in draft.evidence or ()),
        rectification=Rectification(draft.due) if draft.due else None,
    )
    return base_of(made)
