"""Where a record came from: its file, and the line and column of every value in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Location


class Scalar:
    """Text as written; `plain` where it stands without quotes. Lines and columns count from 1."""

    __slots__ = ("column", "end", "line", "plain", "value")

    def __init__(self, value: str, line: int, column: int, plain: bool, end: tuple[int, int]) -> None:
        self.value = value
        self.line = line
        self.column = column
        self.plain = plain
        self.end = end


class Unquoted(str):
    """Text that stood without quotes, where nothing says whether it is a number, a day or a word."""

    __slots__ = ()


class Mapping:
    """Entries by key; `keys` holds the place of each key."""

    __slots__ = ("column", "entries", "keys", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, Scalar] = {}


class Sequence:
    """Entries in order."""

    __slots__ = ("column", "entries", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.entries: list[Node] = []


Node = Scalar | Mapping | Sequence

NOWHERE: Final = Mapping(0, 0)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and parsed nodes of a record, from which the place of any of its values is found."""

    file: str
    node: Node = NOWHERE

    def place(self, *steps: str | int) -> Location:
        """The place of the value under `steps` (keys and indices), or of the nearest value above that exists."""
        node = self.node_at(*steps)
        return Location(self.file, node.line, node.column)

    def node_at(self, *steps: str | int) -> Node:
        """What was parsed under `steps`, or of the nearest value above that exists."""
        return self._find(steps)

    def key_place(self, *steps: str | int) -> Location:
        """The place of the key that `steps` end with, or of the nearest value above that exists."""
        *above, key = steps
        node = self._find(above)
        found = node.keys.get(str(key), node) if isinstance(node, Mapping) else node
        return Location(self.file, found.line, found.column)

    def _find(self, steps: Iterable[str | int]) -> Node:
        node = self.node
        for step in steps:
            found: Node | None = None
            if isinstance(node, Mapping) and isinstance(step, str):
                found = node.entries.get(step)
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.entries):
                found = node.entries[step]
            if found is None:
                break
            node = found
        return node
