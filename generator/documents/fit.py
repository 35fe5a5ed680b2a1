"""Where the pages of a document end, decided once for both of its forms, so that both have the same pages.

Lines of a text are broken by whoever sets it; what is decided here is what does not depend on them: where the tables
of annexes go on, that the colophon never stands alone, and that a few lines too many are set closer (7.3.5.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.documents.docx_measures import (
    HEIGHT,
    LINE,
    MARK_HEIGHT,
    MARK_SPACE,
    TABLE_WIDTH,
    mark_points,
    sign_lines,
)
from generator.documents.measure import (
    AFTER_TABLE,
    body_lines,
    colophon_height,
    head_height,
    note_height,
    row_heights,
    table_height,
)
from generator.documents.official_document import (
    Annex,
    Block,
    DocumentTable,
    Note,
    OfficialDocument,
    PageBreak,
    Paragraph,
)
from generator.documents.paginate import part_annexes
from generator.documents.title_lines import mark_lines
from generator.model.lazy_dataclass import dataclass

_CLOSEST = 480  # 24 points
_SPARE = 240  # word processors do not measure alike
_SHORT = 11 * 28  # characters of half a page
_WHOLE_ROWS = 12
_FEW = 3  # pages of a text
# Free lines above and below, in lines, of the styles that have them.
FREE = {"GwNumber": (2, 0), "GwNumberSigned": (2, 0), "GwRule": (0, 2), "GwTitle": (0, 1), "GwPlainNumber": (0, 1)}


@dataclass(frozen=True, slots=True)
class Layout:
    """A document with its pages. `line` is the height of a line of the main text, `turn` whether its last paragraph
    begins a page, so that the colophon does not stand alone, `back` whether the colophon has the back of a sheet.
    """

    document: OfficialDocument
    line: int
    turn: bool
    back: bool


def fit_pages(document: OfficialDocument, pages: int = 0) -> Layout:
    """The layout of a document; `pages` are those that it turned out to have without `back`, 0 where nobody knows."""
    fitted = replace(document, annexes=tuple(part_annexes(document)))
    line = _line_height(document)
    turn = _turns(document, line)
    known = pages or count_pages(fitted, line, turn)
    back = document.even and bool(document.colophon.office) and known % 2 == 1
    return Layout(fitted, line, turn, back)


def is_whole(table: DocumentTable, width: int = TABLE_WIDTH) -> bool:
    """Whether a table is not parted: it has few rows and does not fill half a page."""
    return len(table.rows) <= _WHOLE_ROWS and table_height(table, width) <= HEIGHT // 2


# ---- the main text ----


@dataclass(frozen=True, slots=True)
class _Atom:
    """What stands on one page: its height, and whether it stays with what follows."""

    height: int
    kept: bool = False


def _line_height(document: OfficialDocument) -> int:
    """The height of a line of the main text: LINE, or less where that saves its only page, or its last."""
    closer = _saves_only_page(document)
    return closer if closer != LINE else _saves_last_page(document)


def _saves_last_page(document: OfficialDocument) -> int:
    """The height with which what would fill less than a third of the last page stands on the one before (7.3.5.5).

    A text of more pages than are seen at once is not set otherwise for the sake of its end.
    """
    pages, reach = _main_pages(document, LINE, HEIGHT)
    if not 1 < pages <= _FEW or reach > HEIGHT // 3:
        return LINE
    close, wide = _CLOSEST, LINE  # the first saves the page, the second does not
    if _main_pages(document, close, HEIGHT - _SPARE)[0] >= pages:
        return LINE
    while wide - close > 1:
        middle = (close + wide) // 2
        if _main_pages(document, middle, HEIGHT - _SPARE)[0] < pages:
            close = middle
        else:
            wide = middle
    return close


def _main_pages(document: OfficialDocument, line: int, height: int) -> tuple[int, int]:
    """How many pages the main text takes with what goes with its colophon, and how far down the last it goes."""
    pages, reach = _flow(_main_atoms(document, line), height)
    if not _turns(document, line, height):
        return pages, reach
    return pages + 1, sum(atom.height for atom in list(_main_atoms(document, line))[-1:])


def _saves_only_page(document: OfficialDocument) -> int:
    """The height with which the main text stands on one page; LINE where it does, or where nothing helps."""
    atoms = list(_main_atoms(document, LINE))
    lines = sum(_main_lines(document))
    over = sum(atom.height for atom in atoms) - HEIGHT
    tables = any(isinstance(block, DocumentTable) for block in document.blocks)
    over += LINE if tables else 0  # rows may wrap once more
    closer = LINE - -(-(over + _SPARE) // lines) if over > 0 else LINE
    return closer if closer >= _CLOSEST else LINE


def _main_lines(document: OfficialDocument) -> Iterator[int]:
    """The lines of the main text that may be set closer."""
    if document.banner.marks:
        yield 4
    elif document.banner.number:
        yield 2
    yield len(document.title) + 1
    yield body_lines(document.addressees + "：") if document.addressees else 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield body_lines(block.lead + block.text, 2)
        elif isinstance(block, DocumentTable) and block.caption:
            yield 1
    yield _closing_lines(document)


def _closing_lines(document: OfficialDocument) -> int:
    listed = [annex for annex in document.annexes if annex.label]
    signed = sign_lines(document.closing)
    remark = document.closing.remark
    return (
        len(listed)
        + bool(listed)
        + len(signed)
        + sum(line.above for line in signed) // LINE
        + (body_lines(remark, 4) if remark else 0)
    )


def _main_atoms(document: OfficialDocument, line: int) -> Iterator[_Atom]:
    """Everything from the head to the signature, as it may be parted."""
    yield _Atom(_head_height(document, line), kept=True)
    if document.addressees:
        yield from (_Atom(line) for _ in range(body_lines(document.addressees + "：")))
    closing = _Atom(_closing_lines(document) * line)
    follows = _last_follows(document)
    for block in document.blocks[: -1 if follows else None]:
        yield from _block_atoms(block, line)
    if follows:  # 7.3.5.5: the signature never stands alone
        last = sum(atom.height for atom in _block_atoms(document.blocks[-1], line))
        closing = _Atom(last + closing.height)
    if closing.height:
        yield closing


def _last_follows(document: OfficialDocument) -> bool:
    """Whether the last paragraph goes with the signature; the first page shows text, whatever follows (7.3.3)."""
    if not document.closing.names or len(document.blocks) < 2:
        return False
    last = document.blocks[-1]
    return isinstance(last, Paragraph | Note) and len(last.text) <= _SHORT


def _head_height(document: OfficialDocument, line: int) -> int:
    banner, fixed, lines = document.banner, 0, len(document.title) + 1
    if banner.marks:
        rows = len(banner.marks) if len(banner.marks) > 1 else len(mark_lines(banner.marks[0] + banner.suffix))
        fixed = MARK_SPACE + rows * mark_points(banner) * MARK_HEIGHT + 360 + 150
        lines += 4
    elif banner.number:
        lines += 2
    return fixed + lines * line


def _block_atoms(block: Block, line: int) -> Iterator[_Atom]:
    if isinstance(block, Paragraph):
        count = body_lines(block.lead + block.text, 2)
        heading = bool(block.level) and not block.text
        yield from (_Atom(line, kept=heading) for _ in range(count))
    elif isinstance(block, Note):
        yield _Atom(note_height(block))
    elif isinstance(block, DocumentTable):
        if is_whole(block):
            yield _Atom(table_height(block))
            return
        head = head_height(block, TABLE_WIDTH) + (line if block.caption else 0)
        heights = row_heights(block, TABLE_WIDTH)
        yield _Atom(head + heights[0])
        yield from (_Atom(height) for height in heights[1:])
        yield _Atom(AFTER_TABLE)


def _flow(atoms: Iterator[_Atom], height: int = HEIGHT) -> tuple[int, int]:
    """How many pages these take, and how far down the last of them they reach."""
    pages, at, waiting = 1, 0, 0
    for atom in atoms:
        waiting += atom.height
        if atom.kept:
            continue
        if at and at + waiting > height:
            pages, at = pages + 1, 0
        at, waiting = at + waiting, 0
    return pages, at


def _turns(document: OfficialDocument, line: int, height: int = HEIGHT) -> bool:
    """Whether text and signature would fill the last page so far that the colophon had to leave it."""
    bound = any(not annex.after for annex in document.annexes)
    if bound or not document.colophon.office or not _last_follows(document):
        return False
    _, at = _flow(_main_atoms(document, line), height)
    return at + colophon_height(document.colophon) + LINE > height


def count_pages(document: OfficialDocument, line: int, turn: bool) -> int:
    """About how many pages a fitted document has before what is no part of it."""
    pages, _ = _flow(_main_atoms(document, line))
    pages += turn
    for annex in document.annexes:
        if not annex.after:
            pages += _annex_pages(annex)
    bound = [annex for annex in document.annexes if not annex.after]
    return pages + bool(bound and bound[-1].landscape and document.colophon.office)


def _annex_pages(annex: Annex) -> int:
    if any(isinstance(block, PageBreak) for block in annex.blocks) or not any(
        isinstance(block, Paragraph) for block in annex.blocks
    ):
        return 1 + sum(isinstance(block, PageBreak) for block in annex.blocks)
    head = [_Atom((len(annex.title) + 1 + (2 if annex.label else 0)) * LINE, kept=True)]
    atoms = [*head, *(atom for block in annex.blocks for atom in _block_atoms(block, LINE))]
    return _flow(iter(atoms))[0]
