"""The columns of an item: what its standards come to, from where it starts, under its caps, where it applies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import UNLIMITED, format_points
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, Op, add, all_of, col, const, op, over
from generator.rules.given_tables import RECORD, UNIT
from generator.rules.item import Item
from generator.rules.kind import Effect, LaidItem
from generator.rules.part_record import PlacedItem
from generator.rules.record_columns import lay_months
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardEffect
from generator.rules.standard_list import standard_kind
from generator.rules.standard_versions import past_standards

_NONE = const(0)
Shown = Literal["page", "steps", "sheet"]


@dataclass(frozen=True, slots=True)
class PartFrame:
    """What the items of a part share: the part, what its standards do unless they say, what records count.

    Columns of items are laid in `table`: that of the units, or that of their months or quarters, of which each row
    counts the records of its own.
    """

    part: Any
    effect: Effect
    scheme: Scheme
    layout: BookLayout
    points: str
    noun: str  # 扣分, 得分, 加分
    table: str = UNIT

    def lay(self, item: Item, step: str, title: str, expr: Op, **more: Any) -> str:
        """A column of points of `item` in the table; its id. In that of months it is in the workbook alone."""
        made = Column(f"{item.id}:{step}", title, "points", expr, clause=item.basis, part=self.part.id, item=item.id)
        shown = {} if self.table == UNIT else {"shown": "sheet"}
        return self.layout.lay(self.table, replace(made, **{**more, **shown}))

    def of_unit(self, column: str) -> Op:
        """The unit's figure in a column of the table of units."""
        return col(column) if self.table == UNIT else over("get", UNIT, column, ("unit",))

    def default_of(self, item: Item) -> StandardEffect:
        """What a standard of the item does that does not say."""
        if self.effect == "loses":
            return "loses"
        if self.effect == "adds":
            return "adds"
        return "loses" if item.starts == "full" else "gives"


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the standards of an item come to: each side added up, and what is awaited."""

    minus: Op | None
    plus: Op | None
    worth: Op | None
    awaited: tuple[Op, ...]
    is_plain: bool = False
    divided: tuple[str, ...] = ()


def lay_item(frame: PartFrame, placed: PlacedItem, maximum: str = "", shown: Shown = "page") -> LaidItem:
    """The item as if it applied to everyone; `maximum` is the column of what it is worth, where that is one."""
    item = placed.item
    whole = frame.of_unit(maximum) if maximum else const(item.max)
    is_lost = frame.effect == "loses"
    effect = frame.default_of(item)
    by = () if frame.table == UNIT or item.spans is None else (item.spans.over,)
    tells = frame.table == UNIT or not all(standard_kind(standard).takes_records for standard in item.standards)
    place = ItemPlace(
        frame.part, item, frame.scheme, frame.layout, whole, frame.points, effect, is_lost, frame.table, by, tells
    )
    sums = _sum_standards(frame, place)
    held = _add_months(frame, item) if item.month_max is not None and sums.is_plain else None
    raw, counted = (_lay_lost if is_lost else _lay_earned)(frame, item, sums, whole, shown, held)
    known = ""
    if sums.awaited:
        flag = all_of(*(op("not-none", points) for points in sums.awaited))
        known = frame.lay(item, "known", f"{item.name}已有数据", flag, unit="flag", shown="sheet")
    adds_up = item.starts != "zero" if is_lost else sums.plus is not None
    plain = sums.is_plain and item.parts is None and adds_up and held is None
    charges = any(getattr(standard, "charge", None) is not None for standard in item.standards)
    return LaidItem(
        item, placed.category, raw, counted, known=known, maximum=maximum, capped=counted, plain=plain,
        takes_charges=charges, divided=sums.divided,
    )  # fmt: skip


def _sum_standards(frame: PartFrame, place: ItemPlace) -> _Sums:
    """Where all standards only add up records, they need no columns of their own."""
    item = place.item
    past = [found for found in past_standards(place.scheme, item.id) if standard_kind(found).takes_records]
    kinds = [(standard_kind(standard), standard) for standard in (*item.standards, *past)]
    if all(kind.is_plain(standard) for kind, standard in kinds):
        summed = place.of_records("sum", place.points)
        is_lost = place.effect == "loses"
        return _Sums(summed, None, None, (), True) if is_lost else _Sums(None, summed, None, (), True)
    laid = [kind.lay(standard, place) for kind, standard in kinds]
    awaited = tuple(found.points for found in laid if found.awaited)
    divided = tuple(found.divided for found in laid if found.divided)
    return _Sums(_side(laid, "loses"), _side(laid, "adds"), _side(laid, "gives"), awaited, divided=divided)


def _side(laid: Iterable[LaidStandard], effect: StandardEffect) -> Op | None:
    """All points of one effect; of standards that exclude each other the highest, of one not known yet nothing."""
    alone: list[Op] = []
    together: dict[str, list[Op]] = {}
    for found in laid:
        if found.effect == effect:
            points = op("nz", found.points, _NONE) if found.awaited and effect != "gives" else found.points
            (together.setdefault(found.exclusive, []) if found.exclusive else alone).append(points)
    alone += [points[0] if len(points) == 1 else op("max", *points) for points in together.values()]
    return add(*alone) if alone else None


def _add_months(frame: PartFrame, item: Item) -> Op:
    """What the records of each month come to, to the limit of a month, added up."""
    found = []
    for month in lay_months(frame.layout, frame.scheme):
        points = over("sum", RECORD, frame.points, ("unit",), (("item", item.id), ("month", month)))
        title, limit = f"{item.name}（{month}）", const(item.month_max)
        found.append(col(frame.lay(item, month, title, op("min", points, limit), cap=True, shown="sheet")))
    return add(*found)


def _hold(frame: PartFrame, item: Item, raw: str, held: Op | None) -> str:
    """The column that the item's own limits are put on: `raw`, or what is `held` below the limits of the months."""
    if held is None:
        return raw
    said = f"各月分别计算再相加，一个月最多 {format_points(item.month_max or 0)} 分"
    return frame.lay(item, "monthly", f"{item.name}（各月合计）", held, said=said, clause="")


def _lay_lost(frame: PartFrame, item: Item, sums: _Sums, whole: Op, shown: Shown, held: Op | None) -> tuple[str, str]:
    """What is lost: to the maximum, unless the item has no floor; less what is added, to a limit of its own."""
    if item.starts == "zero":
        sums = _from_zero(sums, whole)
    lost = sums.minus or _NONE
    if sums.worth is not None:
        given = op("nz", op("sub", whole, sums.worth), _NONE)
        lost = given if sums.minus is None else op("add", given, lost)
    title = f"有效{frame.noun}合计"
    raw = frame.lay(item, "raw" if sums.plus is None else "minus", title, lost, shown="sheet", clause="")
    limit = whole
    if item.floor is not None:
        below = const(item.max - item.floor) if whole.name == "const" else op("sub", whole, const(item.floor))
        limit = const(UNLIMITED) if item.floor == -UNLIMITED else below
    if sums.plus is None:
        return raw, _lay_capped(frame, item, "counted", item.name, _hold(frame, item, raw, held), limit, shown=shown)
    within = _lay_capped(frame, item, "within", f"{item.name}扣分", raw, limit)
    most = item.earns_at_most
    gained = frame.lay(item, "plus", f"{item.name}有效加分", sums.plus)
    both = op("sub", col(raw), col(gained))
    raw = frame.lay(item, "raw", f"{title}（减去加分）", both, shown="sheet", clause="")
    if most is not None and most != UNLIMITED:
        gained = _lay_capped(frame, item, "gained", f"{item.name}加分", gained, const(most))
    counted = frame.lay(item, "counted", item.name, op("sub", col(within), col(gained)), shown=shown)
    return raw, counted


def _from_zero(sums: _Sums, whole: Op) -> _Sums:
    """Of an item that starts at zero in a part that loses: what is not earned of its marks is lost."""
    earned = [side for side in (sums.worth, sums.plus) if side is not None]
    return _Sums(sums.minus, None, op("min", add(*earned), whole) if earned else _NONE, sums.awaited)


def _lay_earned(
    frame: PartFrame, item: Item, sums: _Sums, whole: Op, shown: Shown, held: Op | None
) -> tuple[str, str]:
    """What is earned: from its start, up to the maximum and what may be added above it, down to its floor."""
    worth = op("nz", sums.worth, _NONE) if sums.worth is not None and sums.awaited else sums.worth
    if worth is None and item.starts == "full" and frame.effect in {"earns", "penalises"}:
        worth = whole
    for side, name in ((sums.plus, "add"), (sums.minus, "sub")):
        if side is not None:
            worth = side if worth is None and name == "add" else op(name, worth or _NONE, side)  # type: ignore[arg-type]
    raw = frame.lay(item, "raw", f"有效{frame.noun}合计", worth or _NONE, shown="sheet", clause="")
    taken = held is not None and sums.minus is not None
    before = _hold(frame, item, raw, op("sub", whole, held) if taken else held)  # type: ignore[arg-type]
    is_endless = UNLIMITED in {item.max, item.earns_at_most}
    limit = whole if item.earns_at_most is None else op("add", whole, const(item.earns_at_most))
    limit = const(UNLIMITED) if is_endless else limit
    has_floor = sums.minus is not None and item.floor != -UNLIMITED
    if not has_floor:
        return raw, _lay_capped(frame, item, "counted", item.name, before, limit, shown=shown)
    within = _lay_capped(frame, item, "within", f"{item.name}（不超过分值）", before, limit)
    floor = op("max", col(within), const(item.floor or 0))
    return raw, frame.lay(item, "counted", item.name, floor, cap=True, shown=shown)


def _lay_capped(frame: PartFrame, item: Item, step: str, title: str, column: str, limit: Op, **more: Any) -> str:
    """A column of `column` to `limit`; as it is, where there is none."""
    endless = limit.name == "const" and limit.value == UNLIMITED
    expr = col(column) if endless else op("min", col(column), limit)
    return frame.lay(item, step, title, expr, cap=not endless, **more)
