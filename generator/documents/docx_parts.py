"""The parts of a DOCX around its body: properties, settings, headers and footers, none dependent on the clock."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from generator.documents.docx_measures import BOTTOM, LEFT, WIDTH
from generator.documents.docx_styles import HEADER, NAMESPACE, font_table, styles
from generator.documents.measure import head_lines
from generator.documents.official_document import OfficialDocument
from generator.model.problem import is_unseen

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Relation id -> kind and file; sections name headers and footers by these ids.
RELATIONS = {
    "rIdStyles": ("styles", "styles.xml"),
    "rIdSettings": ("settings", "settings.xml"),
    "rIdFonts": ("fontTable", "fontTable.xml"),
    "rIdHeader": ("header", "header.xml"),
    "rIdHeaderAdded": ("header", "header-added.xml"),
    "rIdOdd": ("footer", "footer-odd.xml"),
    "rIdEven": ("footer", "footer-even.xml"),
    "rIdOddSideways": ("footer", "footer-odd-sideways.xml"),
    "rIdEvenSideways": ("footer", "footer-even-sideways.xml"),
    "rIdNone": ("footer", "footer-none.xml"),
}


def package_parts(document: OfficialDocument) -> dict[str, bytes]:
    """Every part but the body, by name, in the order of the archive."""
    added = any(annex.after for annex in document.annexes)
    relations = {name: found for name, found in RELATIONS.items() if added or name != "rIdHeaderAdded"}
    parts = {
        "[Content_Types].xml": _content_types(relations),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(document),
        "docProps/app.xml": f'{HEADER}<Properties xmlns="{_OFFICE}/extended-properties"/>',
        "word/_rels/document.xml.rels": _relations(
            *((name, f"{_OFFICE}/relationships/{kind}", file) for name, (kind, file) in relations.items())
        ),
        "word/styles.xml": styles(document),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(),
        "word/header.xml": _header(document, document.notice),
        **({"word/header-added.xml": _header(document, _added_mark(document) or document.notice)} if added else {}),
        "word/footer-odd.xml": _footer(_page_number("GwOdd")),
        "word/footer-even.xml": _footer(_page_number("GwEven")),
        "word/footer-odd-sideways.xml": _footer(_sideways_number("GwOdd")),
        "word/footer-even-sideways.xml": _footer(_sideways_number("GwEven")),
        "word/footer-none.xml": _footer('<w:p><w:pPr><w:pStyle w:val="GwEnd"/></w:pPr></w:p>'),
    }
    return {name: text.encode() for name, text in parts.items()}


def _content_types(relations: Mapping[str, tuple[str, str]]) -> str:
    overrides = [
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        *((f"/word/{file}", f"{_WORD}.{kind}+xml") for kind, file in relations.values()),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    made = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEADER}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    made = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{file}"/>' for name, kind, file in relations)
    return f'{HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _core(document: OfficialDocument) -> str:
    """Without dates, whatever the document's day: these properties know moments alone, and nobody stated one."""
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_plain(document.name)}</dc:title><dc:creator>{_plain(document.author)}</dc:creator>"
        f"<dc:description>{_plain(document.notice)}</dc:description><dc:language>zh-CN</dc:language>"
        f"<cp:keywords>{_plain('；'.join(document.marks))}</cp:keywords></cp:coreProperties>"
    )


def _plain(text: str) -> str:
    return escape("".join(character for character in text if not is_unseen(character)))


def _settings() -> str:
    compat = "http://schemas.microsoft.com/office/word"
    return (
        f'{HEADER}<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{compat}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _page_number(style: str) -> str:
    """7.5: the number between two 一字线."""
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run.format("— ")}{field}{run.format(" —")}</w:p>'


def _sideways_number(style: str) -> str:
    """7.5: on a page laid on its side the number stays at the short edge, turned with the sheet."""
    gap, line = 397, 320
    place = f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{BOTTOM - gap - line}" w:tblpY="{LEFT}"'
    return (
        f"<w:tbl><w:tblPr><w:tblpPr {place}/>"
        f'<w:tblW w:w="{line}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{line}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{WIDTH}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{line}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{_page_number(style)}'
        '</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="GwEnd"/></w:pPr></w:p>'
    )


def _footer(content: str) -> str:
    return f'{HEADER}<w:ftr xmlns:w="{NAMESPACE}">{content}</w:ftr>'


def _added_mark(document: OfficialDocument) -> str:
    """What stands above the pages that are no part of the document: they share one head."""
    return "；".join(dict.fromkeys(annex.mark for annex in document.annexes if annex.after and annex.mark))


def _header(document: OfficialDocument, words: str) -> str:
    """The notice above each page and the watermark across it, where the document has them."""
    lines = [f'<w:t xml:space="preserve">{_plain(line)}</w:t>' for line in head_lines(words)]
    notice = f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if lines else ""
    return (
        f'{HEADER}<w:hdr xmlns:w="{NAMESPACE}" xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word">'
        f'<w:p><w:pPr><w:pStyle w:val="GwNotice"/></w:pPr>{_watermark(document.watermark)}{notice}</w:p></w:hdr>'
    )


def _watermark(text: str) -> str:
    """Text across the page, drawn as word processors draw a watermark."""
    if not text:
        return ""
    shown = quoteattr("".join(character for character in text if not is_unseen(character)))
    width = min(480, 100 * len(text))
    style = (
        f"position:absolute;width:{width}pt;height:{width // max(len(text), 1)}pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="{style}"'
        ' o:allowincell="f" fillcolor="#e4e4e4" stroked="f">'
        f'<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={shown}/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )
