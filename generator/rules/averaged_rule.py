"""An item that is scored month by month, or quarter by quarter, of which the mean counts: 每月打分，取各月平均."""

from dataclasses import dataclass
from typing import Annotated

from generator.model.field import Choice, Part

SPANS = {"month": "每月", "quarter": "每季度"}
ALL_SPANS = {"month": "各月", "quarter": "各季度"}
ONE_SPAN = {"month": "一个月", "quarter": "一个季度"}
UNSCORED = {
    "awaited": "等评了再计",
    "left-out": "不计入平均",
    "full": "按满分计",
    "zero": "按零分计",
}


@dataclass(frozen=True)
class AveragedRule:
    """How often the item is scored by itself, and what counts where it was not.

    Each month or quarter begins anew: with its own marks, up to the item's own limits. The item is worth the mean of
    those that there are up to the end of the period: twelve months in a year, three in its first quarter.
    """

    over: Annotated[str, Choice(doc="多久单独计分一次", names=SPANS)]
    unscored: Annotated[
        str, Choice(doc="没有评分的月份（季度）怎样计；有直接评分（given、rated）的标准的要写", names=UNSCORED)
    ] = ""


Averaged = Annotated[AveragedRule | None, Part(doc="每月或者每季度单独计分、取平均的，怎样计；全年一起计分的不写")]


def mean_words(rule: AveragedRule | None) -> str:
    """按各月平均; empty where no mean is taken."""
    return "" if rule is None else f"按{ALL_SPANS[rule.over]}平均"


def averaged_words(rule: AveragedRule) -> str:
    """每月单独计分，取各月的平均，没有评分的月份不计入平均."""
    said = f"{SPANS[rule.over]}单独计分，取{ALL_SPANS[rule.over]}的平均"
    lacking = "月份" if rule.over == "month" else "季度"
    return f"{said}，没有评分的{lacking}{UNSCORED[rule.unscored]}" if rule.unscored else said
