"""What is counted in a register, and the targets that are held against it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.field import Choice, Identifier, Number, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.register_field import FieldId, FieldIs

ALL = "all"  # every entry, where a choice of entries is asked for
StageId = Identifier(doc="阶段", of="stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWhere:
    """Which entries are counted; of several conditions all hold, of several values one."""

    stage: Annotated[tuple[str, ...], Rows(doc="当前处于哪个阶段", single=True), StageId] = ()
    reached: Annotated[tuple[str, ...], Rows(doc="已到过哪个阶段", single=True), StageId] = ()
    end: Annotated[tuple[str, ...], Rows(doc="怎样办结", single=True), Identifier(doc="办结方式", of="stage")] = ()
    within: Annotated[str, Identifier(doc="在哪个期限之内到了", of="deadline")] = ""
    late: Annotated[str, Identifier(doc="超过了哪个期限", of="deadline")] = ""
    fields: Annotated[tuple[FieldIs, ...], Rows(doc="字段的值", single=True), Part(doc="一个字段")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCount:
    """One figure: how many entries, or how many days in the mean."""

    id: Annotated[str, Identifier(doc="统计数的编号")]
    label: Annotated[str, Text(doc="统计数的名称", limit=20)]
    of: Annotated[str, Choice(doc="数什么", names={"records": "条数", "days": "平均天数"})] = "records"
    where: Annotated[CountWhere, Part(doc="数哪些；不写为全部")] = CountWhere()
    between: Annotated[tuple[str, ...], Rows(doc="平均天数从哪个阶段到哪个阶段"), StageId] = ()
    by: Annotated[
        tuple[str, ...], Rows(doc="分别按什么统计：unit、quarter 或选项字段"), Identifier(doc="按什么", of="field")
    ] = ()
    share_of: Annotated[str, Identifier(doc="占哪个统计数的比率", of="count")] = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate of two whole numbers of the entry."""

    ratio: Annotated[tuple[str, ...], Rows(doc="分子和分母两个字段", minimum=2), FieldId]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFrom:
    """From which entries of another register numerator and denominator are counted."""

    register: Annotated[str, Identifier(doc="登记簿", of="register")]
    numerator: Annotated[CountWhere | str, Identifier(doc="哪些算分子", of="stage")]
    denominator: Annotated[CountWhere | str, Identifier(doc="哪些算分母；全部写 all", of="stage")] = ALL


@dataclass(frozen=True, slots=True)
class Feeds:
    """By which standard what was missed is deducted, by hand."""

    item: Annotated[str, Identifier(doc="单项", of="item")]
    standard: Annotated[str, Identifier(doc="标准", of="standard")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A target of some entries, and what it may be deducted by."""

    of: Annotated[FieldIs | None, Part(doc="哪些记录；不写为全部")] = None
    value: Annotated[Ratio, Part(doc="怎样算")]
    from_: Annotated[CountedFrom | None, Part(doc="分子、分母从哪个登记簿数出")] = None
    target: Annotated[Decimal, Number(doc="目标，百分数", maximum=Decimal(1000))]
    direction: Annotated[str, Choice(doc="越高越好还是越低越好", names={"up": "越高越好", "down": "越低越好"})] = "up"
    feeds: Annotated[Feeds | None, Part(doc="未达到时按哪条标准扣分")] = None
    basis: Annotated[str, Identifier(doc="依据：通知里的条款；不写为登记簿的依据", of="clause")] = ""

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"from_": "from"}
