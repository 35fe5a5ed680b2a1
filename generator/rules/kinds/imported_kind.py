"""A part whose points are another assessment's, converted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from generator.model.field import Choice, Identifier, Number, Part, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import ROUNDING_MODES, format_points, places_words
from generator.rules.book_layout import BookLayout
from generator.rules.coefficient_rule import Coefficient
from generator.rules.effect_words import named_points
from generator.rules.expression import Column, Op, const, op, round_to
from generator.rules.figures import check_declared, lay_import
from generator.rules.flaw import Flaw
from generator.rules.given_tables import UNIT
from generator.rules.item import CLAUSE
from generator.rules.kind import Effect, LaidPart
from generator.rules.measure_rule import FigureSource
from generator.rules.part_record import PartId, PartName, PartTime, PartWeight, PlacedItem
from generator.rules.scaled_rule import Scaled
from generator.rules.scheme import Scheme


@dataclass(frozen=True)
class Conversion:
    """From the full marks there to the part's; rounded where `places` says so."""

    from_max: Annotated[Decimal, Number(doc="原来的满分", maximum=Decimal(100_000))]
    places: Annotated[int | None, Whole(doc="折算后保留几位小数；不舍入的不写", maximum=6)] = None
    mode: Annotated[str, Choice(doc="舍入方式；写了保留几位的要写", names=ROUNDING_MODES)] = ""


@dataclass(frozen=True)
class ImportedComponent:
    """A score that another assessment gave."""

    kind: Literal["imported"]
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="分值", maximum=Decimal(100_000))]
    source: Annotated[str, Identifier(doc="采用哪项其他考核的得分，imports 里的编号", of="import")]
    convert: Annotated[Conversion, Part(doc="怎样折算")]
    basis: Annotated[str, CLAUSE] = ""
    weight: PartWeight = None
    at: PartTime = ""
    scaled: Scaled = None
    coefficient: Coefficient = None

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"source": "from"}

    def list_items(self) -> Iterator[PlacedItem]:
        """None: the points are given as a whole."""
        return iter(())


class ImportedKind:
    """The score, times the part's marks, by the full marks there."""

    name = "imported"
    title = "采用其他考核的得分"
    effect: Effect = "earns"
    record = ImportedComponent

    def lay(self, part: ImportedComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The converted score, nothing while it is not there."""
        score = lay_import(layout, scheme, part.source, "score")
        found: Op = score
        rule = part.convert
        if rule.from_max != part.max:
            found = op("div", op("mul", score, const(part.max)), const(rule.from_max))
        if rule.places is not None:
            found = round_to(found, rule.places, rule.mode)
        said = "" if rule.from_max == part.max else f"得分×{format_points(part.max)}÷{format_points(rule.from_max)}"
        made = Column(
            f"{part.id}:exact", named_points(part.name, "得分"), "points", op("nz", found, const(0)), said=said,
            clause=part.basis, part=part.id,
        )  # fmt: skip
        complete = Column(f"{part.id}:complete", f"{part.name}已计入", "flag", op("not-none", score), part=part.id)
        return LaidPart(part, self, layout.lay(UNIT, made), "", layout.lay(UNIT, complete))

    def check(self, part: ImportedComponent, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: the import is declared; KH459: how a rounded figure is rounded; KH433: its full marks are some."""
        from generator.rules.coefficient_columns import check_coefficient
        from generator.rules.part_checks import check_time
        from generator.rules.scaled_columns import check_scaled

        yield from check_time(part, scheme)
        yield from check_scaled(part, self.effect)
        yield from check_coefficient(part.coefficient, scheme, True, self.effect)
        for found in check_declared(FigureSource(score=part.source), scheme, ()):
            yield found._replace(steps=("from",))
        if (part.convert.places is None) != (not part.convert.mode):
            hint = "places（保留几位小数）和 mode（舍入方式）一起写，不舍入的都不写。"
            yield Flaw("KH459", ("convert",), "折算的舍入没有写全", hint)
        if part.convert.from_max <= 0:
            yield Flaw("KH433", ("convert", "from_max"), "原来的满分是 0", "请写大于 0 的数。")

    def tell(self, part: ImportedComponent, scheme: Scheme) -> Iterator[str]:
        """Whose score, and what it becomes."""
        name = next((rule.name for rule in scheme.imports if rule.id == part.source), part.source)
        rule = part.convert
        rounded = "" if rule.places is None else f"，保留{places_words(rule.places)}"
        scale, mine = format_points(rule.from_max), format_points(part.max)
        yield f"采用{name}的得分，由 {scale} 分制折算为 {mine} 分制{rounded}。"
