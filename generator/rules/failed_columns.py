"""How many items of a part, of a category or of a list failed: nothing was earned in them, or too little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.number import UNLIMITED, format_points
from generator.model.quoted import quoted
from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.earned_column import earned_item_column
from generator.rules.expression import Column, Op, add, col, const, op
from generator.rules.flaw import Flaw
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidPart
from generator.rules.kind_list import kind_of
from generator.rules.part_record import PlacedItem
from generator.rules.scheme import Scheme
from generator.rules.total_rule import FailedItems
from generator.rules.voided_columns import has_failed
from generator.rules.voided_rule import failing_words


def lay_failed(layout: BookLayout, scheme: Scheme, rule: FailedItems, parts: Sequence[LaidPart]) -> Op:
    """The column of their number; UndeclaredError where `rule` names what is not laid among `parts`."""
    found = [
        (part, item)
        for part in parts
        for item in part.items
        if item.item.id in rule.items or part.part.id == rule.part or item.category.id == rule.category
    ]
    if not found or set(rule.items) - {item.item.id for _, item in found}:
        raise UndeclaredError(rule.part or rule.category or "、".join(rule.items))
    of = f"part/{rule.part}" if rule.part else f"category/{rule.category}" if rule.category else "+".join(rule.items)
    name = f"failed.{of}"  # a part, a category and an item may have the same id
    if rule.below_share is not None:
        name += f"/{format_points(rule.below_share)}"
    if name not in layout.table(UNIT, "", ()).columns:
        title = failed_words(rule, scheme)
        earned = [(col(earned_item_column(layout, part, item)), item) for part, item in found]
        ones = [op("if", has_failed(*one, rule.below_share), const(1), const(0)) for one in earned]
        layout.lay(UNIT, Column(name, title, "number", add(*ones), said=title))
    return col(name)


def failed_words(rule: FailedItems, scheme: Scheme) -> str:
    """What is counted, in words: 日常工作不得分的单项数."""
    names = [part.name for part in scheme.components if part.id == rule.part]
    names += [found.name for found in scheme.categories() if found.id == rule.category]
    names += [quoted(scheme.items[name].name) for name in rule.items if name in scheme.items]
    return f"{'、'.join(names)}{failing_words(rule.below_share)}的单项数"


def counted_items(rule: FailedItems, scheme: Scheme) -> Iterator[tuple[int, PlacedItem]]:
    """The items that are counted, each with the place of its part."""
    for at, part in enumerate(scheme.components):
        for placed in part.list_items():
            if placed.item.id in rule.items or part.id == rule.part or placed.category.id == rule.category:
                yield at, placed


def check_failed(rule: FailedItems, scheme: Scheme) -> Iterator[Flaw]:
    """KH459: of what items are counted; KH461: they are there; KH430: something can be earned in them."""
    if [bool(rule.part), bool(rule.category), bool(rule.items)].count(True) != 1:
        hint = "请写其中一个：part（部分）、category（类别）或 items（单项）。"
        yield Flaw("KH459", (), "没有写看哪些单项", hint)
        return
    counted = list(counted_items(rule, scheme))
    known = {placed.item.id for _, placed in counted}
    if not known:
        words = f"“{rule.part or rule.category or '、'.join(rule.items)}”里没有单项"
        yield Flaw("KH461", (), words, "请核对编号。")
    for at, name in enumerate(rule.items):
        if known and name not in known:
            yield Flaw("KH461", ("items", at), f"没有编号为“{name}”的单项", "请核对编号。")
    for at, placed in counted:
        called = quoted(placed.item.name)
        if kind_of(scheme.components[at]).effect == "penalises":
            words = f"{called}记的是罚分，没有得分可看"  # without any it would count as failed
            yield Flaw("KH430", (), words, "请改用 part 或 item，写明记分的界限。")
        elif rule.below_share is not None and placed.item.max == UNLIMITED:
            yield Flaw("KH430", ("below_share",), f"{called}没有分值，算不出得分占几成", "请用 max 写明分值。")
