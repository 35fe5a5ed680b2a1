"""Tables for a terminal, in which a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """`text` filled with spaces to `columns`, flush right where `right`."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def table_text(head: Sequence[str], rows: Sequence[Sequence[str]], right: set[int]) -> str:
    """A table with a head, columns numbered in `right` flush right, one line a row, a newline at the end."""
    columns = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    rule = ["─" * column for column in columns]
    lines = [
        "  ".join(pad(cell, columns[i], i in right) for i, cell in enumerate(row)).rstrip()
        for row in (head, rule, *rows)
    ]
    return "\n".join(lines) + "\n"
