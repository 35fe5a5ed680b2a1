"""The styles of a DOCX by GB/T 9704-2012: faces by role as the standard names them, sizes, positions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.documents.docx_measures import (
    CELL,
    LINE,
    MARK_HEIGHT,
    MARK_SPACE,
    RULE_WIDTH,
    TIGHTEN,
    WIDTH,
    mark_points,
    sign_lines,
)
from generator.documents.measure import AFTER_TABLE, NOTE_BELOW, NOTE_LINE, set_closer
from generator.documents.official_document import OfficialDocument

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The faces that the standard names, and what a machine without them takes instead (altName).
FACES = {
    "title": ("方正小标宋简体", "宋体"),
    "body": ("仿宋_GB2312", "仿宋"),
    "level1": ("黑体", "SimHei"),
    "level2": ("楷体_GB2312", "楷体"),
    "numbers": ("宋体", "SimSun"),
}
# Word processors part the figures of a number that is said to be Chinese like its characters.
_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
_LEVELS = ("body", "level1", "level2", "body", "body")
_RED = "E60012"


def font_table() -> str:
    """word/fontTable.xml."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in FACES.values()
    )
    return f'{HEADER}<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'


def styles(document: OfficialDocument) -> str:
    """word/styles.xml; only the size of the 发文机关标志 and the indents of the signature depend on the document."""
    made = "".join([_defaults(), *_text_styles(), *_head_styles(document), *_closing_styles(document), *_tables()])
    return f'{HEADER}<w:styles xmlns:w="{NAMESPACE}">{made}</w:styles>'


def _face(role: str, points: str = "16", tighten: int = TIGHTEN, more: str = "") -> str:
    name = FACES[role][0]
    halves = int(Decimal(points) * 2)
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>{more}'
        f'<w:spacing w:val="{tighten}"/><w:kern w:val="0"/><w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'
    )


def _paragraph(name: str, label: str, layout: str, letters: str = "", base: str = "GwBase") -> str:
    """A paragraph style. `layout` and `letters` are in the order of the schema."""
    letters = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="公文{label}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{layout}</w:pPr>{letters}</w:style>'
    )


def _line(height: int = LINE, before: int = 0, after: int = 0, rule: str = "exact") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{height}" w:lineRule="{rule}"/>'


def _indent(left: int = 0, right: int = 0, first: int = 0, hanging: int = 0) -> str:
    opening = f'w:hanging="{hanging}"' if hanging else f'w:firstLine="{first}"'
    return f'<w:ind w:left="{left}" w:right="{right}" {opening}/>'


def _align(how: str) -> str:
    return f'<w:jc w:val="{how}"/>'


def _defaults() -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face('body')}{_LANGUAGE}</w:rPr>"
        "</w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>{_line()}</w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_cell_edges(0)}</w:tblPr></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="GwBase"><w:name w:val="公文"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
    )


def _text_styles() -> Iterator[str]:
    body = _line() + _indent(first=2 * CELL) + _align("both")
    yield _paragraph("GwBody", "正文", body)
    yield _paragraph("GwBodyLast", "正文末段", "<w:keepNext/>" + body)
    yield _paragraph("GwTo", "主送", _line() + _align("both"))
    yield _paragraph("GwNote", "注", _line(NOTE_LINE, after=NOTE_BELOW) + _align("left"), _face("body", "12", -3))
    for level in range(1, 5):
        face = _face(_LEVELS[level])
        outline = f'<w:outlineLvl w:val="{level}"/>'
        yield _paragraph(f"GwHeading{level}", f"{level}级标题", "<w:keepNext/>" + body + outline, face)
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="GwLead{level}">'
            f'<w:name w:val="公文{level}级小标题"/><w:rPr>{face}</w:rPr></w:style>'
        )


def _head_styles(document: OfficialDocument) -> Iterator[str]:
    points = str(mark_points(document.banner))
    mark = _face("title", points, 0, f'<w:color w:val="{_RED}"/>')
    yield _paragraph("GwMarkSpace", "标志上空", _line(MARK_SPACE))
    yield _paragraph("GwMark", "发文机关标志", _line(int(points) * MARK_HEIGHT) + _align("center"), mark)
    yield _paragraph("GwMarkName", "联合发文机关", _line(int(points) * MARK_HEIGHT) + _align("distribute"), mark)
    number = _line(360, before=2 * LINE)
    yield _paragraph("GwNumber", "发文字号", number + _align("center"))
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH - CELL}"/></w:tabs>'
    yield _paragraph("GwNumberSigned", "发文字号和签发人", tab + number + _indent(CELL, CELL))
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="11" w:space="0" w:color="{_RED}"/></w:pBdr>'
    yield _paragraph("GwRule", "红色分隔线", rule + _line(150, after=2 * LINE))
    title = _face("title", "22", 0)
    yield _paragraph("GwTitle", "标题", _title(after=LINE), title)
    yield _paragraph("GwPlainNumber", "编号", "<w:keepNext/>" + _line(after=LINE) + _align("right"))
    label = _line(after=LINE)
    breaks = "<w:keepNext/><w:pageBreakBefore/>"
    yield _paragraph("GwAnnexLabel", "附件序号", "<w:keepNext/>" + label, _face("level1"))
    yield _paragraph("GwAnnexLabelNew", "附件序号另页", breaks + label, _face("level1"))
    yield _paragraph("GwAnnexTitle", "附件标题", _title(after=LINE), title)
    yield _paragraph("GwAnnexTitleNew", "附件标题另页", _title(after=LINE, page=True), title)


def _title(after: int, page: bool = False) -> str:
    breaks = "<w:pageBreakBefore/>" if page else ""
    return f'<w:keepNext/>{breaks}{_line(after=after)}{_align("center")}<w:outlineLvl w:val="0"/>'


def _closing_styles(document: OfficialDocument) -> Iterator[str]:
    hanging = 9 * CELL // 2
    keep = "<w:keepNext/>"  # the list of annexes stands with the signature
    names = keep + _line(before=LINE)
    yield _paragraph("GwAnnexOnly", "附件说明", names + _indent(5 * CELL, hanging=3 * CELL))
    yield _paragraph("GwAnnexFirst", "附件说明首项", names + _indent(13 * CELL // 2, hanging=hanging))
    yield _paragraph("GwAnnexNext", "附件说明续项", keep + _line() + _indent(13 * CELL // 2, hanging=3 * CELL // 2))
    lines = sign_lines(document.closing)
    for number, line in enumerate(lines):
        layout = _line(before=line.above) + _indent(right=line.indent) + _align("right")
        layout = keep + layout if number < len(lines) - 1 else layout
        yield _paragraph(f"GwSign{number}", f"署名{number + 1}", layout)
    small = _face("body", "14", TIGHTEN)
    one = 280  # a character of 14 points
    yield _paragraph("GwCopies", "抄送", _line(480) + _indent(4 * one, one, hanging=3 * one), small)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{RULE_WIDTH - one}"/></w:tabs>'
    closer = _face("body", "14", TIGHTEN - set_closer(document.colophon))
    yield _paragraph("GwPrinter", "印发机关", tab + _line(480) + _indent(one), closer)
    yield _paragraph("GwPrinted", "印发日期", _line(480) + _indent(right=one) + _align("right"), small)
    # 7.4.1: the outer rules 0.35 mm, the inner one 0.25 mm
    filled = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    yield _paragraph("GwFootThick", "版记粗线", filled + _line(20))
    yield _paragraph("GwFootThin", "版记细线", filled + _line(14))
    yield _paragraph("GwEnd", "文末", _line(20))
    yield _paragraph("GwBreak", "另页", "<w:pageBreakBefore/>" + _line(20))
    digits = _face("numbers", "14", 0)
    yield _paragraph("GwOdd", "单页页码", _line(320) + _indent(right=one) + _align("right"), digits)
    yield _paragraph("GwEven", "双页页码", _line(320) + _indent(one), digits)
    caution = _face("level1", "10.5", 0, '<w:color w:val="595959"/>')
    yield _paragraph("GwNotice", "页眉提示", _line(240) + _align("center"), caution)


def _tables() -> Iterator[str]:
    for size, points, height in (("", "12", 340), ("Small", "10.5", 300)):
        for align in ("Left", "Center", "Right"):
            layout = _line(height) + _align(align.lower())
            yield _paragraph(f"GwCell{align}{size}", f"表格{align}{size}", layout, _face("body", points, 0))
        head = "<w:keepNext/>" + _line(height)
        face = _face("level1", points, 0)
        yield _paragraph(f"GwCellHead{size}", f"表头{size}", head + _align("center"), face)
        yield _paragraph(f"GwCellGroup{size}", f"表格分组{size}", head, face)
    yield _paragraph("GwCaption", "表名", "<w:keepNext/>" + _line() + _align("center"), _face("level1"))
    yield _paragraph("GwAfterTable", "表后", _line(20, after=AFTER_TABLE - 20))
    rule = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
    grid = "".join(
        rule.format(side=side, size=4) for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield _table_style("GwTable", "公文表格", grid, 60)
    yield _table_style("GwMarks", "公文联合标志", "")


def _cell_edges(width: int) -> str:
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _table_style(name: str, label: str, borders: str, edge: int = 0) -> str:
    drawn = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{label}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{drawn}{_cell_edges(edge)}</w:tblPr></w:style>'
    )
