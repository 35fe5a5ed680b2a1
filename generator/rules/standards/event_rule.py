"""What standards under which records are entered have in common."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from generator.model.field import Choice, Identifier, Number, Part, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import Op, const, op
from generator.rules.record_columns import lay_charges
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardEffect
from generator.rules.standard_record import EFFECTS, OneOf, Range

CURED_WITHIN = {"year": "当年年底以前", "any": "不论何时"}

StandardId = Annotated[str, Identifier(doc="标准编号")]
StandardText = Annotated[str, Text(doc="标准原文", limit=200)]
RecordEffect = Annotated[
    str, Choice(doc="扣分还是加分；不写的，在扣分的部分里是扣分，在加分的部分里是加分", names=EFFECTS)
]
StandardCap = Annotated[Decimal | None, Number(doc="这条标准合计最多计几分；没有单独上限的不写")]
EventPoints = Annotated[
    Decimal | Range | OneOf, Number(doc="每次分值；幅度写作 {min: 1, max: 2}，可选的几个写作 {one_of: [0, 5, 10]}")
]


@dataclass(frozen=True)
class CuredRule:
    """What is left of the points once the matter is put right in time."""

    share: Annotated[Decimal, Number(doc="改正到位的按几成计，如 0.5", maximum=Decimal(1), places=4)]
    within: Annotated[str, Choice(doc="在什么时候以前改正到位", names=CURED_WITHIN)]

    def holds(self, cured: Op, year: int) -> Op:
        """Whether `cured`, the day on which a matter was put right, is in time."""
        return op("le", cured, const(f"{year}-12-31")) if self.within == "year" else op("not-none", cured)


@dataclass(frozen=True)
class ChargeRule:
    """A second unit that a record charges; the record names it."""

    to: Annotated[str, Text(doc="另计给谁，如 车籍地", limit=40)]
    points: Annotated[Decimal, Number(doc="另计几分")]


Cured = Annotated[CuredRule | None, Part(doc="改正到位的减轻多少")]
Charged = Annotated[ChargeRule | None, Part(doc="同时计入另一个单位的分值")]


def effect_of(standard: Any, place: ItemPlace) -> StandardEffect:
    """What the points of `standard` do: what it says, else what the part does."""
    said: StandardEffect = standard.effect or place.effect
    return "adds" if said == "gives" else said


def lay_summed(standard: Any, place: ItemPlace) -> LaidStandard:
    """The points of the records of `standard` added up, with those charged from elsewhere, to its cap."""
    points = place.of_records("sum", place.points, standard.id)
    if getattr(standard, "charge", None) is not None:
        points = op("add", points, place.of_charged(lay_charges(place.layout, place.scheme), standard.id))
    return LaidStandard(lay_capped(standard, place, points), effect_of(standard, place))


def lay_capped(standard: Any, place: ItemPlace, points: Op) -> Op:
    """A column of `points` for the standard, and one more where it has a cap of its own."""
    cap = getattr(standard, "max", None)
    found = place.lay(standard, "", standard.text, points)
    if cap is None:
        return found
    return place.lay(standard, "capped", f"{standard.text}（计入）", op("min", found, const(cap)), cap=True)


def is_plain_event(standard: Any) -> bool:
    """Whether nothing is said of the standard that asks for a figure of its own."""
    named = (getattr(standard, name, None) for name in ("max", "charge", "effect"))
    return not any(named)


def tell_event(standard: Any) -> Iterator[str]:
    """What is said of a standard beyond its wording."""
    if getattr(standard, "max", None) is not None:
        yield f"合计最多计 {format_points(standard.max)} 分"
    cured, charge = getattr(standard, "cured", None), getattr(standard, "charge", None)
    if cured is not None:
        yield f"{CURED_WITHIN[cured.within]}改正到位的，按 {format_points(cured.share * 100)}% 计"
    if charge is not None:
        yield f"另计{charge.to} {format_points(charge.points)} 分"
