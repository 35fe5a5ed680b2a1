"""The columns of an item that is scored month by month: what each month comes to, and their mean or their sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.model.number import UNLIMITED
from generator.rules.expression import Column, Op, col, const, op, over, round_rest, round_to
from generator.rules.given_tables import WHOLE, lay_spans, lay_wholeness
from generator.rules.item import Item
from generator.rules.item_columns import PartFrame, Shown, lay_item
from generator.rules.kind import LaidItem
from generator.rules.part_record import PlacedItem
from generator.rules.record_columns import lay_span
from generator.rules.scheme import Scheme
from generator.rules.span_rule import ALL_SPANS, UNSCORED, AveragedRule, SpanRule, SummedRule

SCORED = ":scored"  # what the column of a month's points ends in
_NOTHING, _ZERO = const(None), const(0)


def lay_whole_item(frame: PartFrame, placed: PlacedItem, maximum: str = "", shown: Shown = "page") -> LaidItem:
    """The item as if it applied to everyone: by all that is found, or as the mean or sum of months or quarters."""
    rule = placed.item.spans
    if rule is None:
        return lay_item(frame, placed, maximum, shown)
    table = lay_spans(frame.layout, rule.over).id
    lay_span(frame.layout, frame.scheme, rule.over)
    each = replace(frame, table=table)
    if isinstance(rule, SummedRule):
        placed, maximum = placed._replace(item=placed.item.of_one_span), ""
    laid = lay_item(each, placed, maximum)
    return _lay_together(_SpansFrame(frame, each, rule, laid, frame.scheme.items[placed.item.id]), shown)


def scored_over(scheme: Scheme) -> list[str]:
    """Over which spans some item is scored by itself: `month`, `quarter`; mostly none."""
    rules = (item.spans for item in scheme.items.values())
    return sorted({rule.over for rule in rules if rule is not None})


class _SpansFrame:
    """Where an item is laid: `frame` among the units, `each` among their months, as `laid`."""

    def __init__(self, frame: PartFrame, each: PartFrame, rule: SpanRule, laid: LaidItem, item: Item) -> None:
        self.frame, self.each, self.rule, self.laid, self.item = frame, each, rule, laid, item

    def lay(self, step: str, title: str, expr: Op, **more: Any) -> str:
        """A column of the item among the units, not to be read by itself unless `more` says so."""
        return self.frame.lay(self.item, step, f"{self.item.name}（{title}）", expr, **{"shown": "sheet", **more})

    def gather(self, name: Any, column: str) -> Op:
        """An operation over the unit's months."""
        return over(name, self.each.table, column, ("unit",))

    def lay_scored(self, step: str, title: str, column: str) -> str:
        """Of each month what counts: its figure, rounded if the scheme says so, or what counts where it has none."""
        found = self._rounded(step, column)
        if self.laid.known:
            found = op("if", self._lacks(), self._unscored(), found)
        made = Column(
            f"{self.item.id}:{step}", title, "points", found, said_none=f"没有评分或者数值，{self._lacking()}",
            clause=self.item.basis, part=self.frame.part.id, item=self.item.id,
            shown="steps" if step == "scored" else "sheet",
        )  # fmt: skip
        return self.frame.layout.lay(self.each.table, made)

    def _lacks(self) -> Op:
        """Whether a month has no score, in words that are told where something counts all the same."""
        lacks = op("eq", col(self.laid.known), const(False))
        if not self.fills_in:
            return lacks
        name = f"{self.item.id}:lacks"
        if name not in self.frame.layout.table(self.each.table, "", ()).columns:
            self.each.lay(self.item, "lacks", "没有评分或者数值", lacks, unit="flag")
        return col(name)

    def _rounded(self, step: str, column: str) -> Op:
        """The points of a month as the scheme rounds them: themselves, or what the other side leaves of its marks."""
        rule, points = self.frame.scheme.rounding_at("span"), col(column)
        if rule is None:
            return points
        found = round_to(points, rule.places, rule.mode)
        if (rule.of == "lost") != (self.frame.effect == "loses") and self.laid.item.max != UNLIMITED:
            found = round_rest(self._marks(), points, rule.places, rule.mode)
        return col(self.each.lay(self.item, f"{step}-rounded", f"{self.item.name}（舍入以后）", found))

    def _lacking(self) -> str:
        """What becomes of a month of which nothing counts; one of which not all days count is left out."""
        said = "left-out" if self.fills_in else self.rule.unscored
        if said == "left-out" and isinstance(self.rule, SummedRule):
            return "不计入"  # of no mean
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
        return self.each.of_unit(self.laid.maximum) if self.laid.maximum else const(self.laid.item.max)


def _lay_together(place: _SpansFrame, shown: Shown) -> LaidItem:
    """What the months or quarters come to together: their mean, or their sum."""
    item, laid, spans = place.item, place.laid, ALL_SPANS[place.rule.over]
    counted = place.lay_scored("scored", item.name, laid.counted)
    raw = place.lay_scored("scored-raw", f"{item.name}（上限以前）", laid.raw)
    filled_in = tuple((place.each.table, name) for name in (counted, raw)) if place.fills_in else ()
    number = place.lay("number", f"计入的{spans[1:]}数", place.gather("count", counted), unit="number")
    added = place.lay("added", f"{spans}合计", place.gather("sum", counted))
    before = place.lay("added-raw", f"{spans}合计，上限以前", place.gather("sum", raw))

    def divide(column: str) -> Op:
        found = op("div", col(column), col(number)) if is_mean else col(column)
        return op("nz", found, _ZERO)  # before any month has a score

    is_mean, noun = isinstance(place.rule, AveragedRule), place.frame.noun
    raw = place.lay("raw", f"有效{noun}合计", divide(before), clause="")
    if is_mean:
        said = f"{spans}{noun}的平均：{{{added}}} ÷ {{{number}}}"
        counted = place.frame.lay(item, "counted", item.name, divide(added), shown=shown, said=said)
    else:
        counted = _lay_sum(place, divide(added), shown)
    maximum = laid.maximum if is_mean else ""
    return LaidItem(
        item, laid.category, raw, counted, known=_lay_known(place, number), maximum=maximum, capped=counted,
        takes_charges=laid.takes_charges, divided=laid.divided, filled_in=filled_in,
        spans_counted=number if laid.known else "",
    )  # fmt: skip


def _lay_sum(place: _SpansFrame, added: Op, shown: Shown) -> str:
    """The sum of the months, up to what the item is worth."""
    item, noun = place.item, place.frame.noun
    whole = place.lay("whole", f"{ALL_SPANS[place.rule.over]}{noun}相加", added)
    if item.max == UNLIMITED:
        return place.frame.lay(item, "counted", item.name, col(whole), shown=shown)
    return place.frame.lay(item, "counted", item.name, op("min", col(whole), const(item.max)), cap=True, shown=shown)


def _lay_known(place: _SpansFrame, number: str) -> str:
    """Whether the months have the scores that are waited for; empty where none is."""
    known, item = place.laid.known, place.item
    if not known:
        return ""
    flag = op("gt", col(number), _ZERO)
    if not place.fills_in and place.rule.unscored != "left-out":
        waits = place.each.lay(
            item, "waits", f"{item.name}还没有评分或者数值", op("if", col(known), _NOTHING, const(1))
        )
        flag = op("eq", place.gather("count", waits), _ZERO)
    return place.frame.lay(item, "known", f"{item.name}已有数据", flag, unit="flag", shown="sheet")
