"""Documents as DOCX: pandoc turns the text into WordprocessingML, which is housed in parts of our own.

Of what pandoc makes only the body is kept. Styles, page numbers, sections and properties follow GB/T 9704-2012 and
depend on the document alone, so that the same document gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext

from generator.documents.docx_body import arrange_body
from generator.documents.docx_pandoc import Pandoc
from generator.documents.docx_parts import package_parts
from generator.documents.docx_prose import write_prose
from generator.documents.fit import Layout, fit_pages
from generator.documents.official_document import OfficialDocument

_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_docx(document: OfficialDocument, layout: Layout | None = None, pandoc: Pandoc | None = None) -> bytes:
    """The document as DOCX; may be called by several threads. UserError where pandoc fails or takes too long.

    `layout` are its pages, if they have been decided already; `pandoc` is one that stays for further documents.
    """
    layout = layout or fit_pages(document)
    with nullcontext(pandoc) if pandoc is not None else Pandoc() as running:
        made = running.convert(write_prose(layout))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = archive.read("word/document.xml")
    parts = {**package_parts(document), "word/document.xml": arrange_body(body, layout)}
    return _pack(parts)


def _pack(parts: dict[str, bytes]) -> bytes:
    """The parts as an archive without dates, not compressed: compression differs between versions of zlib."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            archive.writestr(entry, data)
    return packed.getvalue()
