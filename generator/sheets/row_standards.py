"""Which standard each deduction of a table falls under, for how many cases, and what its reason is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from generator.model.number import format_points
from generator.rules.standard_record import StandardRecord
from generator.sheets.draft_row import DraftRow, PartialRow, plain_reason
from generator.sheets.known_office import Office, cases_of, fits, standard_words
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.row_values import LEAVE_ROW, RowLeft, Unsettled
from generator.sheets.table_layout import TableLayout

_TEXTS = 40  # different texts of a table that are asked one by one; of more, the points are asked
_SPLITS = 6  # ways to divide points among standards that are offered


class StandardChooser:
    """Settles item, standard, number of cases and reason of the rows of one table."""

    def __init__(
        self,
        office: Office,
        inquiry: Inquiry,
        layout: TableLayout,
        sheet: str,
        year: int | None,
        rows: Sequence[PartialRow],
    ) -> None:
        self._office, self._inquiry, self._layout, self._sheet, self._year = office, inquiry, layout, sheet, year
        self._of: dict[tuple[str, int], dict[str, StandardRecord]] = {}
        self._few = len({row.standard_text or row.reason for row in rows}) <= _TEXTS

    def settle(self, row: PartialRow) -> Iterator[DraftRow]:
        """The drafts of a row: one for each standard under which its points fall."""
        year = row.date.year
        if self._office.scheme(year) is None:
            place = (self._sheet, row.row, row.columns.get("date", 1))
            self._inquiry.refuse(place, "KH819", f"{row.date}：没有 {year} 年度的考核办法", "请核对日期。")
            raise Unsettled
        item = row.item or self._item(row)
        found = self._standards(row, item, year)
        if not (row.method and row.source):
            raise Unsettled  # asked for the whole table
        for standard, points in found:
            yield self._draft(row, item, standard, points, whole=len(found) == 1)

    def _place(self, row: PartialRow, name: str) -> tuple[str, int, int]:
        return self._sheet, row.row, row.columns.get(name) or row.columns.get("points") or 1

    def _item(self, row: PartialRow) -> str:
        """The item that a cell names."""
        if not row.item_text:
            if "item" not in row.columns:
                raise Unsettled  # asked for the whole table
            text = "没有写单项，是哪个单项？"
        elif exact := self._office.item_called(row.date.year, row.item_text):
            return exact
        else:
            text = f"{quote(row.item_text)}是哪个单项？"
        choices = [*self._office.item_choices(row.date.year, row.item_text), LEAVE_ROW]
        return self._given(self._inquiry.ask("row-item", row.item_text, text, self._place(row, "item"), choices))

    def _given(self, answer: str | None) -> str:
        if answer is None:
            raise Unsettled
        if answer == LEAVE:
            raise RowLeft("按回答不导入")
        return answer

    def _known(self, item: str, year: int) -> dict[str, StandardRecord]:
        if (item, year) not in self._of:
            self._of[item, year] = {one.id: one for one in self._office.standards(year, item)}
        return self._of[item, year]

    def _standards(self, row: PartialRow, item: str, year: int) -> list[tuple[StandardRecord, Decimal]]:
        """The standards of a row with the points under each."""
        known = self._known(item, year)
        text = row.standard_text or row.reason or row.item_text
        kept = self._layout.standards.get((item, text)) or self._office.standard_called(year, item, row.standard_text)
        if kept in known:
            return [(known[kept], row.points.points)]
        points = row.points.points
        of_points = not (self._few and text)
        key = f"{item}|{format_points(points)}" if of_points else f"{item}|{text}"
        rows = "的各行" if text else "、没有写事由的行"
        said = f"扣 {format_points(points)} 分{rows}" if of_points else quote(text)
        ordered = sorted(known.values(), key=lambda one: not (fits(one, points) or cases_of(one, points)))
        choices = [Offer(one.id, standard_words(one)) for one in ordered]
        choices += self._splits(row, list(known.values()))
        words = f"{said}依据哪条标准？"
        place = self._place(row, "standard" if "standard" in row.columns else "reason")
        answer = self._given(self._inquiry.ask("standard", key, words, place, [*choices, LEAVE_ROW]))
        if answer in known:
            if not of_points and text:
                self._layout.standards[item, text] = answer
            return [(known[answer], points)]
        parts = (part.partition("=") for part in answer.split("+"))
        return [(known[name], Decimal(number)) for name, _, number in parts]

    def _splits(self, row: PartialRow, known: list[StandardRecord]) -> list[Offer]:
        """Ways in which the points are those of several standards together."""
        if not row.standard_text:
            return []
        fixed = [one for one in known if one.range.min == one.range.max and one.range.min]
        found = []
        for size in (2, 3):
            for parts in combinations(fixed, size):
                if sum((one.range.min for one in parts), Decimal(0)) == row.points.points:
                    value = "+".join(f"{one.id}={format_points(one.range.min)}" for one in parts)
                    label = "、".join(f"{one.text}" for one in parts)
                    found.append(Offer(value, f"分成 {size} 条：{label}"))
        return found[:_SPLITS]

    def _draft(self, row: PartialRow, item: str, standard: StandardRecord, points: Decimal, whole: bool) -> DraftRow:
        count = row.points.count if whole else 1
        if not count:
            points, count = self._cases(row, standard, points)
        reason = row.reason or self._reason(row, standard)
        given = {name for name in ("date", "standard", "reason", "method", "source") if name in row.columns}
        return DraftRow(
            file=self._inquiry.file,
            sheet=self._sheet,
            row=row.row,
            year=row.date.year,
            item=item,
            unit=row.unit,
            date=row.date,
            standard=standard.id,
            points=points,
            count=count,
            method=row.method,
            source=row.source,
            reason=reason,
            due=row.due,
            internal_note=row.note,
            evidence=row.evidence,
            record=row.record,
            columns=row.columns,
            given=frozenset(given | {"points"}),
        )

    def _cases(self, row: PartialRow, standard: StandardRecord, points: Decimal) -> tuple[Decimal, int]:
        """Points and cases: one case, or, where the points are a multiple of the standard's, as a person says.

        A multiple may as well be a slip of the hand, 5 for 0.5: then the points are those of one case.
        """
        cases = cases_of(standard, points)
        if not cases or fits(standard, points):
            return points, 1
        known = (row.item or self._item(row), row.unit, row.date, standard.id, points, plain_reason(row.reason))
        if self._office.recorded_counts.get(known) == cases:
            return points, cases  # it was said when the record was made
        place = self._place(row, "points")
        said, each = format_points(points), format_points(standard.range.min)
        text = f"扣 {said} 分是标准“{standard.text}”的 {cases} 倍（每件 {each} 分），是 {cases} 件吗？"
        one_case = Offer(f"{each}/1", f"不是，应扣 {each} 分（1 件）")
        choices = [Offer(str(cases), f"是 {cases} 件"), one_case, LEAVE_ROW]
        answer = self._given(self._inquiry.ask("count", f"{standard.id}|{said}", text, place, choices))
        return (standard.range.min, 1) if answer == one_case.value else (points, cases)

    def _reason(self, row: PartialRow, standard: StandardRecord) -> str:
        """What stands for a reason that the table does not give: as a person confirms it."""
        place = self._place(row, "reason")
        text = "没有写扣分事由，用标准的原文作事由吗？"
        choices = [Offer("standard", "用标准的原文"), LEAVE_ROW]
        free = "扣分事由（各行相同）"
        answer = self._given(
            self._inquiry.ask("reason", "", text, place, choices, free, lambda given: len(given) > 3)
        )
        return standard.text if answer == "standard" else answer
