"""What the kinds of part that are made of items have in common: how they are laid, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.rules.book_layout import BookLayout
from generator.rules.flaw import Flaw
from generator.rules.item_columns import PartFrame
from generator.rules.kind import Effect, LaidPart
from generator.rules.part_checks import check_items_part
from generator.rules.part_columns import lay_items
from generator.rules.record_columns import lay_points
from generator.rules.scheme import Scheme


class ItemsKind:
    """A part whose items add up; each kind below it says what their points do, and in what words."""

    name: str
    title: str
    effect: Effect
    record: type

    def frame(self, part: Any, scheme: Scheme, layout: BookLayout) -> PartFrame:
        """Where the columns of the part are laid, its points called by the kind's title."""
        return PartFrame(part, self.effect, scheme, layout, lay_points(layout, scheme), self.title)

    def lay(self, part: Any, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The columns of each item, and their sum."""
        return lay_items(self.frame(part, scheme, layout), self)

    def check(self, part: Any, scheme: Scheme) -> Iterator[Flaw]:
        """What every part of items must say."""
        yield from check_items_part(part, self.effect, scheme)

    def tell(self, part: Any, scheme: Scheme) -> Iterator[str]:
        """The rules of `part` in Chinese sentences."""
        raise NotImplementedError
