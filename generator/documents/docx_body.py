"""What pandoc made of a document, arranged for the page: sections upright and sideways, widths of tables."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import zip_longest
from xml.etree import ElementTree as ET

from generator.documents.docx_measures import (
    BOTTOM,
    LEFT,
    LINE,
    PAGE,
    RIGHT,
    RULE_WIDTH,
    SIDEWAYS_WIDTH,
    TABLE_WIDTH,
    TOP,
    count_cells,
    mark_points,
    sign_lines,
)
from generator.documents.docx_numerals import join_numerals
from generator.documents.docx_prose import ends_sideways
from generator.documents.docx_styles import NAMESPACE
from generator.documents.fit import FREE, Layout, is_whole
from generator.documents.measure import column_widths, head_height, row_heights
from generator.documents.official_document import DocumentTable, OfficialDocument

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# 7.4.1: the last rule of the colophon lies on the lower edge of the type area. It is a frame, as a table that floats
# is one in LibreOffice only where it is narrower than the text; its rules are shaded lines, as borders forbid frames.
_FOOT = {"wrap": "around", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "center", "yAlign": "bottom"}
_FOOT_STYLES = {"GwFootThick", "GwFootThin", "GwCopies", "GwPrinter", "GwPrinted"}
_OWN_HEIGHT = {"GwMarkSpace", "GwMark", "GwMarkName", "GwNote", "GwAfterTable"}
_FIRST_ANNEX = {"GwAnnexOnly", "GwAnnexFirst"}
_SECTIONS = {"GwSectionUpright": False, "GwSectionSideways": True, "GwLastUpright": False, "GwLastSideways": True}
_LAST = {"GwLastUpright", "GwLastSideways"}  # the document ends with this section; what follows is no part of it


def arrange_body(made: bytes, layout: Layout) -> bytes:
    """word/document.xml of the document, from what pandoc made of it."""
    document = layout.document
    tables = deque(_list_tables(document))
    body = ET.fromstring(made).find(_name("body"))
    if body is None:
        raise ValueError("pandoc made no body")
    root = ET.Element(_name("document"))
    arranged = ET.SubElement(root, _name("body"))
    section: list[ET.Element] = []
    footing = "text"
    _set_closer(list(body), layout)
    for element in body:
        style = _style(element)
        if element.tag == _name("sectPr"):
            continue
        if style in _SECTIONS:
            if section and _style(section[-1]) == "GwAfterTable":
                section.pop()  # the paragraph that ends the section parts the table from what follows as well
            last = style in _LAST and layout.back
            ended = _section_end(_SECTIONS[style], "back" if last else footing)
            arranged.extend([*_fit(section, document, _SECTIONS[style], tables), ended])
            section, footing = [], "added" if style in _LAST else footing
        else:
            section.append(element)
    added = [annex for annex in document.annexes if annex.after]
    sideways = added[-1].landscape if added else ends_sideways(document)
    arranged.extend(_fit(section, document, sideways, tables))
    arranged.append(_section(sideways, "back" if layout.back and not added else footing))
    join_numerals(root)
    ET.register_namespace("w", NAMESPACE)
    ET.register_namespace("r", _RELATIONS)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _list_tables(document: OfficialDocument) -> Iterator[DocumentTable]:
    """The tables with rows of their own, in the order in which pandoc has them."""
    bound = sorted(document.annexes, key=lambda annex: annex.after)
    for block in (*document.blocks, *(block for annex in bound for block in annex.blocks)):
        if isinstance(block, DocumentTable):
            yield block


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _make(tag: str, *children: ET.Element, **attributes: str | int) -> ET.Element:
    element = ET.Element(_name(tag), {_name(key): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def _style(element: ET.Element) -> str:
    found = element.find(f"{_name('pPr')}/{_name('pStyle')}")
    return found.get(_name("val"), "") if found is not None else ""


def _set_closer(elements: list[ET.Element], layout: Layout) -> None:
    """Sets the lines of the main text, which ends with its signature, at the height that keeps it on its page."""
    height, document = layout.line, layout.document
    if height == LINE:
        return
    signed = {f"GwSign{number}": line.above for number, line in enumerate(sign_lines(document.closing))}
    for element in elements:
        style = _style(element)
        if style.startswith(("GwSection", "GwAnnexLabel", "GwAnnexTitle", "GwFoot", "GwCo")):
            return
        properties = element.find(_name("pPr"))
        if properties is None or style in _OWN_HEIGHT:
            continue
        above, below = FREE.get(style, (signed.get(style, 0) // LINE or (style in _FIRST_ANNEX), 0))
        spacing: dict[str, str | int] = {"before": above * height, "after": below * height}
        if style not in FREE or style in ("GwTitle", "GwPlainNumber"):
            spacing |= {"line": height, "lineRule": "exact"}
        properties.insert(1, _make("spacing", **spacing))


def _section_end(sideways: bool, footing: str) -> ET.Element:
    """An all but invisible paragraph that carries the section it ends."""
    layout = _make("pPr", _make("pStyle", val="GwEnd"), _section(sideways, footing))
    return _make("p", layout)


def _section(sideways: bool, footing: str) -> ET.Element:
    """`footing` is `text` where pages are numbered, `back` for a colophon by itself, `added` for what follows it."""
    turned = "Sideways" if sideways else ""
    numbered = footing == "text"
    head = "rIdHeaderAdded" if footing == "added" else "rIdHeader"
    refers = [
        ("headerReference", "default", head),
        ("headerReference", "even", head),
        ("footerReference", "default", f"rIdOdd{turned}" if numbered else "rIdNone"),
        ("footerReference", "even", f"rIdEven{turned}" if numbered else "rIdNone"),
    ]
    references = [_make(tag, type=kind) for tag, kind, _ in refers]
    for element, (_, _, relation) in zip(references, refers, strict=True):
        element.set(f"{{{_RELATIONS}}}id", relation)
    if sideways:  # the sheet turned left: its head is the binding edge of an upright page
        size = _make("pgSz", w=PAGE[1], h=PAGE[0], orient="landscape")
        edges = {"top": LEFT, "right": TOP, "bottom": RIGHT, "left": BOTTOM, "header": 700, "footer": 500}
    else:
        size = _make("pgSz", w=PAGE[0], h=PAGE[1])
        edges = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT, "header": 1000, "footer": 1360}
    # Of a grid only lines: one of characters as well spaces them twice in some word processors.
    grid = _make("docGrid", type="lines", linePitch=579)
    return _make("sectPr", *references, size, _make("pgMar", **edges, gutter=0), grid)


def _fit(
    elements: list[ET.Element], document: OfficialDocument, sideways: bool, tables: deque[DocumentTable]
) -> Iterator[ET.Element]:
    """The elements of a section, its tables as wide as its lines, the colophon in its frame."""
    for element in elements:
        layout = element.find(_name("pPr"))
        if layout is not None and _style(element) in _FOOT_STYLES:
            layout.insert(1, _make("framePr", w=RULE_WIDTH, **_FOOT))
        if element.tag == _name("tbl"):
            _fit_table(element, document, SIDEWAYS_WIDTH if sideways else TABLE_WIDTH, tables)
        yield element


def _fit_table(table: ET.Element, document: OfficialDocument, width: int, tables: deque[DocumentTable]) -> None:
    properties, grid = table.find(_name("tblPr")), table.find(_name("tblGrid"))
    if properties is None or grid is None:
        raise ValueError("pandoc made a table without columns")
    found = properties.find(_name("tblStyle"))
    style = found.get(_name("val"), "GwTable") if found is not None else "GwTable"
    heights: list[int] = []
    if style == "GwMarks":
        widths = _mark_widths(document)
    else:
        found_table = tables.popleft()
        widths = column_widths(found_table, width)
        heights = [*filter(None, [head_height(found_table, width)]), *row_heights(found_table, width)]
        if is_whole(found_table, width):
            _keep_whole(table)
    for column, share in zip(grid, widths, strict=True):
        column.set(_name("w"), str(share))
    properties[:] = [
        _make("tblStyle", val=style),
        _make("tblW", w=sum(widths), type="dxa"),
        _make("jc", val="center"),
        _make("tblLayout", type="fixed"),
        _make("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    ]
    for row, height in zip_longest(table.findall(_name("tr")), heights, fillvalue=0):
        if isinstance(row, ET.Element):
            _fit_row(row, widths, height)


def _keep_whole(table: ET.Element) -> None:
    """A short table is not parted: each row but the last is kept with the next."""
    for row in table.findall(_name("tr"))[:-1]:
        for layout in row.iter(_name("pPr")):
            layout.insert(1, _make("keepNext"))


def _mark_widths(document: OfficialDocument) -> list[int]:
    """联合发文: the names as wide as the longest, the suffix beside them."""
    banner = document.banner
    points = mark_points(banner) * 20
    widest = max(count_cells(mark) for mark in banner.marks)
    padding = 180  # of the cells
    return [int(widest * points) + padding, int(count_cells(banner.suffix) * points) + padding + points // 4]


def _fit_row(row: ET.Element, widths: list[int], height: int) -> None:
    """Rows are kept whole on a page and at least as high as was reckoned; cells stand in their middle."""
    properties = row.find(_name("trPr"))
    if properties is None:
        properties = _make("trPr")
        row.insert(0, properties)
    properties.insert(0, _make("cantSplit"))
    if height:
        properties.insert(1, _make("trHeight", val=height, hRule="atLeast"))
    at = 0
    for cell in row.findall(_name("tc")):
        layout = cell.find(_name("tcPr"))
        if layout is None:
            layout = _make("tcPr")
            cell.insert(0, layout)
        span_found = layout.find(_name("gridSpan"))
        span = int(span_found.get(_name("val"), "1")) if span_found is not None else 1
        layout.insert(0, _make("tcW", w=sum(widths[at : at + span]), type="dxa"))
        layout.append(_make("vAlign", val="center"))
        at += span
