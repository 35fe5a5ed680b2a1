"""A coefficient that points are multiplied with: one for all, by ranking group, or of each unit, with evidence."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Identifier, Number, Part, Table, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.number import UNLIMITED, format_points

MULTIPLIED = {"earned": "得分", "lost": "扣分"}
_MOST = Decimal(100)
_Value = Number(doc="系数", maximum=_MOST, places=4)


@dataclass(frozen=True)
class CoefficientRule:
    """What points are multiplied with (难度系数), and how much they may come to by it.

    One of `value`, `groups` and `measure` says it; a measure is given for each unit, and is not below `at_least` or
    above `at_most`.
    """

    name: Annotated[str, Text(doc="系数叫什么，如 难度系数", limit=20)]
    of: Annotated[str, Choice(doc="乘的是得分还是扣分", names=MULTIPLIED)]
    value: Annotated[Decimal | None, Number(doc="对各单位都一样的系数", maximum=_MOST, places=4)] = None
    groups: Annotated[Mapping[str, Decimal], Table(doc="各排名组的系数", of="group", minimum=1), _Value] = field(
        default_factory=dict
    )
    measure: Annotated[str, Identifier(doc="各单位的系数是哪个指标的数值", of="measure")] = ""
    at_least: Annotated[Decimal | None, Number(doc="按指标的，系数最低多少", maximum=_MOST, places=4)] = None
    at_most: Annotated[Decimal | None, Number(doc="按指标的，系数最高多少", maximum=_MOST, places=4)] = None
    most: Annotated[
        Decimal | None,
        Number(
            doc="乘以系数以后最多计几分，不设上限的写 none；可能超过分值的要写",
            endless="up",
            maximum=Decimal(100_000),
        ),
    ] = None

    @property
    def highest(self) -> Decimal:
        """The most that the coefficient can be."""
        if self.measure:
            return _MOST if self.at_most is None else self.at_most
        return max([*self.groups.values(), *([] if self.value is None else [self.value])], default=Decimal(1))

    @property
    def limit(self) -> Decimal | None:
        """The most that the points may come to; None where nothing limits them."""
        return None if self.most in (None, UNLIMITED) else self.most

    @property
    def bounds_words(self) -> str:
        """0.8 至 1.2, 不超过 1.2; empty where nothing bounds it."""
        low, high = (None if found is None else format_points(found) for found in (self.at_least, self.at_most))
        if low and high:
            return f"{low} 至 {high}"
        return f"不低于 {low}" if low else f"不超过 {high}" if high else ""


Coefficient = Annotated[CoefficientRule | None, Part(doc="分值再乘以系数的，如难度系数；没有的不写")]
