"""Documents as PDF/A-2a and PDF/UA-1 by typst: one warm compiler, data given as data, the same bytes each time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from generator.documents.docx_measures import LINE, SIDEWAYS_WIDTH, TABLE_WIDTH
from generator.documents.fit import Layout, fit_pages, is_whole
from generator.documents.font_coverage import covered_characters, missing_characters, show_missing
from generator.documents.fonts import FontReport
from generator.documents.measure import (
    column_widths,
    head_height,
    head_lines,
    is_parted,
    row_heights,
    set_closer,
)
from generator.documents.numerals import NUMERAL
from generator.documents.official_document import (
    Annex,
    Banner,
    Block,
    Colophon,
    Note,
    OfficialDocument,
    PageBreak,
    Paragraph,
)
from generator.documents.pdf_dates import leave_out_days, state_days
from generator.documents.title_lines import count_halves, mark_lines
from generator.model.problem import UserError
from generator.model.worker import Worker, WorkRefused

# GB/T 9704-2012 5.2, 7.2, 7.4, 7.5, in millimetres. At a right margin of 26 the 28th character would wrap: the last
# character of a line has no tracking behind it, so a tenth is left (the tolerance is 1 mm).
PAGE = {
    "width": "156",
    "height": "225",
    "top": "37",
    "bottom": "35",
    "left": "28",
    "right": "25.9",
    "mark-top": "35",
    "rule-gap": "4",
    "red-rule": "0.5",
    "thick-rule": "0.35",
    "thin-rule": "0.25",
    "number-gap": "7",
    "red": "#e60012",
}


# What closes a number is kept with it: after a box the engine may end a line before such a sign.
_CLOSING = "，。；、：！？）》”"
_COUNT = re.compile(rb"/Type ?/Pages\b[^>]*?/Count ([0-9]+)")


class PdfCompiler:
    """A warm compiler for one set of fonts, used as a context: it reads from an empty folder of its own."""

    def __init__(self, layout: Path, fonts: FontReport) -> None:
        if not all(fonts.chains.values()):
            raise UserError("没有可用的中文字体，不能生成 PDF。请运行 kaohe fonts，或把字体放进 fonts/。")
        self._fonts = {role: list(chain) for role, chain in fonts.chains.items()}
        # A 宋 that stands for 小标宋 is thickened a little: it is set bold nowhere.
        thin = fonts.chains["title"][0] == "Noto Serif CJK SC"
        self._thicken = {role: "0.02" if role == "title" and thin else "0" for role in fonts.chains}
        self._covered = covered_characters(fonts)
        self._root = tempfile.TemporaryDirectory(prefix="kaohe-pdf-")
        folders = list(map(str, fonts.folders))
        opening = {"layout": layout.read_text("utf-8"), "root": self._root.name, "fonts": folders}
        self._worker = Worker("generator.documents.typst_worker", json.dumps(opening).encode())

    def __enter__(self) -> PdfCompiler:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._worker.close()
        self._root.cleanup()

    def render(self, document: OfficialDocument, layout: Layout | None = None) -> bytes:
        """The document as PDF, with 〓 for what no font can show; UserError with what typst says if it fails.

        `layout` are its pages, if they have been decided already.
        """
        made = self._compile(document, layout or self.fit(document))
        return state_days(made) if document.day is not None else leave_out_days(made)

    def fit(self, document: OfficialDocument) -> Layout:
        """The pages of the document; where it must be known whether they are even, they are set and counted."""
        return fit_pages(document, self.count_pages(document) if document.even else 0)

    def count_pages(self, document: OfficialDocument) -> int:
        """How many pages the document has, the colophon where its text ends."""
        made = self._compile(document, replace(fit_pages(document), back=False))
        return int(_COUNT.findall(made)[0])

    def _compile(self, document: OfficialDocument, layout: Layout) -> bytes:
        shown = show_missing(layout_data(layout), self._covered)
        given = {"document": shown, "page": PAGE, "fonts": self._fonts, "thicken": self._thicken}
        try:
            return self._worker.ask(json.dumps(given, ensure_ascii=False).encode())
        except WorkRefused as error:
            raise UserError(f"“{document.name}”不能生成 PDF：{str(error)[:300]}") from error


@cache
def compiler_version() -> str:
    """The version of the compiler as it writes it into each PDF, which is not that of the package around it.

    Empty where there is no compiler. It is asked in a process of its own: it brings faces that would stay in memory.
    """
    if find_spec("typst") is None:
        return ""
    asked = "import typst; print(typst.eval(b'', 'sys.version'))"
    told = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True)
    return ".".join(re.findall("[0-9]+", told.stdout))


def font_remarks(fonts: FontReport, documents: Iterable[OfficialDocument]) -> Iterator[str]:
    """What the fonts do not give, a sentence each: faces of the standard, characters of a document."""
    yield from fonts.sentences()
    covered = covered_characters(fonts)
    for document in documents:
        missing = missing_characters(document_data(document), covered)
        if missing:
            listed = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing[:8])
            more = f"等 {len(missing)} 个字" if len(missing) > 8 else ""
            yield f"《{document.name}》有字体里没有的字，PDF 中印成“〓”：{listed}{more}"


def document_data(document: OfficialDocument) -> dict[str, Any]:
    """All that the document consists of, from which its texts and its identity follow."""
    return layout_data(Layout(document, LINE, turn=False, back=False)) | {"even": document.even}


def layout_data(layout: Layout) -> dict[str, Any]:
    """The document and its pages as the layout reads them."""
    document = layout.document
    return {
        "title": document.name,
        "title-lines": list(document.title),
        "author": document.author,
        "keywords": document.marks,
        "subject": document.notice,
        "day": [] if document.day is None else [document.day.year, document.day.month, document.day.day],
        "notice": list(head_lines(document.notice)),
        "watermark": document.watermark,
        "banner": _banner(document.banner),
        "addressees": document.addressees,
        "blocks": [_block(block, TABLE_WIDTH) for block in document.blocks],
        "annexes": [_annex(annex) for annex in document.annexes],
        "closing": asdict(document.closing),
        "colophon": _colophon(document.colophon),
        "pitch": _points(layout.line) if layout.line != LINE else "",
        "turn": layout.turn,
        "back": layout.back,
        "numeral": f"{NUMERAL}[{_CLOSING}]*",
    }


def _colophon(colophon: Colophon) -> dict[str, Any]:
    """版记, with how its last line is set."""
    return {**asdict(colophon), "parted": is_parted(colophon), "closer": _points(set_closer(colophon))}


def _banner(banner: Banner) -> dict[str, Any]:
    """版头, with the lines of a single 发文机关标志 and the size at which the widest fits (7.2.4)."""
    if len(banner.marks) == 1:
        lines = mark_lines(banner.marks[0] + banner.suffix)
        across = max(map(count_halves, lines))
    else:
        lines = ()
        across = max(map(count_halves, banner.marks), default=1) + count_halves(banner.suffix) + 1
    room = 2 * 156 * 72 / 25.4  # half characters of one point
    return {**asdict(banner), "lines": list(lines), "size": str(min(39, int(room / across)))}


def _annex(annex: Annex) -> dict[str, Any]:
    width = SIDEWAYS_WIDTH if annex.landscape else TABLE_WIDTH
    return {
        "label": annex.label,
        "title-lines": list(annex.title),
        "landscape": annex.landscape,
        "after": annex.after,
        "mark": list(head_lines(annex.mark)),
        "blocks": [_block(block, width) for block in annex.blocks],
    }


def _block(block: Block, width: int) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "lead": block.lead, "level": block.level}
        case Note():
            return {"kind": "note", "text": block.text}
        case PageBreak():
            return {"kind": "page"}
    return {
        "kind": "table",
        "caption": block.caption,
        "compact": block.compact,
        "whole": is_whole(block, width),
        "head": [column.head for column in block.columns] if block.has_head else [],
        "head-height": _points(head_height(block, width)),
        "columns": [
            {"width": _points(share), "align": column.align}
            for column, share in zip(block.columns, column_widths(block, width), strict=True)
        ],
        "rows": [list(row) for row in block.rows],
        "heights": list(map(_points, row_heights(block, width))),
    }


def _points(twentieths: int) -> str:
    """A length in points, of which there are twenty of these to one."""
    return f"{Decimal(twentieths) / 20}"
