"""A document as an article of a page: its elements in their order, and every string in every place only text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import lxml.html

from generator.documents.document_article import render_page
from generator.documents.official_document import (
    Annex,
    Banner,
    Closing,
    Colophon,
    DocumentColumn,
    DocumentTable,
    Note,
    OfficialDocument,
    Paragraph,
)

TABLE = DocumentTable(
    (DocumentColumn("名次", align="center"), DocumentColumn("单位", 4), DocumentColumn("得分", align="right")),
    (("一组",), ("1", "区甲局", "99.50")),
    "结果表",
)
DOCUMENT = OfficialDocument(
    title=("关于结果的", "通报"),
    day=date(2016, 1, 20),
    banner=Banner(("示例区委", "示例区政府"), "文件", "示委发〔2016〕1号"),
    addressees="各单位",
    blocks=(
        Paragraph("", "一、情况", 1),
        Paragraph("正文。", "（一）要点。", 2),
        Paragraph("没有标题的一段。"),
        TABLE,
        Note("名次相同的为并列。"),
    ),
    annexes=(
        Annex("附件1", ("结果", "总表"), (Paragraph("附件一正文"),)),
        Annex("附件2", ("名单",), (Paragraph("附件二正文"),)),
        Annex("", ("编者说明",), (Paragraph("不属于公文"),), after=True),
    ),
    closing=Closing(("示例区委", "示例区政府"), "2016年1月20日", remark="此件公开发布"),
    colophon=Colophon("区人大", "区委办", "2016年1月21日印发"),
    notice="演示数据",
    watermark="草稿",
)
ORDER = [
    "演示数据",
    "草稿",
    "示例区委示例区政府文件",
    "示委发〔2016〕1号",
    "关于结果的通报",
    "各单位：",
    "一、情况",
    "（一）要点。正文。",
    "没有标题的一段。",
    "名次相同的为并列。",
    "附件：1．结果总表",
    "2．名单",
    "示例区委示例区政府2016年1月20日",
    "（此件公开发布）",
    "附件1",
    "结果总表",
    "附件一正文",
    "附件2",
    "名单",
    "附件二正文",
    "抄送：区人大",
    "区委办2016年1月21日印发",
    "编者说明",
    "不属于公文",
]


def read(document: OfficialDocument) -> Any:
    return lxml.html.fromstring(render_page(document))


def words(element: Any) -> str:
    return "".join(element.text_content().split())


def test_the_elements_stand_in_the_order_of_the_standard() -> None:
    article = read(DOCUMENT)
    assert (article.tag, article.get("class")) == ("article", "gw")
    assert [words(part) for part in article.iter("p", "h1", "h2", "h3")] == ORDER


def test_headings_are_headings_of_their_level() -> None:
    article = read(DOCUMENT)
    levels = [(part.tag, part.get("class"), words(part)) for part in article.iter("h1", "h2", "h3")]
    assert levels[:2] == [("h1", "gw-title", "关于结果的通报"), ("h2", "gw-level1", "一、情况")]
    leads = [(part.get("class"), part.text) for part in article.iter("span")][:1]
    assert leads == [("gw-level2", "（一）要点。")]


def test_a_table_has_heads_groups_and_cells_set_as_its_columns() -> None:
    table = next(read(DOCUMENT).iter("table"))
    assert table.findtext("caption") == "结果表"
    assert [(cell.text, cell.get("scope"), cell.get("class")) for cell in table.iterfind("thead/tr/th")] == [
        ("名次", "col", "gw-center"),
        ("单位", "col", "gw-left"),
        ("得分", "col", "gw-right"),
    ]
    group, row = table.iterfind("tbody/tr")
    assert [(cell.text, cell.get("scope"), cell.get("colspan")) for cell in group] == [("一组", "rowgroup", "3")]
    assert [(cell.text, cell.get("class")) for cell in row] == [
        ("1", "gw-center"),
        ("区甲局", "gw-left"),
        ("99.50", "gw-right"),
    ]
    assert table.getparent().get("aria-label") == "结果表"  # so that a wide table can be moved by keyboard


def test_the_number_stands_below_the_title_where_there_is_no_mark() -> None:
    bare = replace(DOCUMENT, banner=Banner(number="示委发〔2016〕1号"), notice="", watermark="")
    assert [words(part) for part in read(bare).iter("p", "h1")][:2] == ["关于结果的通报", "示委发〔2016〕1号"]


def test_a_single_annex_has_no_ordinal() -> None:
    one = replace(DOCUMENT, annexes=(Annex("附件", ("结果表",), ()),))
    lists = [words(part) for part in read(one).iter("p") if part.get("class") == "gw-annexes"]
    assert lists == ["附件：结果表"]


def test_what_a_document_does_not_have_leaves_no_trace() -> None:
    assert render_page(OfficialDocument(("题",), date(2016, 1, 20))) == (
        '<article class="gw">\n<h1 class="gw-title">题</h1>\n</article>'
    )


HOSTILE = "<script>a()</script>\"'&amp;{{7*7}}</article>"


def filled(text: str) -> OfficialDocument:
    """A document of which every string is `text`."""
    table = DocumentTable((DocumentColumn(text), DocumentColumn(text)), ((text,), (text, text)), text)
    blocks = (Paragraph("", text, 1), Paragraph(text, text, 2), table, Note(text))
    return OfficialDocument(
        title=(text,),
        day=date(2016, 1, 20),
        banner=Banner((text, text), text, text),
        addressees=text,
        blocks=blocks,
        annexes=(Annex(text, (text,), blocks), Annex("", (text,), blocks, after=True)),
        closing=Closing((text,), text, remark=text),
        colophon=Colophon(text, text, text),
        notice=text,
        watermark=text,
    )


def test_hostile_text_is_only_text_in_every_place() -> None:
    article, plain = read(filled(HOSTILE)), read(filled("文字"))
    assert [part.tag for part in article.iter()] == [part.tag for part in plain.iter()]
    assert article.text_content() == plain.text_content().replace("文字", HOSTILE)
    assert plain.text_content().count("文字") == 48
    labels = [part.get("aria-label") for part in article.iter("div")]
    assert labels == [HOSTILE] * 3


def test_a_long_title_ends_its_line_after_the_period_and_reads_as_it_did() -> None:
    plain = replace(DOCUMENT, title=("2015年度作风效能建设考核结果反馈单",))
    (title,) = re.findall("<h1.*?</h1>", render_page(plain))
    assert '2015年度<span class="kh-phrase">作风效能建设考核结果反馈单</span>' in title
    assert re.sub("<.*?>", "", title) == "2015年度作风效能建设考核结果反馈单"
    (short,) = re.findall("<h1.*?</h1>", render_page(replace(DOCUMENT, title=("2015年度排名",))))
    assert "kh-phrase" not in short
