"""What is measured and counted of a unit: values by measure and period, with where each was taken from."""

import datetime
import re
from dataclasses import field
from decimal import Decimal
from typing import Annotated

from generator.model.deduction import Evidence
from generator.model.field import Day, Flag, Identifier, Number, Part, Pattern, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place

SPAN = re.compile(r"[12][0-9]{3}(?:-Q[1-4])?\Z")  # a year or a quarter
SPAN_FORM = "年度或季度，如 2019 或 2019-Q4"
_WITH_MONTHS = re.compile(r"[12][0-9]{3}(?:-Q[1-4]|-0[1-9]|-1[0-2])?\Z")
_WITH_MONTHS_FORM = "年度、季度或月份，如 2019、2019-Q4 或 2019-03"
_MOST = Decimal(999_999_999)


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """One value: a number, or how many were done of how many."""

    measure: Annotated[
        str, Identifier(doc="指标，考核办法 measures 里的编号", also=("指标",), of="measure", stands=True)
    ]
    period: Annotated[
        str,
        Pattern(doc="数值所属的时段", also=("时段",), pattern=_WITH_MONTHS, form=_WITH_MONTHS_FORM, stands=True),
    ]
    value: Annotated[
        Decimal | None,
        Number(
            doc="数值；百分比写百分数，如 87.5。与 done、of 二者择一",
            also=("数值",),
            minimum=-_MOST,
            maximum=_MOST,
            places=6,
        ),
    ] = None
    done: Annotated[Decimal | None, Number(doc="完成数", also=("完成数",), maximum=_MOST, places=6)] = None
    of: Annotated[Decimal | None, Number(doc="应完成数", also=("应完成数",), maximum=_MOST, places=6)] = None
    date: Annotated[datetime.date | None, Day(doc="取得数值的日期")] = None
    evidence: Annotated[tuple[Evidence, ...], Rows(doc="佐证材料"), Part(doc="一份材料")] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one unit for the standards of one item in one year. `unit` is the file's name."""

    unit: str
    year: int
    item: str
    values: Annotated[tuple[MeasuredValue, ...], Rows(doc="数值", minimum=1), Part(doc="一个数值")]
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    internal_note: Annotated[str, Text(doc="内部备注，不公开", lines=True, internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("measure", self.year, self.item, self.unit).path
