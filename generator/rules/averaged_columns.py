"""The columns of an item that is scored month by month: what each month comes to, and the mean of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator.model.number import format_points
from generator.rules.averaged_rule import ALL_SPANS, SPANS, UNSCORED, AveragedRule
from generator.rules.expression import Column, Op, col, const, op, over
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.given_tables import WHOLE, lay_spans, lay_wholeness
from generator.rules.item import HIGHEST_OF_ALL, Item
from generator.rules.item_columns import PartFrame, Shown, lay_item
from generator.rules.kind import LaidItem
from generator.rules.part_record import ComponentRecord, PlacedItem
from generator.rules.record_columns import lay_span
from generator.rules.scheme import Scheme
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import StandardRecord
from generator.rules.standard_versions import past_standards

_NOTHING, _ZERO = const(None), const(0)
_LACKING = {"month": "没有评分的月份", "quarter": "没有评分的季度"}


def lay_whole_item(frame: PartFrame, placed: PlacedItem, maximum: str = "", shown: Shown = "page") -> LaidItem:
    """The item as if it applied to everyone: by all of its records, or as the mean of its months or quarters."""
    rule = placed.item.averaged
    if rule is None:
        return lay_item(frame, placed, maximum, shown)
    table = lay_spans(frame.layout, rule.over).id
    lay_span(frame.layout, frame.scheme, rule.over)
    each = replace(frame, table=table)
    laid = lay_item(each, placed, maximum)
    return _lay_mean(_MeanFrame(frame, each, rule, laid), shown)


def averaged_over(scheme: Scheme) -> list[str]:
    """Over which spans some item is scored by itself, for the mean of them: `month`, `quarter`; mostly none."""
    rules = (item.averaged for item in scheme.items.values())
    return sorted({rule.over for rule in rules if rule is not None})


class _MeanFrame:
    """Where the mean of an item is laid: `frame` among the units, `each` among their months, as `laid`."""

    def __init__(self, frame: PartFrame, each: PartFrame, rule: AveragedRule, laid: LaidItem) -> None:
        self.frame, self.each, self.rule, self.laid = frame, each, rule, laid
        self.item = laid.item

    def lay(self, step: str, title: str, expr: Op, **more: Any) -> str:
        """A column of the item among the units, not to be read by itself unless `more` says so."""
        return self.frame.lay(self.item, step, f"{self.item.name}（{title}）", expr, **{"shown": "sheet", **more})

    def gather(self, name: Any, column: str) -> Op:
        """An operation over the unit's months."""
        return over(name, self.each.table, column, ("unit",))

    def lay_scored(self, step: str, title: str, column: str) -> str:
        """Of each month what counts in the mean: its figure, or what counts where it has none."""
        found: Op = col(column)
        if self.laid.known:
            found = op("if", op("eq", col(self.laid.known), const(False)), self._unscored(), found)
        made = Column(
            f"{self.item.id}:{step}", title, "points", found, said_none=f"没有评分，{self._lacking()}",
            clause=self.item.basis, part=self.frame.part.id, item=self.item.id,
            shown="steps" if step == "scored" else "sheet",
        )  # fmt: skip
        return self.frame.layout.lay(self.each.table, made)

    def _lacking(self) -> str:
        """What becomes of a month of which nothing counts; one of which not all days count is left out."""
        said = "left-out" if self.fills_in else self.rule.unscored
        return UNSCORED.get(said, UNSCORED["awaited"])

    @property
    def fills_in(self) -> bool:
        """Whether a month without a score counts something all the same."""
        return bool(self.laid.known) and self.rule.unscored in {"full", "zero"}

    def _unscored(self) -> Op:
        """What a month without a score counts, of what is lost or of what is earned.

        One of which not all days count, as the scheme or the unit's time begins or ends in it, is left out: a score
        that was given on another day of it must not make it a zero.
        """
        if not self.fills_in:
            return _NOTHING
        lay_wholeness(self.frame.layout, self.rule.over)
        is_nothing = (self.rule.unscored == "zero") != (self.frame.effect == "loses")
        return op("if", col(WHOLE), _ZERO if is_nothing else self._marks(), _NOTHING)

    def _marks(self) -> Op:
        return self.each.of_unit(self.laid.maximum) if self.laid.maximum else const(self.item.max)


def _lay_mean(mean: _MeanFrame, shown: Shown) -> LaidItem:
    item, laid, spans = mean.item, mean.laid, ALL_SPANS[mean.rule.over]
    counted = mean.lay_scored("scored", item.name, laid.counted)
    raw = mean.lay_scored("scored-raw", f"{item.name}（上限以前）", laid.raw)
    filled_in = tuple((mean.each.table, name) for name in (counted, raw)) if mean.fills_in else ()
    number = mean.lay("number", f"计入平均的{spans[1:]}数", mean.gather("count", counted), unit="number")
    added = mean.lay("added", f"{spans}合计", mean.gather("sum", counted))
    before = mean.lay("added-raw", f"{spans}合计，上限以前", mean.gather("sum", raw))

    def divide(column: str) -> Op:
        found = op("div", col(column), col(number))
        return op("nz", found, _ZERO)  # before any month has a score

    noun = mean.frame.noun
    raw = mean.lay("raw", f"有效{noun}合计", divide(before), clause="")
    said = f"{spans}{noun}的平均：{{{added}}} ÷ {{{number}}}"
    counted = mean.frame.lay(item, "counted", item.name, divide(added), shown=shown, said=said)
    return LaidItem(
        item, laid.category, raw, counted, known=_lay_known(mean, number), maximum=laid.maximum, capped=counted,
        takes_charges=laid.takes_charges, divided=laid.divided, filled_in=filled_in,
        filled_number=number if filled_in else "",
    )  # fmt: skip


def _lay_known(mean: _MeanFrame, number: str) -> str:
    """Whether the months have the scores that are waited for; empty where none is."""
    known, item = mean.laid.known, mean.item
    if not known:
        return ""
    flag = op("gt", col(number), _ZERO)
    if not mean.fills_in and mean.rule.unscored != "left-out":
        waits = mean.each.lay(item, "waits", f"{item.name}还没有评分", op("if", col(known), _NOTHING, const(1)))
        flag = op("eq", mean.gather("count", waits), _ZERO)
    return mean.frame.lay(item, "known", f"{item.name}已有数据", flag, unit="flag", shown="sheet")


def check_averaged(part: ComponentRecord, placed: PlacedItem, scheme: Scheme) -> Iterator[Flaw]:
    """KH433: what cannot be scored month by month, or is said twice; KH459: what counts without a score."""
    item, category = placed.item, placed.category
    rule = item.averaged
    if rule is None:
        return
    if scheme.year_of is not None and not part.at and rule.over == "quarter":
        words = f"各季度本来就分别计分，“{item.name}”又写了每季度单独计分"
        yield Flaw("KH433", ("averaged",), words, "请删去 averaged；只在年度计的部分，写 at: year。")
    span = SPANS[rule.over]
    for at, standard in enumerate(item.standards):
        if not standard_kind(standard).takes_records:
            words = f"“{item.name}”{span}单独计分，而这一条按指标或者其他考核的结果计分，没有各期的结果"
            hint = "请把它写成另一个单项；指标每月的数值取平均的，在 measures 里写 due: month、over: mean。"
            yield Flaw("KH433", ("standards", at), words, hint)
    for field, value in (("month_max", item.month_max), ("parts", item.parts)):
        if value is not None:
            words = f"“{item.name}”既写了 averaged，又写了 {field}"
            said = "上限请写 max，每月都以它为限" if field == "month_max" else "按组成部分登记的，请写成另一个单项"
            yield Flaw("KH433", (field,), words, f"{span}单独计分、取平均的，{said}。")
    if item.once == HIGHEST_OF_ALL:
        words = f"“{item.name}”{span}单独计分，又只计分值最高的一条记录，不知道是每期一条还是全年一条"
        yield Flaw("KH433", ("once",), words, "请只写其中一个；同一事实只计一条的，写 once: highest。")
    if category.max is not None:
        words = f"“{item.name}”{span}单独计分，它这一类的上限 {format_points(category.max)} 分不知道按什么算"
        yield Flaw("KH433", ("averaged",), words, "请把它放到没有写 max 的类别，或者删去类别的 max。")
    yield from _check_unscored(item, rule, scheme)


def _check_unscored(item: Item, rule: AveragedRule, scheme: Scheme) -> Iterator[Flaw]:
    every = (*item.standards, *past_standards(scheme, item.id))
    awaits = any(_is_scored_outright(standard) for standard in every)
    if awaits and not rule.unscored:
        words = f"“{item.name}”{SPANS[rule.over]}评分，没有写{_LACKING[rule.over]}怎样计"
        yield Flaw("KH459", ("averaged",), words, ask_choice("unscored", UNSCORED))
    if rule.unscored and not awaits:
        words = f"“{item.name}”没有直接评分的标准，{SPANS[rule.over]}都有得分"
        yield Flaw("KH433", ("averaged", "unscored"), words, "请删去 unscored；没有记录就是没有扣分、加分。")
    if awaits and rule.unscored not in {"", "awaited"}:
        yield from _check_beside_scores(item, every)


def _check_beside_scores(item: Item, standards: Sequence[StandardRecord]) -> Iterator[Flaw]:
    """What else is found in a month without a score would count nothing, as the month does not."""
    kinds = [standard_kind(standard) for standard in standards]
    if any(kind.takes_records and not kind.gives for kind in kinds):
        words = f"“{item.name}”既直接评分，又按次扣分、加分，没有评分的一期里的扣分、加分不知道怎样计"
        hint = "请把按次扣分、加分的标准写成另一个单项；等评了再一起计的，写 unscored: awaited。"
        yield Flaw("KH433", ("averaged", "unscored"), words, hint)


def _is_scored_outright(standard: StandardRecord) -> bool:
    """Whether a month without a record has no score, rather than nothing that was found."""
    kind = standard_kind(standard)
    return kind.takes_records and kind.gives
