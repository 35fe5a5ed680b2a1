"""Where the tables of annexes go on: their pages are reckoned from the heights of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.documents.docx_measures import HEIGHT, LINE, SIDEWAYS_HEIGHT, SIDEWAYS_WIDTH, TABLE_WIDTH
from generator.documents.measure import (
    AFTER_TABLE,
    colophon_height,
    head_height,
    note_height,
    row_heights,
)
from generator.documents.official_document import (
    Annex,
    Block,
    DocumentTable,
    Note,
    OfficialDocument,
    PageBreak,
)

_SPARE = 120  # word processors do not measure alike


def part_annexes(document: OfficialDocument) -> Iterator[Annex]:
    """The annexes, the tables of each parted where its pages end; the last leaves room for the colophon."""
    bound = [annex for annex in document.annexes if not annex.after]
    for annex in document.annexes:
        tail = colophon_height(document.colophon) if bound and annex is bound[-1] and not annex.landscape else 0
        plain = all(isinstance(block, DocumentTable | Note) for block in annex.blocks)
        yield replace(annex, blocks=tuple(_Pager(annex, tail).part())) if plain else annex


class _Pager:
    """Parts the tables of one annex."""

    def __init__(self, annex: Annex, tail: int) -> None:
        self._annex, self._tail = annex, tail
        self._width, self._height = (SIDEWAYS_WIDTH, SIDEWAYS_HEIGHT) if annex.landscape else (TABLE_WIDTH, HEIGHT)
        self._height -= _SPARE
        self._at = (len(annex.title) + 1 + (2 if annex.label else 0)) * LINE

    def part(self) -> Iterator[Block]:
        """The blocks with the ends of pages between them."""
        blocks = self._annex.blocks
        for number, block in enumerate(blocks):
            if isinstance(block, DocumentTable):
                after = 0
                for following in blocks[number + 1 :]:
                    if not isinstance(following, Note):
                        break
                    after += note_height(following, self._width)
                last = all(isinstance(found, Note) for found in blocks[number + 1 :])
                yield from self._part_table(block, AFTER_TABLE + after + (self._tail if last else 0))
            elif isinstance(block, Note):
                self._at += note_height(block, self._width)
                yield block

    def _part_table(self, table: DocumentTable, below: int) -> Iterator[Block]:
        """The table in as many pieces as pages; the last two rows stay with what stands `below` it."""
        head, heights = head_height(table, self._width), row_heights(table, self._width)
        caption = LINE if table.caption else 0
        start = 0
        if not table.rows:
            self._at += caption + head + AFTER_TABLE
            yield table
        while start < len(table.rows):
            again = _group_of(table, start)  # said again where its rows go on
            said = () if again is None else (table.rows[again],)
            above = head + (caption if start == 0 else 0) + (0 if again is None else heights[again])
            room = self._height - self._at - above
            end = self._last_row(table, heights, start, room, below)
            if end <= start and self._at > 0:  # nothing of it fits here
                yield PageBreak()
                self._at = 0
                continue
            end = max(end, start + 1)
            piece = (*said, *table.rows[start:end])
            yield replace(table, rows=piece, caption=table.caption if start == 0 else "")
            self._at += above + sum(heights[start:end])
            start = end
            if start < len(table.rows):
                yield PageBreak()
                self._at = 0
        self._at += AFTER_TABLE

    def _last_row(self, table: DocumentTable, heights: list[int], start: int, room: int, below: int) -> int:
        """Behind which row the page ends; a head of a group never ends one, nor does a single row begin the last."""
        if sum(heights[start:]) + below <= room or not heights:
            return len(heights)
        end, used = start, 0
        while end < len(heights) and used + heights[end] <= room:
            used += heights[end]
            end += 1
        end = min(end, max(len(heights) - 2, start))
        while end > start and len(table.rows[end - 1]) == 1 and len(table.columns) > 1:
            end -= 1
        return end


def _group_of(table: DocumentTable, start: int) -> int | None:
    """The row that heads the group in whose midst `start` lies; None at its beginning, and where there are none."""
    if start == 0 or len(table.columns) == 1 or len(table.rows[start]) == 1:
        return None
    return next((at for at in range(start - 1, -1, -1) if len(table.rows[at]) == 1), None)
