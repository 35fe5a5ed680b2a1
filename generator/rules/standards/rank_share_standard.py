"""Points by the share of places: 前 30% 得 10 分，前 70% 得 8 分，其余 6 分."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from generator.model.field import Choice, Number, Part, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.ranking_rule import RANKED_AMONG
from generator.rules.expression import Op, const, op, round_places
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    FIGURE_VERBS,
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    ScoreId,
    check_figure,
    figure_effect,
    figure_of,
    if_known,
)
from generator.rules.standards.placed_figure import ORDERS, lay_number, lay_place
from generator.rules.total_rule import QUOTA_ROUNDS


@dataclass(frozen=True)
class PlaceBand:
    """Points of the places up to a share of all."""

    top: Annotated[Decimal, Number(doc="名次在前百分之几以内，如 0.3", maximum=Decimal(1), places=4)]
    points: Annotated[Decimal, Number(doc="这一档的分值", places=4)]


@dataclass(frozen=True)
class RankShareStandard(FigureRecord):
    """The first band that holds the unit's place gives its points; units that tie have the first of their places."""

    kind: Literal["rank-share"]
    id: StandardId
    text: StandardText
    order: Annotated[str, Choice(doc="怎样排", names=ORDERS)]
    among: Annotated[str, Choice(doc="在哪些单位中排", names=RANKED_AMONG)]
    bands: Annotated[tuple[PlaceBand, ...], Rows(doc="各档，从前往后", minimum=1), Part(doc="一档")]
    quota_rounds: Annotated[str, Choice(doc="按比例算出的名额不是整数时", names=QUOTA_ROUNDS)]
    otherwise: Annotated[Decimal, Number(doc="其余名次的分值", places=4)]
    measure: MeasureId = ""
    score: ScoreId = ""
    effect: FigureEffect = ""

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"otherwise": "else"}


class RankShare(FigureDefaults):
    """The place of a figure, and the points of its band."""

    name = "rank-share"
    title = "按名次的比例分档计分"
    record = RankShareStandard

    def lay(self, standard: RankShareStandard, place: ItemPlace) -> LaidStandard:
        """The place, the last place of each band, and the points; None while the figure is not there."""
        figure = figure_of(standard, place)
        own, of = lay_place(standard, place, figure), lay_number(standard, place, figure)
        found: Op = const(standard.otherwise)
        for at, band in reversed(list(enumerate(standard.bands, 1))):
            share = format_points(band.top * 100)
            title, last = f"{standard.text}（前 {share}% 的名额）", op("mul", of, const(band.top))
            rounds = QUOTA_ROUNDS[standard.quota_rounds]
            said = f"参加排名的单位数 × {share}%，不是整数的{rounds}：{{{of.column}}} × {share}%"
            whole = round_places(last, standard.quota_rounds)
            places = place.lay_as(standard, f"places-{at}", title, whole, "number", said)
            found = op("if", op("le", own, places), const(band.points), found)
        laid = place.lay(standard, "", standard.text, if_known(found, own))
        return LaidStandard(laid, figure_effect(standard, place), awaited=True)

    def check(self, standard: RankShareStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH433: each band reaches further than the one before."""
        yield from check_figure(standard, scheme)
        for at, (before, band) in enumerate(pairwise(standard.bands), 1):
            if band.top <= before.top:
                words = f"前 {format_points(band.top * 100)}% 都已在前面的档里"
                yield Flaw("KH433", ("bands", at), words, "各档从前往后写，如 0.3、0.7；top 是累计的比例。")

    def tell(self, standard: RankShareStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The bands in their order."""
        verb = FIGURE_VERBS[standard.effect]
        bands = "，".join(
            f"前 {format_points(band.top * 100)}% {verb} {format_points(band.points)} 分" for band in standard.bands
        )
        yield f"{RANKED_AMONG[standard.among]}里{ORDERS[standard.order]}，{bands}"
        yield f"其余{verb} {format_points(standard.otherwise)} 分"
        yield f"名额不是整数的{QUOTA_ROUNDS[standard.quota_rounds]}，并列的都按第一个名次"
