"""How the scores of a ranking group lie: a dot for each unit, the middle, and the unit whose page it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pictures.drawing import Drawer
from generator.pictures.frame import (
    LETTER,
    WIDTH,
    Pads,
    PicturePlan,
    Scale,
    Ticks,
    axis,
    figure,
    lone,
    mark,
    span,
    ticks,
)
from generator.pictures.picture import ALIGN, FigureTable, Label, Marker, Overlay, Picture, anchor_at, px
from generator.score.result import UnitResult, YearResult
from generator.words.middle import middle_total
from generator.words.result_words import rank_words

_PADS = Pads(14, 22, 40, 24)
_RADII = (Decimal("3.5"), Decimal(3), Decimal("2.5"), Decimal(2), Decimal("1.5"), Decimal(1))
_HIGHEST = 150  # px of the highest pile
_LEAST = 44
_ROOM = 110  # px of a label


@dataclass(frozen=True, slots=True)
class Spread:
    """The picture of a group, and where it has what: `middle` is the median, rounded as scores are; `heights` tells
    how high above the axis the first dot of each score lies.
    """

    picture: Picture
    scale: Scale
    height: int
    middle: Decimal
    places: int
    group: str
    totals: tuple[Decimal, ...]
    heights: Mapping[Decimal, Decimal]


def view_spread(result: YearResult, group: str, drawer: Drawer) -> Spread | None:
    """The scores of the ranked units of `group`; None where there are not even three."""
    totals = tuple(sorted(unit.total for unit in result.ranked(group) if unit.total is not None))
    if len(totals) < 3:
        return None
    rounding, name = result.scheme.rounding, result.scheme.group_name(group)
    middle = middle_total(result, totals)
    low, high, step = span(totals)
    scale = Scale(low, high, 0, WIDTH - _PADS.left - _PADS.right)
    radius, levels = _pile([scale.at(total) for total in totals])
    heights = [radius * (2 * level + 1) + 1 for level in levels]
    shown = [format_points(total, rounding.places) for total in (totals[0], middle, totals[-1])]
    plan = _plan(
        scale, ticks(low, high, step, " 分"), radius, list(zip(totals, heights, strict=True)), (middle, shown[1])
    )
    about = (
        f"{name} {len(totals)} 个单位，一个点是一个单位："
        f"最低 {shown[0]} 分，中位数 {shown[1]} 分，最高 {shown[2]} 分。"
    )
    title = "得分分布" if all(unit.group == group for unit in result.units) else f"得分分布：{name}"
    table = FigureTable(("得分", "单位数"), tuple(_bins(totals, low, high, step)), frozenset({1}))
    picture = Picture(title, about, drawer.draw(plan), table)
    first = dict(zip(reversed(totals), reversed(heights), strict=True))
    return Spread(picture, scale, plan.height, middle, rounding.places, name, totals, first)


def _plan(
    scale: Scale, marks: Ticks, radius: Decimal, dots: Sequence[tuple[Decimal, Decimal]], middle: tuple[Decimal, str]
) -> PicturePlan:
    """A dot for each of `dots` (score, height above the axis), and the `middle` with its words."""
    height = max(_LEAST, int(max(above for _, above in dots) + radius) + 3)
    x = scale.at(middle[0])
    return PicturePlan(
        height,
        _PADS,
        {"x": scale, "y": Scale(Decimal(0), Decimal(height), height, 0)},
        [axis("x", "bottom", marks)],
        [
            lone("rule", x=x, x2=x, y=-3, y2=height, stroke="currentColor", strokeDash=[4, 3]),
            mark(
                "symbol", "units", x=("x", "total"), y=("y", "above"), size=4 * radius * radius,
                fill="var(--tone-a)", stroke="var(--paper)", strokeWidth=0.5,
            ),
            lone(
                "text", x=x, y=-7, text=f"中位数 {middle[1]}", fontSize=LETTER, fill="currentColor",
                align=ALIGN[anchor_at(x, scale.end, _ROOM)],
            ),
        ],
        {"units": [{"total": figure(total), "above": figure(above)} for total, above in dots]},
    )  # fmt: skip


def mark_unit(spread: Spread, unit: UnitResult) -> Picture:
    """The picture on the page of `unit`: its own dot and score, and a table of where it stands."""
    if unit.total is None:
        return spread.picture
    x, shown = spread.scale.at(unit.total), format_points(unit.total, spread.places)
    over = None
    if spread.scale.low <= unit.total <= spread.scale.high:
        foot = px(Decimal(spread.height))
        label = Label(px(x), "-22", f"本单位 {shown}", anchor_at(x, spread.scale.end, _ROOM))
        above = spread.heights.get(unit.total, Decimal(5))
        spot = Marker(px(x), px(spread.height - above), f"{unit.unit.short_name} {shown} 分")
        over = Overlay(_PADS.left, _PADS.top, f"M{px(x)},-2V{foot}", (spot,), (label,))
    rows = [
        ("最高分", format_points(spread.totals[-1], spread.places)),
        ("中位数", format_points(spread.middle, spread.places)),
        (f"本单位（{rank_words(unit)}）", shown),
        ("最低分", format_points(spread.totals[0], spread.places)),
    ]
    about = f"一个点是{spread.group}的一个单位，共 {len(spread.totals)} 个；红点是本单位。"
    return spread.picture.with_over(over, about, FigureTable(("哪一个", "得分"), tuple(rows), frozenset({1})))


def _pile(places: Sequence[Decimal]) -> tuple[Decimal, list[int]]:
    """The radius of the dots, and on which level each lies so that none covers another; `places` are in order."""
    levels: list[int] = []
    radius = _RADII[0]
    for radius in _RADII:
        levels = []
        ends: list[Decimal] = []
        for x in places:
            level = next((at for at, end in enumerate(ends) if x >= end), len(ends))
            ends[level : level + 1] = [x + 2 * radius]
            levels.append(level)
        if 2 * radius * (max(levels) + 1) <= _HIGHEST:
            break
    return radius, levels


def _bins(totals: Sequence[Decimal], low: Decimal, high: Decimal, step: Decimal) -> Iterator[tuple[str, str]]:
    """How many scores lie between two ticks each; the last holds its upper end as well."""
    for at in range(int((high - low) / step)):
        start, end = low + at * step, low + (at + 1) * step
        number = sum(start <= total < end or total == end == high for total in totals)
        last = "含" if end == high else "不含"
        yield f"{format_points(start)} 至 {format_points(end)} 分（{last} {format_points(end)}）", str(number)
