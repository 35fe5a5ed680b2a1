"""What the kinds of part that are made of items have in common: how they are laid, and what is asked of them.

What checks a scheme, and what lays its book, is imported where that is done: whoever checks one record reads the
scheme, and needs neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.rules.book_layout import BookLayout
from generator.rules.flaw import Flaw
from generator.rules.kind import Effect, LaidPart
from generator.rules.scheme import Scheme

if TYPE_CHECKING:
    from generator.rules.item_columns import PartFrame


class ItemsKind:
    """A part whose items add up; each kind below it says what their points do, and in what words."""

    name: str
    title: str
    effect: Effect
    record: type

    def frame(self, part: Any, scheme: Scheme, layout: BookLayout) -> PartFrame:
        """Where the columns of the part are laid, its points called by the kind's title."""
        from generator.rules.item_columns import PartFrame
        from generator.rules.record_columns import lay_points

        return PartFrame(part, self.effect, scheme, layout, lay_points(layout, scheme), self.title)

    def lay(self, part: Any, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The columns of each item, and their sum."""
        from generator.rules.part_columns import lay_items

        return lay_items(self.frame(part, scheme, layout), self)

    def check(self, part: Any, scheme: Scheme) -> Iterator[Flaw]:
        """What every part of items must say."""
        from generator.rules.part_checks import check_items_part

        yield from check_items_part(part, self.effect, scheme)

    def tell(self, part: Any, scheme: Scheme) -> Iterator[str]:
        """The rules of `part` in Chinese sentences."""
        raise NotImplementedError
