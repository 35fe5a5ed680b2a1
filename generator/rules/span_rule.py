"""An item that is scored by itself month by month, or quarter by quarter: their mean counts, or their sum."""

from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Number, Part
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points

SPANS = {"month": "每月", "quarter": "每季度"}
ALL_SPANS = {"month": "各月", "quarter": "各季度"}
ONE_SPAN = {"month": "一个月", "quarter": "一个季度"}
UNSCORED = {
    "awaited": "等评了再计",
    "left-out": "不计入平均",
    "full": "按满分计",
    "zero": "按零分计",
}
UNSCORED_OF_SUM = {name: words for name, words in UNSCORED.items() if name != "left-out"}
_UNSCORED_DOC = "没有评分、没有数值的月份（季度）怎样计；有直接评分（given、rated）或者按指标计分的标准的要写"
Over = Annotated[str, Choice(doc="多久单独计分一次", names=SPANS)]
_LACKING = {"month": "没有评分、没有数值的月份", "quarter": "没有评分、没有数值的季度"}


@dataclass(frozen=True)
class AveragedRule:
    """How often the item is scored by itself, and what counts where it was not.

    Each month or quarter begins anew: with its own marks, up to the item's own limits. The item is worth the mean of
    those that there are up to the end of the period: twelve months in a year, three in its first quarter.
    """

    over: Over
    unscored: Annotated[
        str,
        Choice(doc=_UNSCORED_DOC, names=UNSCORED),
    ] = ""


@dataclass(frozen=True)
class SummedRule:
    """The same of an item whose months or quarters, of `max` marks each, are added up, up to what it is worth."""

    over: Over
    max: Annotated[Decimal, Number(doc="每个月（季度）的分值，也是它的上限", maximum=Decimal(100_000))]
    unscored: Annotated[
        str,
        Choice(doc=_UNSCORED_DOC, names=UNSCORED_OF_SUM),
    ] = ""


Averaged = Annotated[AveragedRule | None, Part(doc="每月或者每季度单独计分、取平均的，怎样计；全年一起计分的不写")]
Summed = Annotated[SummedRule | None, Part(doc="每月或者每季度单独计分、再相加的，怎样计；全年一起计分的不写")]
SpanRule = AveragedRule | SummedRule


def mean_words(rule: SpanRule | None) -> str:
    """按各月平均; empty where no mean is taken."""
    return f"按{ALL_SPANS[rule.over]}平均" if isinstance(rule, AveragedRule) else ""


def field_of(rule: SpanRule) -> str:
    """The field of an item in which the rule is written."""
    return "summed" if isinstance(rule, SummedRule) else "averaged"


def lacking_words(rule: SpanRule) -> str:
    """没有评分、没有数值的月份."""
    return _LACKING[rule.over]


def spans_words(rule: SpanRule) -> str:
    """每月单独计分，取各月的平均，没有评分、没有数值的月份不计入平均."""
    said = f"{SPANS[rule.over]}单独计分，"
    if isinstance(rule, SummedRule):
        said += f"最多 {format_points(rule.max)} 分，{ALL_SPANS[rule.over]}相加"
    else:
        said += f"取{ALL_SPANS[rule.over]}的平均"
    return f"{said}，{_LACKING[rule.over]}{UNSCORED[rule.unscored]}" if rule.unscored else said
