"""An official document as an article of a page: the same elements in the same order, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from generator.documents.official_document import (
    Annex,
    Banner,
    Block,
    DocumentTable,
    Note,
    OfficialDocument,
    Paragraph,
)
from generator.documents.title_lines import mark_lines

CARDS = 3  # columns of words, from which on a telephone has no room for a table: there each row is a card
_PERIOD = re.compile("(.*[0-9]年(?:度|第[一二三四]季度))(.{8,16})")


def render_page(document: OfficialDocument) -> str:
    """The document as an HTML fragment with classes `gw-…`; it holds nothing but escaped text and its own tags."""
    return "\n".join(_parts(document))


def _parts(document: OfficialDocument) -> Iterator[str]:
    yield '<article class="gw">'
    if document.notice:
        yield f'<p class="gw-notice">{escape(document.notice)}</p>'
    if document.watermark:
        yield f'<p class="gw-draft">{escape(document.watermark)}</p>'
    yield from _banner(document.banner)
    title = "<br>".join(map(_title_line, document.title))
    yield f'<h1 class="gw-title">{title}</h1>'
    if document.banner.number and not document.banner.marks:
        yield f'<p class="gw-number">{escape(document.banner.number)}</p>'
    if document.addressees:
        yield f'<p class="gw-to">{escape(document.addressees)}：</p>'
    for block in document.blocks:
        yield from _block(block)
    yield from _annex_list(document.annexes)
    yield from _closing(document)
    yield from (part for annex in document.annexes if not annex.after for part in _annex(annex))
    yield from _colophon(document)
    yield from (part for annex in document.annexes if annex.after for part in _annex(annex))
    yield "</article>"


def _title_line(line: str) -> str:
    """A line of a title: where it is too long for a telephone it ends after its period, not within a word."""
    found = _PERIOD.fullmatch(line)
    if found is None:
        return escape(line)
    return f'{escape(found[1])}<span class="kh-phrase">{escape(found[2])}</span>'


def _banner(banner: Banner) -> Iterator[str]:
    if not banner.marks:
        return
    whole = len(banner.marks) == 1
    lines = (
        mark_lines(banner.marks[0] + banner.suffix)
        if whole
        else (*banner.marks[:-1], banner.marks[-1] + banner.suffix)
    )
    marks = "<br>".join(map(escape, lines))
    yield f'<header class="gw-banner"><p class="gw-mark">{marks}</p>'
    if banner.number:
        yield f'<p class="gw-number">{escape(banner.number)}</p>'
    yield '<hr class="gw-rule"></header>'


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if block.lead and not block.text:
            level = min(block.level + 1, 6)
            yield f'<h{level} class="gw-level{block.level}">{escape(block.lead)}</h{level}>'
        else:
            lead = f'<span class="gw-level{block.level}">{escape(block.lead)}</span>' if block.lead else ""
            yield f'<p class="gw-text">{lead}{escape(block.text)}</p>'
    elif isinstance(block, Note):
        yield f'<p class="gw-note">{escape(block.text)}</p>'
    elif isinstance(block, DocumentTable):
        yield from _table(block)


def _table(table: DocumentTable) -> Iterator[str]:
    name = escape(table.caption or "表")
    cards = table.has_head and sum(column.align == "left" for column in table.columns) >= CARDS
    look, role = (" gw-cards", _role) if cards else ("", _no_role)
    yield f'<div class="kh-scroll" role="group" aria-label="{name}" tabindex="0">'
    yield f'<table class="gw-table{look}"{role("table")}>'
    if table.caption:
        yield f"<caption>{escape(table.caption)}</caption>"
    heads = "".join(
        f'<th scope="col"{role("columnheader")} class="gw-{column.align}">{escape(column.head)}</th>'
        for column in table.columns
    )
    head = f"<thead{role('rowgroup')}><tr{role('row')}>{heads}</tr></thead>" if table.has_head else ""
    yield f"{head}<tbody{role('rowgroup')}>"
    for row in table.rows:
        if len(row) == 1 and len(table.columns) > 1:
            over = f'scope="rowgroup"{role("rowheader")} colspan="{len(table.columns)}"'
            yield f"<tr{role('row')}><th {over}>{escape(row[0])}</th></tr>"
            continue
        pairs = zip(row, table.columns, strict=False)
        cells = [
            f'<td{role("cell")}{_named(column.head) if cards else ""} class="gw-{column.align}">{escape(cell)}</td>'
            for cell, column in pairs
        ]
        yield f"<tr{role('row')}>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _role(name: str) -> str:
    """What an element of a table is, said where the style sheet lays it out as something else."""
    return f' role="{name}"'


def _no_role(_: str) -> str:
    return ""


def _named(head: str) -> str:
    return f' data-head="{escape(head)}"' if head else ""


def _annex_list(annexes: tuple[Annex, ...]) -> Iterator[str]:
    named = [annex for annex in annexes if annex.label]
    for number, annex in enumerate(named, start=1):
        head = "附件：" if number == 1 else ""
        ordinal = f"{number}．" if len(named) > 1 else ""
        title = escape("".join(annex.title))
        yield f'<p class="gw-annexes">{head}{ordinal}{title}</p>'


def _closing(document: OfficialDocument) -> Iterator[str]:
    closing = document.closing
    if closing.names or closing.date:
        names = "<br>".join(escape(name) for name in closing.names)
        yield f'<p class="gw-signature">{names}<br><span class="gw-date">{escape(closing.date)}</span></p>'
    if closing.remark:
        yield f'<p class="gw-text">（{escape(closing.remark)}）</p>'


def _annex(annex: Annex) -> Iterator[str]:
    yield '<section class="gw-annex">'
    if annex.label:
        yield f'<p class="gw-level1">{escape(annex.label)}</p>'
    if annex.mark:
        yield f'<p class="gw-notice">{escape(annex.mark)}</p>'
    title = escape("".join(annex.title))
    yield f'<h2 class="gw-title">{title}</h2>'
    for block in annex.blocks:
        yield from _block(block)
    yield "</section>"


def _colophon(document: OfficialDocument) -> Iterator[str]:
    colophon = document.colophon
    if colophon.office or colophon.copies:
        yield '<footer class="gw-colophon">'
        if colophon.copies:
            yield f"<p>抄送：{escape(colophon.copies)}</p>"
        yield f"<p><span>{escape(colophon.office)}</span><span>{escape(colophon.printed)}</span></p></footer>"
