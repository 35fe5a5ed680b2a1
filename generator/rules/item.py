"""What an item of a scheme says: who assesses it, by which standards, what it is worth and where it starts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from generator.model.deduction import METHODS
from generator.model.field import Choice, Day, Identifier, Number, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.rules.coefficient_rule import Coefficient
from generator.rules.span_rule import Averaged, SpanRule, Summed
from generator.rules.standard_record import StandardRecord
from generator.rules.voided_rule import Voided

OWN_ITEMS = {"mean": "按同组其他单位的平均计", "left-out": "不适用", "full-marks": "不扣分"}
STARTS = {"full": "从满分起扣", "zero": "从零分起加"}
ONCE = {"highest": "只计分值最高的一条"}
HIGHEST_OF_ALL = "highest-of-all"
ITEM_ONCE = {
    "highest": "同一事实（fact）的几条，只计分值最高的一条",
    HIGHEST_OF_ALL: "不论是不是同一事实，只计分值最高的一条",
}
TAKES = {"mean": "取平均", "sum": "相加", "highest": "取最高"}
CLAUSE = Identifier(doc="依据条款在通知文本中的锚点")


@dataclass(frozen=True)
class Confirmation:
    """What the office has confirmed of what it took over from a sample."""

    date: Annotated[date, Day(doc="确认日期")]
    document: Annotated[str, Text(doc="依据的文件", limit=120)]


@dataclass(frozen=True)
class OtherAssessor:
    """The office that assesses an office in the items that it assesses itself."""

    by: Annotated[str, Identifier(doc="代为考核的单位，不是这个单项的考核实施部门", of="unit")]


OwnItems = str | OtherAssessor  # an id of OWN_ITEMS, or another office


@dataclass(frozen=True)
class ByParts:
    """Records of an item are of a unit's parts (its counties), and the item takes what those come to."""

    of: Annotated[str, Identifier(doc="单位登记 parts 里的哪一种部分，如 counties")]
    take: Annotated[str, Choice(doc="各部分的分值怎样合成", names=TAKES)]


@dataclass(frozen=True)
class Item:
    """考核单项: what it is worth is at most `max` (考核办法 section 三)."""

    id: Annotated[str, Identifier(doc="单项编号，即记录的文件夹名")]
    name: Annotated[str, Text(doc="单项名称", limit=60)]
    max: Annotated[
        Decimal, Number(doc="最高分值，也是扣分上限；加分不设上限的写 none", endless="up", maximum=Decimal(100_000))
    ]
    assessor: Annotated[str, Identifier(doc="考核实施部门", of="unit")]
    methods: Annotated[tuple[str, ...], Rows(doc="考核方式", minimum=1), Choice(doc="考核方式", names=METHODS)]
    standards: Annotated[tuple[StandardRecord, ...], Rows(doc="计分标准", minimum=1), Part(doc="一条标准")]
    basis: Annotated[str, CLAUSE] = ""
    own_items: Annotated[
        OwnItems | None,
        Choice(
            doc="考核实施部门自己也参加考核的，在这个单项上：怎样考核它自己；或写 {by: 另一个单位}", names=OWN_ITEMS
        ),
    ] = None
    confirmed: Annotated[Confirmation | None, Part(doc="沿用示例的单项，由考核办确认")] = None
    starts: Annotated[str, Choice(doc="从哪里起算；标准里加分、扣分都有的要写", names=STARTS)] = ""
    earns_at_most: Annotated[Decimal | None, Number(doc="在最高分值之外最多再加几分", endless="up")] = None
    floor: Annotated[
        Decimal | None,
        Number(doc="最低计到几分；可以低于零而不设下限的写 none", endless="down", minimum=Decimal(-1000)),
    ] = None
    once: Annotated[str, Choice(doc="有几条记录的，在这个单项里怎样计；都计的不写", names=ITEM_ONCE)] = ""
    parts: Annotated[ByParts | None, Part(doc="按单位的组成部分记录的，怎样合成单位的分值")] = None
    month_max: Annotated[Decimal | None, Number(doc="一个月里发生的最多计几分，各月再相加；没有这样规定的不写")] = (
        None
    )
    coefficient: Coefficient = None
    averaged: Averaged = None
    summed: Summed = None

    @property
    def spans(self) -> SpanRule | None:
        """How it is scored by itself in months or quarters; None where all that is found counts together."""
        return self.averaged or self.summed

    @property
    def of_one_span(self) -> "Item":
        """It as each of its months or quarters is scored; itself where there are none."""
        return self if self.summed is None else replace(self, max=self.summed.max)


@dataclass(frozen=True)
class Category:
    """A category of work; together its items count at most `max`."""

    id: Annotated[str, Identifier(doc="类别编号")]
    name: Annotated[str, Text(doc="类别名称", limit=60)]
    items: Annotated[tuple[Item, ...], Rows(doc="考核单项", minimum=1), Part(doc="一个单项")]
    basis: Annotated[str, CLAUSE] = ""
    max: Annotated[Decimal | None, Number(doc="这一类合计的上限；各单项分值之和就是上限的不写")] = None
    voided: Voided = None
