"""Measures of GB/T 9704-2012 as a word processor counts them: twentieths of a point, characters by width."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.documents.official_document import Banner, Closing
from generator.documents.title_lines import count_halves, mark_lines
from generator.model.lazy_dataclass import dataclass

PAGE = (11906, 16838)  # A4
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1468  # 37, 35, 28, 25.9 mm (5.2.1)
WIDTH = PAGE[0] - LEFT - RIGHT  # 156 mm; the tenth of a millimetre is room for the 28th character
RULE_WIDTH = 8844  # 156 mm
HEIGHT = PAGE[1] - TOP - BOTTOM  # 225 mm
SIDEWAYS_WIDTH = PAGE[1] - BOTTOM - TOP
TABLE_WIDTH = RULE_WIDTH
SIDEWAYS_HEIGHT = PAGE[0] - LEFT - RIGHT
LINE = 579  # 28.95 points: 22 lines in 225 mm (5.2.3)
TIGHTEN = -5  # 16-point characters set a quarter of a point closer: 28, and no 29th, in 156 mm (5.2.3)
CHARACTERS = 28  # 5.2.3
CELL = 316  # one character of the body
MARK_HEIGHT = 24  # of a line of the 发文机关标志, for each point of its size
MARK_SPACE = 1984  # 35 mm above the 发文机关标志 (7.2.4)


@dataclass(frozen=True, slots=True)
class SignLine:
    """A line of the signature: its text, its indent from the right and the lines left free above it."""

    text: str
    indent: int
    above: int = 0


def count_cells(text: str) -> Decimal:
    """The width of `text` in characters; letters and digits are half as wide."""
    return Decimal(count_halves(text)) / 2


def sign_lines(closing: Closing) -> list[SignLine]:
    """署名 and 成文日期 where 7.3.5 puts them."""
    if not closing.names:
        return [SignLine(closing.date, 4 * CELL, LINE)] if closing.date else []
    lines = list(_sealed(closing) if closing.sealed else _unsealed(closing))
    above = (2 if closing.sealed else 1) * LINE  # a seal reaches up to a line below the text
    return [SignLine(lines[0].text, lines[0].indent, above), *lines[1:]]


def _sealed(closing: Closing) -> Iterator[SignLine]:
    """The date four characters from the right, each name centred on it, further left where it is longer."""
    date = count_cells(closing.date)
    in_a_row = sum(map(count_cells, closing.names)) + 2 * len(closing.names) <= CHARACTERS
    last = closing.names[-1:] if in_a_row else closing.names  # bodies in one row: the date stands under the last
    gap = max(Decimal(4), (max(map(count_cells, last)) - date) / 2)
    if in_a_row:
        indent = gap - (count_cells(last[0]) - date) / 2
        yield SignLine("\u3000\u3000".join(closing.names), int(indent * CELL))
    for name in () if in_a_row else closing.names:
        yield SignLine(name, int((gap - (count_cells(name) - date) / 2) * CELL))
    yield SignLine(closing.date, int(gap * CELL))


def _unsealed(closing: Closing) -> Iterator[SignLine]:
    """The name two characters from the right, the date begun two characters after the name begins."""
    date, name = count_cells(closing.date), count_cells(closing.names[-1])
    gap = max(Decimal(2), date + 4 - name)
    for text in closing.names:
        yield SignLine(text, int(gap * CELL))
    yield SignLine(closing.date, int((gap + name - 2 - date) * CELL))


def mark_points(banner: Banner) -> int:
    """The size of the 发文机关标志 in points: as large as a line holds, from 22 to 39 (7.2.4 leaves it open)."""
    if len(banner.marks) == 1:
        across = max(map(count_cells, mark_lines(banner.marks[0] + banner.suffix)))
    else:
        across = max(map(count_cells, banner.marks), default=Decimal(1)) + count_cells(banner.suffix) + 1
    return int(min(Decimal(39), max(Decimal(22), Decimal(WIDTH) / 20 / across)))
