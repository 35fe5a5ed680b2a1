"""What has to be entered in a register whether or not anything was found: an entry for each period, of each thing."""

from __future__ import annotations

from typing import Annotated

from generator.model.field import Choice, Identifier, Part, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.register_field import FieldIs

MONTH, QUARTER, YEAR = "month", "quarter", "year"
EVERY = {MONTH: "每月", QUARTER: "每季度", YEAR: "每年"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One duty: in every period at least one entry, of each value of a field where there is one."""

    id: Annotated[str, Identifier(doc="编号")]
    label: Annotated[str, Text(doc="日历上的名称，如 一季一评估", limit=20)]
    every: Annotated[str, Choice(doc="多久一次", names=EVERY)]
    each: Annotated[str, Identifier(doc="分别按哪个字段：每个单项、单位或选项都要有一条", of="field")] = ""
    method: Annotated[str, Text(doc="分别按单项时，只算考核方式里有这一种的单项", limit=20)] = ""
    where: Annotated[FieldIs | None, Part(doc="只有这个字段是这些值的记录才算")] = None
    period: Annotated[str, Identifier(doc="写着时段的字段；不写的，按记录的日期", of="field")] = ""
    days: Annotated[int, Whole(doc="时段过完以后几天之内", maximum=366)] = 0
