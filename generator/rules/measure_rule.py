"""What a scheme takes from outside its records: measures, and what other assessments found."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Identifier, Number, Text
from generator.model.place import spoken_folder

MEASURE_UNITS = {"percent": "百分数", "count": "数量", "points": "分数", "index": "指数"}
MEASURE_TIMES = {"quarter": "每季度", "year": "每年"}
MEASURE_OVER = {
    "last": "取最近一期",
    "sum": "各期相加",
    "mean": "各期平均",
    "ratio-of-sums": "各期完成数之和除以应完成数之和",
}


@dataclass(frozen=True)
class MeasureRule:
    """A measure: what its values are, when they are due, and how several periods become one figure."""

    id: Annotated[str, Identifier(doc="指标编号")]
    name: Annotated[str, Text(doc="指标名称", limit=60)]
    unit: Annotated[str, Choice(doc="数值的单位", names=MEASURE_UNITS)]
    due: Annotated[str, Choice(doc="多久填报一次", names=MEASURE_TIMES)]
    over: Annotated[str, Choice(doc="各期的数值怎样合成一个", names=MEASURE_OVER)]


@dataclass(frozen=True)
class ImportRule:
    """Another assessment, whose results are taken over as they are."""

    id: Annotated[str, Identifier(doc=f"编号，即 {spoken_folder('imports')} 里的文件名")]
    name: Annotated[str, Text(doc="哪一项考核", limit=60)]


@dataclass(frozen=True)
class FigureSource:
    """Where a figure comes from: a measure of the unit, or an import's score or rank of it."""

    measure: Annotated[str, Identifier(doc="指标", of="measure")] = ""
    score: Annotated[str, Identifier(doc="其他考核的得分，或它对各单位都相同的一个数", of="import")] = ""
    rank: Annotated[str, Identifier(doc="其他考核的名次", of="import")] = ""


Bound = Annotated[
    Decimal | FigureSource | None,
    Number(doc="界限；或写 {score: 其他考核}、{measure: 指标}", minimum=Decimal(-999_999_999),
           maximum=Decimal(999_999_999), places=6),
]  # fmt: skip
