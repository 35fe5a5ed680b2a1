"""The fields of a register: what may be written in an entry, and who sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.field import Choice, Flag, Identifier, Number, Part, Rows, Table, Text, Whole
from generator.model.lazy_dataclass import dataclass

FIELD_TYPES = {
    "text": "文字",
    "day": "日期",
    "number": "数",
    "whole": "整数",
    "flag": "是否",
    "choice": "选项",
    "ref": "引用",
    "clause": "通知的条款",
    "period": "时段",
    "evidence": "佐证材料",
    "rows": "若干行",
}
SHARES = {"public": "公开", "unit": "有关单位可见，不公开", "office": "只在仓库里，不公开"}
_MOST = Decimal(999_999_999)

FieldId = Identifier(doc="字段", of="field")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFieldRule:
    """One field of the rows in a field, or of an entry."""

    id: Annotated[str, Identifier(doc="字段的编号")]
    label: Annotated[str, Text(doc="字段的中文名称", limit=20)]
    type: Annotated[str, Choice(doc="类型", names=FIELD_TYPES)]
    required: Annotated[bool, Flag(doc="是否必填")] = False
    hint: Annotated[str, Text(doc="填写说明", limit=120)] = ""
    limit: Annotated[int, Whole(doc="文字的字数上限；不写为 200，分行的 1000", minimum=1, maximum=2000)] = 0
    lines: Annotated[bool, Flag(doc="文字可否分行")] = False
    pattern: Annotated[
        tuple[str, ...], Rows(doc="文字的形式：正则表达式（整段相符）和它的中文说明"), Text(doc="表达式或说明")
    ] = ()
    min: Annotated[Decimal | None, Number(doc="最小的数", minimum=-_MOST, maximum=_MOST, places=6)] = None
    max: Annotated[Decimal | None, Number(doc="最大的数", minimum=-_MOST, maximum=_MOST, places=6)] = None
    places: Annotated[int, Whole(doc="小数位数", maximum=6)] = 2
    choices: Annotated[Mapping[str, str], Table(doc="可选的值", of="choice"), Text(doc="中文名称", limit=40)] = field(
        default_factory=dict
    )
    to: Annotated[str, Text(doc="引用什么：unit、item、standard、deduction、measure 或 register:登记簿的编号")] = ""
    many: Annotated[bool, Flag(doc="引用可否有几个，写成列表")] = False
    planned: Annotated[bool, Flag(doc="日期是否只是计划的，事情不一定已发生")] = False
    example: Annotated[str, Text(doc="举例")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule(RowFieldRule):
    """One field of the entries."""

    share: Annotated[str, Choice(doc="谁能看到；不写为 office", names=SHARES)] = "office"
    rows: Annotated[
        tuple[RowFieldRule, ...], Rows(doc="类型是 rows 时，每一行的字段"), Part(doc="一行里的一个字段")
    ] = ()


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field, where an id may stand as well."""

    field: Annotated[str, FieldId]


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The last day of the period that a field says."""

    end_of: Annotated[str, FieldId]


@dataclass(frozen=True, slots=True)
class FieldIs:
    """That a field has one of these values."""

    field: Annotated[str, FieldId]
    value: Annotated[tuple[str, ...], Rows(doc="值", minimum=1, single=True), Text(doc="值", limit=60)]

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"value": "is"}
