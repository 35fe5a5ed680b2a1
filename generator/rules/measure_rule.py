"""What a scheme takes from outside its records: measures, and what other assessments found."""

from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Identifier, Number, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.place import spoken_folder
from generator.model.quarter import spans_of

_MOST = Decimal(999_999_999)
MEASURE_UNITS = {"percent": "百分数", "count": "数量", "points": "分数", "index": "指数"}
MEASURE_TIMES = {"month": "每月", "quarter": "每季度", "year": "每年"}
MEASURE_OVER = {
    "last": "取最近一期",
    "sum": "各期相加",
    "mean": "各期平均",
    "ratio-of-sums": "各期完成数之和除以应完成数之和",
}
# Of a figure of several units: which one of them, and of which units.
TAKEN = {
    "mean": "平均数",
    "trimmed-mean": "平均数（去掉一个最高、一个最低的）",
    "median": "中位数",
    "highest": "最高值",
    "lowest": "最低值",
}
AMONG = {"group": "同组各单位（含本单位）", "group-others": "同组其他单位", "all": "全部单位（含本单位）"}


@dataclass(frozen=True)
class MeasureRule:
    """A measure: what its values are, when they are due, and how several periods become one figure."""

    id: Annotated[str, Identifier(doc="指标编号")]
    name: Annotated[str, Text(doc="指标名称", limit=60)]
    unit: Annotated[str, Choice(doc="数值的单位", names=MEASURE_UNITS)]
    due: Annotated[str, Choice(doc="多久填报一次", names=MEASURE_TIMES)]
    over: Annotated[str, Choice(doc="各期的数值怎样合成一个", names=MEASURE_OVER)]

    def periods_in(self, year: int) -> list[str]:
        """The periods of a year of which a value is due, in order: 2019-01, 2019-Q1, 2019."""
        return [str(year)] if self.due == "year" else spans_of(year, self.due)


@dataclass(frozen=True)
class ImportRule:
    """Another assessment, whose results are taken over as they are."""

    id: Annotated[str, Identifier(doc=f"编号，即 {spoken_folder('imports')} 里的文件名")]
    name: Annotated[str, Text(doc="哪一项考核", limit=60)]


@dataclass(frozen=True)
class FigureSource:
    """Where a figure comes from: a measure of the unit, or an import's score or rank of it.

    With `take` it is the mean, the one in the middle, the highest or the lowest of several units.
    """

    measure: Annotated[str, Identifier(doc="指标", of="measure")] = ""
    score: Annotated[str, Identifier(doc="其他考核的得分，或它对各单位都相同的一个数", of="import")] = ""
    rank: Annotated[str, Identifier(doc="其他考核的名次", of="import")] = ""
    take: Annotated[str, Choice(doc="取几个单位的平均、中位数、最高或最低；就是本单位的数的不写", names=TAKEN)] = ""
    among: Annotated[str, Choice(doc="在哪些单位中取；写了 take 的要写", names=AMONG)] = ""


def figure_or_number(doc: str) -> Number:
    """The marker of what is a number or a figure of the unit, or of several."""
    words = f"{doc}：一个数，或 {{measure: 指标}}、{{score: 其他考核}}，或它在几个单位中的平均、中位数、最高、最低"
    return Number(doc=words, minimum=-_MOST, maximum=_MOST, places=6)


Bound = Decimal | FigureSource | None
BoundAtLeast = Annotated[Bound, figure_or_number("不低于（含）")]
BoundAbove = Annotated[Bound, figure_or_number("高于（不含）")]
BoundAtMost = Annotated[Bound, figure_or_number("不高于（含）")]
BoundBelow = Annotated[Bound, figure_or_number("低于（不含）")]
LowEnd = Annotated[Bound, figure_or_number("低端")]
HighEnd = Annotated[Bound, figure_or_number("高端")]
