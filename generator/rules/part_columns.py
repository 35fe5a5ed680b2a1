"""The columns of a part made of items: which apply to a unit, what stands in for those that do not, and their sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.model.number import UNLIMITED, format_points, places_words
from generator.rules.effect_words import named_points
from generator.rules.expression import CellUnit, Column, Op, add, all_of, col, const, op, over, round_rest, round_to
from generator.rules.given_tables import APPLIES, UNIT, lay_applies
from generator.rules.item import Category
from generator.rules.item_coefficient import multiply_item
from generator.rules.item_columns import PartFrame, Shown
from generator.rules.kind import Kind, LaidItem, LaidPart
from generator.rules.part_record import PlacedItem, converted_to
from generator.rules.span_columns import lay_whole_item
from generator.rules.voided_columns import lay_voided, voided_column

_ZERO, _NOTHING = const(0), const(None)
# What becomes of an item where it does not apply.
_SAID = {
    "rescale": "不适用的不计，其余折算",
    "spread": "不适用的不计，分值由其余单项分摊",
    "peer-mean": "不适用的取其他单位的平均",
    "full-marks": "不适用的计满分",
    "left-out": "不适用的不计",
}


def lay_items(frame: PartFrame, kind: Kind) -> LaidPart:
    """All items of the part, and what the part comes to."""
    part = frame.part
    drafts = [_draft(frame, placed) for placed in part.list_items()]
    maxima = _lay_spread(frame, drafts) if part.not_applicable == "spread" else {}
    items = tuple(_lay_final(frame, draft, maxima.get(draft.placed.item.id, "")) for draft in drafts)
    summed = _lay_sum(frame, items)
    if part.not_applicable == "rescale" and any(draft.applies for draft in drafts):
        summed = _lay_rescaled(frame, drafts, summed)
    complete, absent = _lay_complete(frame, items), ""
    if part.not_applicable == "left-out" and any(draft.absent for draft in drafts):
        missing = add(*(_absent(draft) for draft in drafts))
        absent = lay_part(frame, "absent", f"{part.name}不适用的分值", missing)
    return LaidPart(part, kind, summed, "", complete, items, absent)


def lay_part(
    frame: PartFrame,
    step: str,
    title: str,
    expr: Op,
    unit: CellUnit = "points",
    said: str = "",
    cap: bool = False,
    shown: Shown = "sheet",
) -> str:
    """A column of the part in the unit table; its id."""
    part = frame.part
    name = f"{part.id}:{step}"
    made = Column(name, title, unit, expr, cap, shown, said, clause=part.basis, part=part.id)
    return frame.layout.lay(UNIT, made)


@dataclass(frozen=True, slots=True)
class _ItemDraft:
    """An item and to whom it applies: `applies` is a column (empty: to all), `absent` whether a unit of those that
    it is meant for may lack it, `own_mean` whether the unit's own assessor takes the mean of the others.
    """

    placed: PlacedItem
    applies: str
    is_meant: Op | None
    absent: bool
    own_mean: Op | None


def _draft(frame: PartFrame, placed: PlacedItem) -> _ItemDraft:
    item, own = placed.item, frame.scheme.own_items_of(placed.item)
    is_own = op("eq", col("unit"), const(item.assessor))
    is_meant = None if placed.unit is None else op("eq", col("unit"), const(placed.unit))
    lacks: list[Op] = []
    if frame.part.not_applicable:
        lay_applies(frame.layout)
        excluded = over("count", APPLIES, "excluded", ("unit",), (("item", item.id),))
        lacks.append(op("gt", excluded, _ZERO))
    if own == "left-out":
        lacks.append(is_own)
    applies = ""
    if lacks or is_meant is not None:
        absent = op("or", *lacks) if lacks else const(False)
        flag = op("eq", absent, const(False))
        flag = flag if is_meant is None else op("and", is_meant, flag)
        applies = frame.lay(item, "applies", f"{item.name}适用", flag, unit="flag", shown="sheet")
    return _ItemDraft(placed, applies, is_meant, bool(lacks), is_own if own == "mean" else None)


def _absent(draft: _ItemDraft) -> Op:
    """The marks of an item that is meant for the unit and does not apply to it."""
    if not draft.absent:
        return _ZERO
    found = op("if", col(draft.applies), _ZERO, const(draft.placed.item.max))
    return found if draft.is_meant is None else op("if", draft.is_meant, found, _ZERO)


def _lay_spread(frame: PartFrame, drafts: list[_ItemDraft]) -> dict[str, str]:
    """The columns of what each item is worth when the marks of those that do not apply go evenly to the others."""
    absent = lay_part(frame, "absent", f"{frame.part.name}不适用的分值", add(*map(_absent, drafts)))
    worth = [found for found in drafts if found.placed.item.max]  # what is worth nothing takes no share
    ones = [op("if", col(found.applies), const(1), _ZERO) if found.applies else const(1) for found in worth]
    number = lay_part(frame, "applicable", f"{frame.part.name}适用的单项数", add(*ones), "number")
    share = op("div", col(absent), col(number))
    found = {}
    for draft in worth:
        item = draft.placed.item
        more = op("add", const(item.max), share)
        if draft.applies:
            more = op("if", col(draft.applies), more, const(item.max))
        found[item.id] = frame.lay(item, "max", f"{item.name}分值", more, said="分值 ＋ 不适用的分值 ÷ 适用的单项数")
    return found


def _lay_final(frame: PartFrame, draft: _ItemDraft, maximum: str) -> LaidItem:
    """The item with what counts where it does not apply, or is the unit's own."""
    item, stands_in = draft.placed.item, _stands_in(frame, draft)
    own_full = _own_full(frame, draft)
    if not draft.applies and draft.own_mean is None and own_full is None:
        return _round(frame, lay_whole_item(frame, draft.placed, maximum))
    laid = lay_whole_item(frame, draft.placed, maximum, "steps")
    conditions = [col(draft.applies)] if draft.applies else []
    conditions += [op("eq", own, const(False)) for own in (draft.own_mean, own_full) if own is not None]
    flag = all_of(*conditions)
    regular = col(frame.lay(item, "regular", f"{item.name}按记录计分", flag, unit="flag", shown="sheet"))
    is_known = op("and", regular, col(laid.known)) if laid.known else regular
    own = frame.lay(
        item, "own", f"{item.name}（适用的单位）", op("if", is_known, col(laid.counted), _NOTHING), shown="sheet"
    )
    found: Op = _NOTHING
    if own_full is not None:
        found = col(maximum) if maximum else const(item.max)
    if draft.own_mean is not None:
        found = over("mean", UNIT, own, ("group",))
    if draft.applies:
        found = op("if", col(draft.applies), found, stands_in(own))
    if draft.is_meant is not None:
        found = op("if", draft.is_meant, found, _NOTHING)
    lacking = _SAID.get(frame.part.not_applicable, "")
    said = f"{lacking}；适用的照计：{{{laid.counted}}}" if draft.absent else ""
    if draft.own_mean is not None or (draft.absent and not frame.part.not_applicable):
        said = ""
    elif draft.is_meant is not None and not draft.absent:
        said = f"本单位的单项：{{{laid.counted}}}"
    expr = op("if", regular, col(laid.counted), found)
    final = frame.lay(item, "final", item.name, expr, shown="page", said=said)
    known = _lay_known(frame, draft, laid, regular, final)
    return _round(frame, replace(laid, counted=final, applies=draft.applies, known=known, regular=regular.column))


def _own_full(frame: PartFrame, draft: _ItemDraft) -> Op | None:
    """Whether the item is the unit's own and counts in full; of one that is lost from, nothing is recorded then."""
    item = draft.placed.item
    if frame.effect == "loses" or frame.scheme.own_items_of(item) != "full-marks" or item.max == UNLIMITED:
        return None
    return op("eq", col("unit"), const(item.assessor))


def _stands_in(frame: PartFrame, draft: _ItemDraft) -> Any:
    """What counts where the item does not apply, as a function of the column of those to which it does."""
    part, item = frame.part, draft.placed.item
    if part.not_applicable == "peer-mean":
        return lambda own: over("mean", UNIT, own, ("group",) if part.peers == "group" else ())
    if part.not_applicable == "full-marks":
        return lambda own: _ZERO if frame.effect == "loses" else const(item.max)
    return lambda own: _NOTHING


def _lay_known(frame: PartFrame, draft: _ItemDraft, laid: LaidItem, regular: Op, final: str) -> str:
    """Whether everything is there: what the item waits for, or, where others stand in for it, what they have."""
    by_peers = draft.absent and frame.part.not_applicable == "peer-mean"
    if draft.own_mean is None and not by_peers and not laid.known:
        return ""
    is_there = op("not-none", col(final))
    there = is_there if draft.own_mean is not None else const(True)
    if draft.applies:
        there = op("if", col(draft.applies), there, is_there if by_peers else const(True))
    if draft.is_meant is not None:
        there = op("if", draft.is_meant, there, const(True))
    flag = op("if", regular, col(laid.known) if laid.known else const(True), there)
    name = f"{draft.placed.item.name}已有数据"
    return frame.lay(draft.placed.item, "final-known", name, flag, unit="flag", shown="sheet")


def _round(frame: PartFrame, laid: LaidItem) -> LaidItem:
    """The item times its coefficient, and rounded, where the scheme rounds the items."""
    laid = multiply_item(frame, laid)
    rule = frame.scheme.rounding_at("item")
    if rule is None:
        return laid
    item, exact = laid.item, col(laid.counted)
    if (rule.of == "lost") == (frame.effect == "loses") or item.max == UNLIMITED:
        rounded = round_to(exact, rule.places, rule.mode)
    else:
        rounded = round_rest(laid.marks, exact, rule.places, rule.mode)
    said = f"按规定保留{places_words(rule.places)}"
    return replace(laid, counted=frame.lay(item, "rounded", item.name, rounded, shown="page", said=said))


def _lay_sum(frame: PartFrame, items: tuple[LaidItem, ...]) -> str:
    """The items added up, those of a category to its cap, and none of one that is voided."""
    categories: dict[str, list[LaidItem]] = {}
    for found in items:
        categories.setdefault(found.category.id, []).append(found)
    sums: list[Op] = []
    for inside in categories.values():
        counted = [_or_nothing(found) for found in inside]
        category = inside[0].category
        if category.max is None:
            sums += counted if category.voided is None else [lay_voided(frame, category, inside, add(*counted))]
            continue
        made = Column(
            category_column(category), category.name, "points", op("min", add(*counted), const(category.max)),
            cap=True, clause=category.basis, part=frame.part.id,
        )  # fmt: skip
        sums.append(lay_voided(frame, category, inside, col(frame.layout.lay(UNIT, made))))
    said = f"各单项{frame.noun}之和"
    return lay_part(frame, _sum_step(frame), named_points(frame.part.name, frame.noun), add(*sums), said=said)


def counted_column(category: Category) -> str:
    """The column of what a category counts in the end; empty where its items are simply added up."""
    if category.voided is not None:
        return voided_column(category)
    return category_column(category) if category.max is not None else ""


def category_column(category: Category) -> str:
    """The column of what a category with a limit of its own counts."""
    return f"category.{category.id}"


def _sum_step(frame: PartFrame) -> str:
    """`exact` where nothing follows on the sum of the items."""
    part = frame.part
    capped = frame.effect == "adds"
    weighed = part.weight is not None or converted_to(part) is not None
    return "sum" if part.not_applicable == "rescale" or capped or weighed else "exact"


def _or_nothing(found: LaidItem) -> Op:
    """What the item counts, 0 where it does not apply."""
    may_lack = found.applies or found.known
    return op("nz", col(found.counted), _ZERO) if may_lack else col(found.counted)


def _lay_rescaled(frame: PartFrame, drafts: Iterable[_ItemDraft], summed: str) -> str:
    """折算: what the items that apply come to, as if their marks were all."""
    part = frame.part
    worth = []
    for draft in drafts:
        whole = const(draft.placed.item.max)
        worth.append(op("if", col(draft.applies), whole, _ZERO) if draft.applies else whole)
    applicable = lay_part(frame, "applicable", f"{part.name}适用的分值", add(*worth))
    found = op("div", op("mul", col(summed), const(part.max)), col(applicable))
    title, marks = f"{part.name}折算{frame.noun}", format_points(part.max)
    said = f"{frame.noun} × 分值 ÷ 适用的分值：{{{summed}}} × {marks} ÷ {{{applicable}}}"
    return lay_part(frame, "rescaled", title, op("nz", found, _ZERO), said=said)


def _lay_complete(frame: PartFrame, items: tuple[LaidItem, ...]) -> str:
    """Whether everything that the part waits for is there; empty where it waits for nothing."""
    flags = [col(found.known) for found in items if found.known]
    if not flags:
        return ""
    return lay_part(frame, "complete", f"{frame.part.name}已计入", op("and", *flags), "flag")


def finish_part(frame: PartFrame, laid: LaidPart, cap: Decimal, floor: Decimal | None) -> LaidPart:
    """The part under its own cap, above its own floor; `exact` is the last column."""
    part, column = frame.part, laid.exact
    title = named_points(part.name, frame.noun)
    steps: list[tuple[str, Op]] = []
    if floor is not None and floor != -UNLIMITED:
        steps.append(("floored", op("max", col(column), const(floor))))
    if cap != UNLIMITED:
        last = col(f"{part.id}:floored") if steps else col(column)
        steps.append(("capped", op("min", last, const(cap))))
    for step, expr in steps:
        column = lay_part(frame, step, title, expr, cap=True)
    return replace(laid, exact=column)
