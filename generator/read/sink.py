"""Where the readers of one file note its problems, and what they may ask about the file."""

from __future__ import annotations

from generator.model.origin import Node
from generator.model.problem import Location, Problem
from generator.read.alike import Alike
from generator.read.names import NO_NAMES, Names

MAX_PROBLEMS = 100  # of one file; it is read no further, and only the first of them are reported


class TooManyProblems(Exception):
    """A file has so many problems that it is not worth reading on."""


class Sink:
    """Collects the problems of one file; `text` is the file's own, `names` what it may name in Chinese.

    `scope` says whose standards it may name: `2015/hotline`.
    """

    __slots__ = ("file", "lines", "names", "problems", "scope", "text")

    def __init__(self, file: str, text: str, names: Names = NO_NAMES, scope: str = "") -> None:
        self.file = file
        self.text = text
        self.names = names
        self.scope = scope
        self.lines: list[str] | None = None
        self.problems: list[Problem] = []

    def add(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Notes a problem at `node`; raises TooManyProblems after very many."""
        self.problems.append(Problem(Location(self.file, node.line, node.column), code, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise TooManyProblems

    def rest_of_line(self, line: int, column: int) -> str:
        """What stands on `line` from `column` on; an empty text where the file has no comment."""
        if self.lines is None:
            if "#" not in self.text:
                return ""  # nothing that asks could find what it looks for
            self.lines = self.text.split("\n")
        return self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""

    def find_alike(self, of: str, name: str) -> tuple[Alike, dict[str, str]]:
        """The ids of the `of` (a unit, a panel …) that `name` may mean, and what each there is is called."""
        table = f"{of} {self.scope}" if of == "standard" else of
        return self.names.find(table, name), self.names.labels(table)
