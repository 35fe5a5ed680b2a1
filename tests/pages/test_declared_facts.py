"""What a page has no place for is printed by its declared name: each plain kind of field, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Day, Flag, Identifier, Number, Part, Rows, Text, Whole
from generator.pages.declared_facts import declared_facts
from generator.words.said_beside import NamedValue


@dataclass(frozen=True)
class Inner:
    """A part."""

    text: Annotated[str, Text(doc="里面")] = "里面"


@dataclass(frozen=True)
class Record:
    """A field of each kind."""

    where: Annotated[str, Text(doc="地点，写到门牌")] = "窗口"
    story: Annotated[str, Text(doc="经过", lines=True)] = "一\n二"
    how: Annotated[str, Choice(doc="方式", names={"by-phone": "电话"})] = "by-phone"
    who: Annotated[str, Identifier(doc="单位", of="unit")] = "alpha"
    points: Annotated[Decimal, Number(doc="分值")] = Decimal("0.50")
    count: Annotated[int, Whole(doc="件数")] = 3
    day: Annotated[date | None, Day(doc="日期")] = date(2015, 3, 1)
    urgent: Annotated[bool, Flag(doc="是否紧急")] = True
    note: Annotated[str, Text(doc="备注", internal=True)] = "备考"
    part: Annotated[Inner | None, Part(doc="部分")] = field(default_factory=Inner)
    rows: Annotated[tuple[Inner, ...], Rows(doc="几项"), Part(doc="一项")] = (Inner(),)
    name: str = "不是字段"


def test_each_plain_field_is_printed_in_order_by_its_declared_name() -> None:
    assert list(declared_facts(Record(), ())) == [
        NamedValue("地点", "窗口"),
        NamedValue("经过", "一\n二", lines=True),
        NamedValue("方式", "电话"),
        NamedValue("单位", "alpha"),
        NamedValue("分值", "0.5"),
        NamedValue("件数", "3"),
        NamedValue("日期", "2015-03-01"),
        NamedValue("是否紧急", "是"),
        NamedValue("备注（不公开）", "备考"),
    ]


def test_what_is_placed_or_empty_is_not_printed() -> None:
    empty = Record(where="", story="", how="", urgent=False, day=None, note="")
    assert [fact.name for fact in declared_facts(empty, {"who", "points"})] == ["件数"]
