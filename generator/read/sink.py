"""Where the readers of one file note its problems, and what they may ask about the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.model.origin import Node
from generator.model.problem import Place, Problem

MAX_PROBLEMS = 100  # of one file; it is read no further, and only the first of them are reported
Names = Mapping[str, Mapping[str, str]]  # what is named -> its names -> their ids
NO_NAMES: Final[Names] = {}


class Enough(Exception):
    """A file has so many problems that it is not worth reading on."""


class Sink:
    """Collects the problems of one file; `text` is the file's own, `names` the ids of what it may name in Chinese."""

    __slots__ = ("file", "lines", "names", "problems", "text")

    def __init__(self, file: str, text: str, names: Names = NO_NAMES) -> None:
        self.file = file
        self.text = text
        self.names = names
        self.lines: list[str] | None = None
        self.problems: list[Problem] = []

    def add(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Notes a problem at `node`; raises Enough after very many."""
        self.problems.append(Problem(Place(self.file, node.line, node.column), code, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise Enough

    def rest_of_line(self, line: int, column: int) -> str:
        """What stands on `line` from `column` on; an empty text where the file has no comment."""
        if self.lines is None:
            if "#" not in self.text:
                return ""  # nothing that asks could find what it looks for
            self.lines = self.text.split("\n")
        return self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""

    def find_id(self, of: str, name: str) -> str:
        """The id of the `of` (a unit, a panel …) that is called `name`; empty where there is none."""
        return self.names.get(of, {}).get(name, "")
