"""What runs over its only page by a few lines is set closer, so that text and signature stand on it (7.3.5.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.render.official.docx_measures import (
    CHARACTERS,
    HEIGHT,
    LINE,
    MARK_HEIGHT,
    MARK_SPACE,
    WIDTH,
    mark_points,
    sign_lines,
)
from generator.render.official.record import Note, OfficialDocument, Paragraph, Table
from generator.render.official.title import count_halves, mark_lines

_CLOSEST = 480  # 24 points
_SPARE = 240  # word processors do not measure alike
_EDGES, _RULE, _AFTER_TABLE = 140, 12, 220  # of cells, of rows, of the paragraph that follows a table
# Free lines above and below, in lines, of the styles that have them.
FREE = {"GwNumber": (2, 0), "GwNumberSigned": (2, 0), "GwRule": (0, 2), "GwTitle": (0, 1), "GwPlainNumber": (0, 1)}


@dataclass(frozen=True, slots=True)
class Extent:
    """The height of a text: what is fixed, and lines that may be set closer."""

    fixed: int
    lines: int


def line_height(document: OfficialDocument) -> int:
    """The height of a line of the main text in twentieths of a point: LINE, or less where that saves its page."""
    extent = measure(document)
    tables = any(isinstance(block, Table) for block in document.blocks)
    over = extent.fixed + extent.lines * LINE - HEIGHT + (LINE if tables else 0)  # rows may wrap once more
    closer = LINE - -(-(over + _SPARE) // extent.lines) if over > 0 else LINE
    return closer if closer >= _CLOSEST else LINE


def measure(document: OfficialDocument) -> Extent:
    """The extent of everything from the head to the signature."""
    banner, fixed = document.banner, 0
    if banner.marks:
        rows = len(banner.marks) if len(banner.marks) > 1 else len(mark_lines(banner.marks[0] + banner.suffix))
        fixed = MARK_SPACE + rows * mark_points(banner) * MARK_HEIGHT + 360 + 150
    fixed += sum(_table_height(block) for block in document.blocks if isinstance(block, Table))
    fixed += sum(_note_height(block) for block in document.blocks if isinstance(block, Note))
    return Extent(fixed, sum(_lines(document)))


def _table_height(table: Table) -> int:
    """The height of a table's rows, each as high as its longest cell, and of what parts it from the text."""
    line, letter = (300, 105) if table.compact else (340, 120)  # a letter is half a character
    shares = sum(column.weight for column in table.columns)
    rooms = [(WIDTH * column.weight // shares - _EDGES) // letter for column in table.columns]
    heads = tuple(column.head for column in table.columns)
    height = _AFTER_TABLE
    for row in (heads, *table.rows):
        across = [(WIDTH - _EDGES) // letter] if len(row) == 1 else rooms
        cells = zip(row, across, strict=False)
        height += max((-(-count_halves(cell) // max(room, 1)) for cell, room in cells), default=1) * line + _RULE
    return height


def _note_height(note: Note) -> int:
    return -(-count_halves(note.text) * 120 // WIDTH) * 360 + 280


def _lines(document: OfficialDocument) -> Iterator[int]:
    if document.banner.marks:
        yield 4
    elif document.banner.number:
        yield 2
    yield len(document.title) + 1
    yield _wrapped(document.addressees + "：") if document.addressees else 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield _wrapped(block.lead + block.text, 2)
        elif isinstance(block, Table) and block.caption:
            yield 1
    listed = [annex for annex in document.annexes if annex.label]
    yield len(listed) + bool(listed)
    signed = sign_lines(document.closing)
    yield len(signed) + sum(line.above for line in signed) // LINE
    yield _wrapped(document.closing.remark, 4) if document.closing.remark else 0


def _wrapped(text: str, indent: int = 0) -> int:
    return max(1, -(-(count_halves(text) + 2 * indent) // (2 * CHARACTERS)))
