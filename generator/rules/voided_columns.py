"""The columns of a category that counts nothing once some of its items failed, and what is asked of such a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from generator.model.number import UNLIMITED
from generator.model.quoted import quoted
from generator.rules.expression import Column, Op, add, all_of, col, const, op
from generator.rules.flaw import Flaw
from generator.rules.given_tables import UNIT
from generator.rules.item import Category
from generator.rules.item_columns import PartFrame
from generator.rules.kind import Effect, LaidItem
from generator.rules.voided_rule import failing_words


def has_failed(earned: Op, item: LaidItem, below_share: Decimal | None) -> Op:
    """Whether an item that applies, and of which all is known, earned nothing, or less than a share of its marks."""
    if below_share is None:
        failed = op("le", earned, const(0))
    else:
        failed = op("lt", earned, op("mul", item.marks, const(below_share)))
    return all_of(*(col(name) for name in (item.applies, item.known) if name), failed)


def lay_voided(frame: PartFrame, category: Category, items: Sequence[LaidItem], points: Op) -> Op:
    """The points of the category, or, where too many items failed, none: of a part that loses, all marks are lost.

    Who stands worse already, with a category below zero, stays there.
    """
    rule, is_lost = category.voided, frame.effect == "loses"
    if rule is None:
        return points

    def lay(step: str, title: str, unit: Any, expr: Op, said: str = "") -> Op:
        made = Column(f"category.{category.id}:{step}", title, unit, expr, said=said, clause=category.basis)
        return col(frame.layout.lay(UNIT, made))

    looked = [item for item in items if not rule.items or item.item.id in rule.items]
    ones = [
        op("if", has_failed(_earned(item, is_lost), item, rule.below_share), const(1), const(0)) for item in looked
    ]
    title = f"{category.name}{failing_words(rule.below_share)}的单项数"
    failed = lay("failed", title, "number", add(*ones), title)
    noun = f"{category.name}{frame.noun}"
    within = lay("within", f"{noun}（各单项之和）", "points", points)
    worst = op("min", within, const(0))
    if is_lost:
        whole = add(*(_marks(item) for item in items))
        if category.max is not None:
            whole = op("min", whole, const(category.max))
        worst = op("max", within, lay("marks", f"{category.name}分值", "points", whole))
    said = f"{title}达到 {rule.failed} 个的，{voided_words(frame.effect)}："
    said += f"{{{failed.column}}} 个；各单项之和 {{{within.column}}}"
    found = op("if", op("ge", failed, const(rule.failed)), worst, within)
    return lay("voided", noun, "points", found, said)


def voided_column(category: Category) -> str:
    """The column of what the category counts after that."""
    return f"category.{category.id}:voided"


def within_column(category: Category) -> str:
    """The column of what it would count if nothing had failed."""
    return f"category.{category.id}:within"


def _earned(item: LaidItem, is_lost: bool) -> Op:
    return op("sub", item.marks, col(item.counted)) if is_lost else col(item.counted)


def _marks(item: LaidItem) -> Op:
    """What there is to lose in an item; nothing where it does not count for the unit."""
    may_lack = item.applies or item.known
    return op("if", op("not-none", col(item.counted)), item.marks, const(0)) if may_lack else item.marks


def voided_words(effect: Effect) -> str:
    """What becomes of the points of a category that counts nothing."""
    return {"loses": "这一类的分值全部扣完", "adds": "这一类不加分"}.get(effect, "这一类不得分")


def check_voided(part: Any, effect: Effect) -> Iterator[Flaw]:
    """KH461: the items are of the category; KH430, KH433: something can be earned in them, and so many can fail."""
    for at, category in enumerate(part.categories):
        for found in _check_category(category, effect):
            yield found.below("categories", at, "voided")


def _check_category(category: Category, effect: Effect) -> Iterator[Flaw]:
    rule = category.voided
    if rule is None:
        return
    if effect == "penalises":
        words = f"“{category.name}”记的是罚分，没有得分可看"
        yield Flaw("KH430", (), words, "请删去 voided；有一项就计满的，请写成一条标准。")
        return
    known = {item.id: item for item in category.items}
    for at, name in enumerate(rule.items):
        if name not in known:
            words = f"“{category.name}”里没有编号为“{name}”的单项"
            yield Flaw("KH461", ("items", at), words, f"可填：{'、'.join(known)}。")
    looked = [item for name, item in known.items() if not rule.items or name in rule.items]
    if rule.failed > len(looked) and looked:
        words = f"只看 {len(looked)} 个单项，到不了 {rule.failed} 个"
        yield Flaw("KH433", ("failed",), words, "请核对 failed 和 items。")
    for item in looked:
        if rule.below_share is not None and item.max == UNLIMITED:
            yield Flaw("KH430", ("below_share",), f"“{item.name}”没有分值，算不出得分占几成", "请用 max 写明分值。")


def tell_voided(part: Any, effect: Effect) -> Iterator[str]:
    """What becomes of a category in which items failed, in a sentence each."""
    for category in getattr(part, "categories", ()):
        rule = category.voided
        if rule is not None:
            names = {item.id: item.name for item in category.items}
            named = "、".join(quoted(names.get(name, name)) for name in rule.items)
            which = f"{named}中有" if rule.items else "有"
            number = f" {rule.failed} 个以上单项" if rule.failed > 1 else "一个单项"
            failing = failing_words(rule.below_share).strip()
            yield f"{category.name}：{which}{number}{failing}的，{voided_words(effect)}。"
