"""An official document as pandoc's own document tree. Data are only ever `Str`: no markup, no OpenXML, no links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.documents.docx_measures import sign_lines
from generator.documents.fit import Layout
from generator.documents.measure import is_parted
from generator.documents.official_document import (
    Annex,
    Block,
    DocumentTable,
    Note,
    OfficialDocument,
    PageBreak,
    Paragraph,
)
from generator.documents.title_lines import mark_lines
from generator.model.problem import is_unseen

Tree = dict[str, Any]
_API = [1, 23, 1]
_SHORT = 11 * 28  # characters of half a page
_TAB: Tree = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}  # a constant; data are never raw


def write_prose(layout: Layout) -> Tree:
    """The document as pandoc's tree; every paragraph carries the name of its style."""
    document = layout.document
    bound = tuple(annex for annex in document.annexes if not annex.after)
    closing = list(_closing(document))
    foot = list(_colophon(layout))
    if foot and not bound and not layout.back and closing:
        closing[-1:-1] = foot  # anchored in the last line of the signature, whose page it shares
        foot = []
    blocks = [
        *_banner(document),
        *_paragraph("GwTitle", *_lines(document.title)),
        *_addressees(document),
        *_body(layout),
        *closing,
        *_annexes(bound),
        *foot,
        *_added(document),
    ]
    return {"pandoc-api-version": _API, "meta": {}, "blocks": blocks}


def _text(text: str) -> Tree:
    return {"t": "Str", "c": "".join(c for c in text if not is_unseen(c))}


def _styled(style: str, text: str) -> Tree:
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], [_text(text)]]}


def _paragraph(style: str, *inlines: Tree) -> Iterator[Tree]:
    """A paragraph of `style`; an empty one holds an empty run, or pandoc would drop it."""
    content = list(inlines) or [_text("")]
    yield {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": content}]]}


def _lines(lines: Iterable[str]) -> Iterator[Tree]:
    for number, line in enumerate(lines):
        if number:
            yield {"t": "LineBreak"}
        yield _text(line)


def _banner(document: OfficialDocument) -> Iterator[Tree]:
    banner = document.banner
    if not banner.marks:
        if banner.number:
            yield from _paragraph("GwPlainNumber", _text(banner.number))
        return
    yield from _paragraph("GwMarkSpace")
    if len(banner.marks) == 1:
        yield from _paragraph("GwMark", *_lines(mark_lines(banner.marks[0] + banner.suffix)))
    else:
        names = [block for mark in banner.marks for block in _paragraph("GwMarkName", _text(mark))]
        yield _table("GwMarks", (8, 2), (), [[_cell(names), _cell(_paragraph("GwMark", _text(banner.suffix)))]])
    if banner.signer:
        signed = [_text(banner.number), _TAB, _text("签发人："), _styled("GwLead2", banner.signer)]
        yield from _paragraph("GwNumberSigned", *signed)
    else:
        yield from _paragraph("GwNumber", _text(banner.number))
    yield from _paragraph("GwRule")


def _addressees(document: OfficialDocument) -> Iterator[Tree]:
    if document.addressees:
        yield from _paragraph("GwTo", _text(document.addressees + "："))


def _body(layout: Layout) -> Iterator[Tree]:
    """7.3.5.5: a short last paragraph is kept with the signature, which never stands on a page alone."""
    blocks = layout.document.blocks
    last = len(blocks) - 1
    for number, block in enumerate(blocks):
        is_short = isinstance(block, Paragraph) and len(block.text) <= _SHORT
        kept = number == last and number > 0 and is_short  # 7.3.3: the first page shows text, whatever follows
        if layout.turn and number == last:
            yield from _paragraph("GwBreak")
        yield from _block(block, "GwBodyLast" if kept else "GwBody")


def _block(block: Block, body: str = "GwBody") -> Iterator[Tree]:
    if isinstance(block, Paragraph):
        if block.level and not block.text:
            yield from _paragraph(f"GwHeading{block.level}", _text(block.lead))
        elif block.lead:
            yield from _paragraph(body, _styled(f"GwLead{block.level}", block.lead), _text(block.text))
        else:
            yield from _paragraph(body, _text(block.text))
    elif isinstance(block, Note):
        yield from _paragraph("GwNote", _text(block.text))
    elif isinstance(block, PageBreak):
        yield from _paragraph("GwBreak")
    else:
        yield from _block_table(block)


def _block_table(table: DocumentTable) -> Iterator[Tree]:
    if table.caption:
        yield from _paragraph("GwCaption", _text(table.caption))
    size = "Small" if table.compact else ""
    head = [_cell(_paragraph(f"GwCellHead{size}", _text(column.head))) for column in table.columns]
    rows = [list(_row(table, row, size)) for row in table.rows]
    weights = tuple(column.weight for column in table.columns)
    yield _table("GwTable", weights, head if table.has_head else (), rows)
    yield from _paragraph("GwAfterTable")


def _row(table: DocumentTable, row: tuple[str, ...], size: str) -> Iterator[Tree]:
    if len(row) == 1 and len(table.columns) > 1:
        yield _cell(_paragraph(f"GwCellGroup{size}", _text(row[0])), span=len(table.columns))
        return
    for column, value in zip(table.columns, row, strict=False):
        yield _cell(_paragraph(f"GwCell{column.align.title()}{size}", _text(value)))


def _cell(blocks: Iterable[Tree], span: int = 1) -> Any:
    return [["", [], []], {"t": "AlignDefault"}, 1, span, list(blocks)]


def _table(style: str, weights: tuple[int, ...], head: Iterable[Any], rows: list[list[Any]]) -> Tree:
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": weight / sum(weights)}] for weight in weights]
    first = list(head)
    return {
        "t": "Table",
        "c": [
            ["", [], [["custom-style", style]]],
            [None, []],
            columns,
            [["", [], []], [_table_row(first)] if first else []],
            [[["", [], []], 0, [], [_table_row(row) for row in rows]]],
            [["", [], []], []],
        ],
    }


def _table_row(cells: list[Any]) -> Any:
    return [["", [], []], cells]


def _closing(document: OfficialDocument) -> Iterator[Tree]:
    listed = [annex for annex in document.annexes if annex.label]
    for number, annex in enumerate(listed, start=1):
        name = "".join(annex.title)
        if len(listed) == 1:
            yield from _paragraph("GwAnnexOnly", _text(f"附件：{name}"))
        else:
            style, lead = ("GwAnnexFirst", "附件：") if number == 1 else ("GwAnnexNext", "")
            yield from _paragraph(style, _text(f"{lead}{number}．{name}"))
    for number, line in enumerate(sign_lines(document.closing)):
        yield from _paragraph(f"GwSign{number}", _text(line.text))
    if document.closing.remark:
        yield from _paragraph("GwBody", _text(f"（{document.closing.remark}）"))


def _added(document: OfficialDocument) -> Iterator[Tree]:
    """What is no part of the document, in sections of its own: their pages have another head and no number."""
    added = tuple(annex for annex in document.annexes if annex.after)
    if added:
        yield from _paragraph("GwLastSideways" if ends_sideways(document) else "GwLastUpright")
        yield from _annexes(added, begun=True)


def ends_sideways(document: OfficialDocument) -> bool:
    """The colophon always stands on an upright page; without one the last annex decides."""
    bound = [annex for annex in document.annexes if not annex.after]
    return bool(bound) and bound[-1].landscape and not document.colophon.office


def _annexes(annexes: tuple[Annex, ...], begun: bool = False) -> Iterator[Tree]:
    """Each annex on a page of its own; `begun` where the first has one already."""
    turned = annexes[0].landscape if begun else False
    for number, annex in enumerate(annexes):
        if begun and not number:
            yield from _annex(annex, "")
            continue
        changes = annex.landscape or turned
        if changes:
            yield from _paragraph("GwSectionSideways" if turned else "GwSectionUpright")
        turned = annex.landscape
        yield from _annex(annex, "" if changes else "New")


def _annex(annex: Annex, on_new_page: str) -> Iterator[Tree]:
    if annex.label:
        yield from _paragraph(f"GwAnnexLabel{on_new_page}", _text(annex.label))
        on_new_page = ""
    yield from _paragraph(f"GwAnnexTitle{on_new_page}", *_lines(annex.title))
    for block in annex.blocks:
        yield from _block(block)


def _colophon(layout: Layout) -> Iterator[Tree]:
    document = layout.document
    colophon = document.colophon
    if not colophon.office:
        return
    bound = [annex for annex in document.annexes if not annex.after]
    sideways = bool(bound) and bound[-1].landscape
    if sideways or layout.back:
        yield from _paragraph("GwSectionSideways" if sideways else "GwSectionUpright")
    yield from _paragraph("GwFootThick")
    if colophon.copies:
        yield from _paragraph("GwCopies", _text(f"抄送：{colophon.copies}"))
        yield from _paragraph("GwFootThin")
    if is_parted(colophon):
        yield from _paragraph("GwPrinter", _text(colophon.office))
        yield from _paragraph("GwPrinted", _text(colophon.printed))
    else:
        yield from _paragraph("GwPrinter", _text(colophon.office), _TAB, _text(colophon.printed))
    yield from _paragraph("GwFootThick")
    if sideways or layout.back or bound:
        yield from _paragraph("GwEnd")
