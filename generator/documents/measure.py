"""How much room a text takes, the same for both forms: lines by the widths of characters, heights in twentieths of a
point. Widths are those of the widest face that may serve, so that no line holds less than is counted here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.documents.docx_measures import CHARACTERS, LINE, TABLE_WIDTH, WIDTH
from generator.documents.numerals import NUMERAL
from generator.documents.official_document import Colophon, DocumentTable, Note

_EM = 100
# Widths of half-width characters in hundredths of the type size; the widest of the faces that may serve.
_NARROW = {**dict.fromkeys(".,:;'|!ijlIt", 36), **dict.fromkeys("-()[]{}/fr", 40), " ": 28, "%": 94}
_NARROW |= {**dict.fromkeys("mMwW@", 105), **dict.fromkeys("0123456789", 56)}
_LATIN, _CAPITAL = 60, 76
_CLOSERS, _OPENERS = "，。、；：？！）》”’】〕〉」』％…—·,.;:?!)%", "（《“‘【〔〈「『("
_NAMED = "[A-Za-z][A-Za-z0-9/_.-]*[A-Za-z0-9]"
_TOKEN = re.compile(rf"[{re.escape(_OPENERS)}]*(?:{NUMERAL}|{_NAMED}|.)[{re.escape(_CLOSERS)}]*", re.DOTALL)

NOTE_LINE, NOTE_BELOW = 360, 169
AFTER_TABLE = 289  # half a line
SIDE = 60  # left and right of the text in a cell
_ROW_EDGES = 60  # above and below it
COLOPHON_LINE, COLOPHON_ABOVE = 480, 289
_HEAD_ROOM = WIDTH * _EM // 210  # set in 10.5 points
_COLOPHON_EM = 275  # a character of 14 points, set a quarter of a point closer
_CLOSEST = 20  # twentieths of a point: one point closer than other lines a line is still read as one of that size


def advance(character: str) -> int:
    """The width of a character in hundredths of the type size."""
    if not character.isascii():
        return _EM
    return _NARROW.get(character) or (_CAPITAL if character.isupper() else _LATIN)


def measure_text(text: str) -> int:
    """The width of a text on one line, in hundredths of the type size."""
    return sum(map(advance, text))


@lru_cache(maxsize=8192)
def count_lines(text: str, room: int, indent: int = 0) -> int:
    """How many lines of `room` (hundredths of the type size) `text` takes, its first one `indent` shorter.

    A number is not parted, nor is a path or an id, which office programs put onto a line of their own; a mark of
    punctuation stands where it may (GB/T 15834-2011 5.1).
    """
    lines, left = 1, room - indent
    for found in _TOKEN.finditer(text):
        width = measure_text(found.group())
        while width > room:  # longer than any line: parted anywhere
            lines, width, left = lines + 1, width - max(left, 0), room
        if width > left:
            lines, left = lines + 1, room
        left -= width
    return lines


def head_lines(notice: str) -> tuple[str, ...]:
    """What stands at the head of a page, in lines that end between its parts; a part too long for one goes on."""
    lines: list[str] = []
    for part in filter(None, re.split("(?<=；)", notice)):
        if lines and measure_text(lines[-1] + part) <= _HEAD_ROOM:
            lines[-1] += part
        else:
            lines.append(part)
    return tuple(lines)


def body_lines(text: str, indent: int = 0) -> int:
    """The lines of the main text (5.2.3) that a paragraph takes, its first one `indent` characters shorter."""
    return count_lines(text, CHARACTERS * _EM, indent * _EM)


def note_height(note: Note, width: int = WIDTH) -> int:
    """The height of a note in a measure of `width`, with what parts it from what follows."""
    return count_lines(note.text, width * _EM // 240) * NOTE_LINE + NOTE_BELOW


def column_widths(table: DocumentTable, width: int) -> list[int]:
    """The columns of a table as wide as `width` in all."""
    shares = sum(column.weight for column in table.columns)
    widths = [width * column.weight // shares for column in table.columns]
    widths[-1] += width - sum(widths)
    return widths


def head_height(table: DocumentTable, width: int) -> int:
    """The height of the row of heads; none where there is none."""
    return _row_height(table, tuple(column.head for column in table.columns), width) if table.has_head else 0


def row_heights(table: DocumentTable, width: int) -> list[int]:
    """The height of each row: that of its longest cell."""
    return [_row_height(table, row, width) for row in table.rows]


def _row_height(table: DocumentTable, row: tuple[str, ...], width: int) -> int:
    line, em = (300, 210) if table.compact else (340, 240)
    rooms = [width] if len(row) == 1 else column_widths(table, width)
    lines = [count_lines(cell, (room - 2 * SIDE) * _EM // em) for cell, room in zip(row, rooms, strict=False)]
    return max(lines, default=1) * line + _ROW_EDGES


def table_height(table: DocumentTable, width: int = TABLE_WIDTH) -> int:
    """The height of a table with its caption and with what parts it from what follows."""
    caption = LINE if table.caption else 0
    return caption + head_height(table, width) + sum(row_heights(table, width)) + AFTER_TABLE


def set_closer(colophon: Colophon) -> int:
    """By how many twentieths of a point 印发机关 and 印发日期 are set closer to stand on one line (7.4.3).

    One character is free at either end and between them. The size stays that of the standard: what does not fit by
    distances, which 7.3.5.5 lets change, has a line each (see `is_parted`), and is set as usual.
    """
    excess = _beyond_a_line(colophon)
    closer = -(-excess // len(colophon.office + colophon.printed)) if excess > 0 else 0
    return closer if closer <= _CLOSEST else 0


def is_parted(colophon: Colophon) -> bool:
    """Whether 印发机关 and 印发日期 need a line each, for they are too long to be set closer."""
    return _beyond_a_line(colophon) > 0 and not set_closer(colophon)


def _beyond_a_line(colophon: Colophon) -> int:
    """By how much the last line of 版记 is too long."""
    return measure_text(colophon.office + colophon.printed) * _COLOPHON_EM // _EM - (WIDTH - 3 * _COLOPHON_EM)


def colophon_height(colophon: Colophon) -> int:
    """The height of 版记 with what parts it from the text above; none where there is none."""
    if not colophon.office:
        return 0
    room = (WIDTH - 5 * _COLOPHON_EM) * _EM // _COLOPHON_EM
    copies = count_lines(colophon.copies, room) if colophon.copies else 0
    return (copies + 1 + is_parted(colophon)) * COLOPHON_LINE + COLOPHON_ABOVE
