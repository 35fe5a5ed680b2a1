"""A figure that follows from two measures of a unit: 增幅, 占比; it is measured nowhere."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.field import Choice, Identifier, Number, Text
from generator.model.lazy_dataclass import dataclass

_MOST = Decimal(999_999_999)
DERIVED_AS = {
    "growth": "增幅（百分数）：（本指标 − 相比的）÷ 相比的",
    "share": "占比（百分数）：本指标 ÷ 相比的",
    "ratio": "倍数：本指标 ÷ 相比的",
    "difference": "差额：本指标 − 相比的",
}

BY_NEGATIVE = {"magnitude": "除以它的绝对值"}


@dataclass(frozen=True)
class DerivedRule:
    """One figure from two: how far the measure `of` is from the measure `to`, or which part of it."""

    id: Annotated[str, Identifier(doc="编号；用在写 measure 的地方")]
    name: Annotated[str, Text(doc="名称，如 增加值增幅", limit=60)]
    how: Annotated[str, Choice(doc="怎样得出", names=DERIVED_AS)]
    of: Annotated[str, Identifier(doc="哪个指标，如本年的数", of="measure")]
    to: Annotated[str, Identifier(doc="与哪个指标相比，如上年的数、基准数", of="measure")]
    by_zero: Annotated[
        Decimal | None,
        Number(doc="相比的是 0 的，按多少计；不会是 0 的不写", minimum=-_MOST, maximum=_MOST, places=6),
    ] = None
    by_negative: Annotated[str, Choice(doc="增幅相比的是负数的，怎样计；不会是负数的不写", names=BY_NEGATIVE)] = ""

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"how": "as"}

    @property
    def is_percent(self) -> bool:
        """Whether it is in percent."""
        return self.how in {"growth", "share"}
