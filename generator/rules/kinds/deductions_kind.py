"""Items from which offices deduct, each at most its maximum (考核办法 section 三)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.number import format_points
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, add, col, const, op, over
from generator.rules.given_tables import RECORD, UNIT, lay_records
from generator.rules.kind import Effect, LaidItem, LaidPart
from generator.rules.scheme import Category, DeductionsComponent, Item, Scheme


class Deductions:
    """The records of an item add up, to its maximum; the items add up to what the part takes."""

    name = "deductions"
    title = "扣分"
    effect: Effect = "loses"
    record = DeductionsComponent

    def lay(self, part: DeductionsComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """Two columns for each item, and their sum."""
        lay_records(layout, scheme)
        items = tuple(
            lay_item(part.id, category, item, layout) for category in part.categories for item in category.items
        )
        exact = Column(
            f"{part.id}:exact",
            f"{part.name}扣分",
            "points",
            add(*(col(found.counted) for found in items)),
            said="各单项扣分之和",
            shown="sheet",
            clause=part.basis,
            part=part.id,
        )
        return LaidPart(part, self, layout.lay(UNIT, exact), "", items=items)

    def tell(self, part: DeductionsComponent, scheme: Scheme) -> Iterator[str]:
        """What is deducted, and to what limit."""
        number = sum(len(category.items) for category in part.categories)
        yield f"{part.name} {format_points(part.max)} 分，分 {number} 个单项，每个单项扣分以该项分值为限。"


def lay_item(part: str, category: Category, item: Item, layout: BookLayout) -> LaidItem:
    """The columns of an item: the sum of its records, and what of it counts under the cap."""
    summed = over("sum", RECORD, "effective", ("unit",), (("item", item.id),))
    raw = Column(f"{item.id}:raw", "有效扣分合计", "points", summed, shown="sheet", part=part, item=item.id)
    counted = Column(
        f"{item.id}:counted",
        item.name,
        "points",
        op("min", col(raw.id), const(item.max)),
        cap=True,
        shown="page",
        clause=item.basis,
        part=part,
        item=item.id,
    )
    return LaidItem(item, category, layout.lay(UNIT, raw), layout.lay(UNIT, counted))
