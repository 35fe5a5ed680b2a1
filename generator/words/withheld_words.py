"""What is said where counts of small panels are withheld: the same in every product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from generator.model.appraisal import WITHHELD
from generator.model.number import format_rate
from generator.score.step import Step
from generator.score.votes import Votes

_PERCENT_PLACES = 4
_PUBLISHED_PLACES = 2  # of a percentage; the rate itself then has four decimals


def step_words(step: Step) -> str:
    """The formula of a step, and after it why what it follows from is not told, where that is withheld."""
    return f"{step.formula}；{WITHHELD}" if step.withheld else step.formula


def percent_words(detail: Votes, rate: Fraction) -> str:
    """A unit's rate as it stands in a formula: as many digits as say what the deduction is, if those are public."""
    return format_rate(rate, _PUBLISHED_PLACES if detail.withheld else _PERCENT_PLACES)


def withheld_words(withheld: bool) -> str:
    """The sentence, with its full stop, that stands in the place of withheld rates; empty where none are."""
    return f"{WITHHELD}。" if withheld else ""


def explain_withheld(limits: Mapping[int, int]) -> Iterator[str]:
    """What is withheld by the limits of each year, and why that is enough; no line where no year has a limit."""
    shown = "，".join(f"{year}年度 {limit} 张" for year, limit in limits.items() if limit)
    if not shown:
        return
    yield f"{WITHHELD}。"
    yield f"有效票不足下限（{shown}）的评议主体不公布票数和计票，网页、公文和开放数据都一样。"
    yield "单位的满意率是公布的，如果只隐去一个主体，用满意率减去其余主体就能推算出来；所以还会一并隐去票数最少的其他"
    yield "主体，直到其余隐去主体的权重合计不小于被保护的主体、隐去的票数合计不低于下限。各主体之间的合计也不公布，"
    yield "满意率只公布到四位小数。如果所有票意见完全一致，满意率本身就说明了这一点，这种情况无法隐去。"
