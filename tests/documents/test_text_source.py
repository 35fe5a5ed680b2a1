"""The notation of document sources, and that values never become notation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
from generator.documents.text_source import open_sources, write_document
from generator.model.problem import UserError

DAY = date(2015, 4, 21)
SOURCE = """标志: {{ office }}
后缀: 文件
文号: 滨效能发〔2015〕1号
标题: 关于考核的
标题: 通报
主送: 各单位
第一段。
# 一、情况
## （一）小标题。 | 正文{{ value }}
表: 表一
列: 名次 居中 1 | 单位 左 4
| 分组
{% for row in rows %}
| {{ row[0] }} | {{ row[1] }}
{% endfor %}
注: 说明
署名: {{ office }}
日期: 2015年4月21日
盖章: 是
附注: 此件公开发布
附件: 附件1 | 结果表 | 横
附件一段
抄送: 某某。
印发: {{ office }} | 2015年4月22日印发
"""


def write(folder: Path, source: str = SOURCE, **facts: object) -> OfficialDocument:
    (folder / "x.txt.j2").write_text(source, encoding="utf-8")
    return write_document(open_sources([folder]), "x", facts, DAY, "演示", "草稿")


def test_every_element_is_read(tmp_path: Path) -> None:
    made = write(tmp_path, office="考核办", value="值", rows=[("1", "甲")])
    table = DocumentTable(
        (DocumentColumn("名次", 1, "center"), DocumentColumn("单位", 4, "left")), (("分组",), ("1", "甲")), "表一"
    )
    assert made == OfficialDocument(
        title=("关于考核的", "通报"),
        day=DAY,
        banner=Banner(("考核办",), "文件", "滨效能发〔2015〕1号"),
        addressees="各单位",
        blocks=(
            Paragraph("第一段。"),
            Paragraph("", "一、情况", 1),
            Paragraph("正文值", "（一）小标题。", 2),
            table,
            Note("说明"),
        ),
        annexes=(Annex("附件1", ("结果表",), (Paragraph("附件一段"),), True),),
        closing=Closing(("考核办",), "2015年4月21日", True, "此件公开发布"),
        colophon=Colophon("某某。", "考核办", "2015年4月22日印发"),
        author="考核办",
        notice="演示",
        watermark="草稿",
    )


@pytest.mark.parametrize(
    "hostile",
    (
        "标题: 假",
        "# 假标题",
        "a | b",
        "第一行\n标题: 假\n| 假 | 行",
        "{{ 7*7 }}",
        "附件: 假 | 假",
        "注: 假",
        "{% raw %}",
    ),
)
def test_a_value_is_never_notation(tmp_path: Path, hostile: str) -> None:
    plain, made = (write(tmp_path, office=text, value=text, rows=[(text, text)]) for text in ("值", hostile))
    shown = " ".join(hostile.split("\n"))
    assert len(made.blocks) == len(plain.blocks)
    assert made.title == plain.title
    assert made.annexes == plain.annexes
    assert made.banner.marks == made.closing.names == (shown,)
    table = made.blocks[3]
    assert isinstance(table, DocumentTable)
    assert table.rows[1] == (shown, shown)


def test_a_line_of_a_value_alone_is_a_paragraph(tmp_path: Path) -> None:
    made = write(tmp_path, "标题: 甲\n{{ value }}\n", value="署名: 假")
    assert made.blocks == (Paragraph("署名: 假"),)
    assert made.closing.names == ()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("标题: 甲\n{{ nothing }}\n", "公文文字 x.txt.j2 第 2 行：用到了没有提供的内容（'nothing' is undefined）。"),
        ("标题: 甲\n\n{% if %}\n", "公文文字 x.txt.j2 第 3 行：{{ }}、{% %} 写法不对"),
        ("标题: 甲\n{{ none }}\n", "公文文字 x.txt.j2 第 2 行：用到了没有提供的内容"),
        ("正文\n", "公文文字 x.txt.j2：没有“标题:”一行。"),
        ("标题: 甲\n列: 名次 左 1\n", "公文文字 x.txt.j2 第 2 行：“列:”的上一行应是“表:”。"),
        ("标题: 甲\n表:\n列: 名次 中 1\n", "公文文字 x.txt.j2 第 3 行：“列:”中每一列写成“名次 居中 1”"),
        ("标题: 甲\n| 1 | 2\n", "公文文字 x.txt.j2 第 2 行：“|”开头的是表格的一行，前面应先有“表:”和“列:”。"),
        (
            "标题: 甲\n{% for n in rows %}\n{{ n }}\n{% endfor %}\n表:\n列: 一 左 1 | 二 左 1 | 三 左 1\n| 1 | 2\n",
            "公文文字 x.txt.j2 第 7 行：表格有 3 列，这一行有 2 格；只有一格的行是分组标题。",
        ),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(UserError) as found:
        write(tmp_path, source, none=None, rows=["1", "2"])
    assert str(found.value).startswith(said)


def test_one_long_title_is_broken_into_lines_and_given_lines_are_kept(tmp_path: Path) -> None:
    long = "关于在全区区级机关开展“正风提效”专项活动的实施意见"
    assert write(tmp_path, f"标题: {long}\n").title == ("关于在全区区级机关开展", "“正风提效”专项活动的实施意见")
    assert write(tmp_path, f"标题: {long}\n标题: 通知\n").title == (long, "通知")
    annex = write(tmp_path, f"标题: 甲\n附件: 附件 | {long}\n").annexes[0]
    assert annex.title == ("关于在全区区级机关开展", "“正风提效”专项活动的实施意见")
