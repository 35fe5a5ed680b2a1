"""What a bag says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as Xml

from generator.model.publication import FrozenResult, Publication
from generator.model.unit import Site
from generator.proof.archive_metadata import Description, PackedFile, bag_info, metadata_xml

RECORD = Publication(
    "2015-q1",
    "2015年第一季度通报 <&>",
    date(2015, 4, 10),
    "1" * 40,
    "a" * 64,
    {"caizheng": FrozenResult(Decimal("99.5"), Decimal(1))},
    2,
    document="小考发〔2015〕3号",
)
SITE = Site("小河区考核工作办公室", "kaoheban", "小河区", "小河区机关考核", "https://kaohe.example/", False)
DESCRIPTION = Description(
    RECORD, SITE, "internal", "永久", "2" * 40, (("kaohe", "0.1.0"), ("Python", "3.11.7"), ("git", "2.39.5"))
)
FILES = (PackedFile("history.bundle", 1200, "b" * 64), PackedFile("site/documents/通报.pdf", 34567, "c" * 64))


def test_the_xml_is_as_the_file_beside_says() -> None:
    expected = Path(__file__).with_name("metadata.xml")
    found = metadata_xml(DESCRIPTION, FILES)
    assert found.decode("utf-8") == expected.read_text("utf-8")
    assert Xml.fromstring(found).findtext("内容描述/题名") == RECORD.title


def test_bag_info_says_what_the_archive_asks() -> None:
    assert bag_info(DESCRIPTION, FILES) == {
        "Source-Organization": "小河区考核工作办公室",
        "External-Identifier": "2015-q1",
        "External-Description": "2015年第一季度通报 <&>",
        "Internal-Sender-Identifier": "2" * 40,
        "Bagging-Date": "2015-04-10",
        "Bag-Software-Agent": "kaohe 0.1.0",
        "题名": "2015年第一季度通报 <&>",
        "文件编号": "小考发〔2015〕3号",
        "责任者": "小河区考核工作办公室",
        "日期": "2015-04-10",
        "年度": "2015",
        "保管期限": "永久",
        "密级": "内部",
        "格式": "PDF/A-2a、git bundle（第 2 版）",
        "大小": "35767 字节，2 个文件（不含 metadata.xml）",
        "创建程序": "kaohe 0.1.0；Python 3.11.7；git 2.39.5",
    }


def test_the_format_of_a_file_without_a_known_extension() -> None:
    assert [PackedFile(path, 0, "").format for path in ("LICENSE", "a.b/c", "font.otf")] == ["文本", "文本", "OTF"]
