"""What is built besides the pages: each producer gives path and bytes. Add one to `PRODUCERS` to add its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.site.context import BuildContext

Producer = Callable[[BuildContext], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the output: its name, as progress shows it, and what makes it.

    `produce` imports what it needs when it is called, so that a part that is not built costs nothing.
    """

    name: str
    produce: Producer


PRODUCERS: list[Part] = []
