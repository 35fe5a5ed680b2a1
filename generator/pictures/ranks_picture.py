"""The rank of a unit through quarters and years: the frame is drawn once for a group, the line laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.model.quarter import CoveredSpan
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Scale, Ticks, axis
from generator.pictures.picture import FigureTable, Label, Marker, Overlay, Picture, path_through, px
from generator.score.result import YearResult
from generator.words import address
from generator.words.result_words import rank_name, rank_text, rank_words, size_words
from generator.words.site_frame import Link

_PADS = Pads(46, 22, 22, 26)
_HEIGHT = 110
_SIDE = 20  # px between the frame and the first and last point
_MOST_LABELS = 7
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True, slots=True)
class RankPoint:
    """A period with the standing of a unit: `rank` None where it had none that can be compared, `size` of how many.

    `label` stands below the picture; empty for a period that is a point alone.
    """

    year: int
    label: str
    name: Link
    rank: Figure | None
    shown: str
    told: str
    size: int
    note: str
    span: CoveredSpan


def rank_points(results: Sequence[YearResult], unit: str, group: str, by_year: bool = False) -> list[RankPoint]:
    """The standing of `unit` in each of `results`, in order of time; another group than `group` is not compared."""
    return [_point(result, unit, group, by_year) for result in results if result.unit(unit) is not None]


def _point(result: YearResult, unit: str, group: str, by_year: bool) -> RankPoint:
    found = result.unit(unit)
    assert found is not None
    same = found.group == group
    url = (
        address.unit_page(result.year, unit)
        if result.quarter is None
        else address.quarter_page(result.year, result.quarter)
    )
    quarter = "年度" if result.quarter is None else _QUARTERS[result.quarter - 1]
    label = quarter if not by_year else str(result.year) if result.quarter is None else ""
    return RankPoint(
        year=result.year,
        label=label,
        name=Link(f"{result.year}年{quarter}" if result.quarter else f"{result.year}年度", url),
        rank=found.rank if same else None,
        shown=rank_name(found),
        told=rank_words(found),
        size=len(result.ranked(found.group)),
        note=size_words(result, found.group) if same else f"在{result.scheme.group_name(found.group)}，不能相比",
        span=result.span,
    )


def view_ranks(points: Sequence[RankPoint], drawer: Drawer) -> Picture | None:
    """The line through `points`; None where fewer than two can be compared."""
    ranked = [point for point in points if point.rank is not None]
    if len(ranked) < 2:
        return None
    last = max(point.size for point in ranked)
    ranks = Scale(Decimal(1), Decimal(max(last, 2)), 0, _HEIGHT)
    width = WIDTH - _PADS.left - _PADS.right
    steps = Scale(Decimal(0), Decimal(len(points) - 1), _SIDE, width - _SIDE)
    labels = _labels(points)
    plan = PicturePlan(
        _HEIGHT,
        _PADS,
        {"x": steps, "y": ranks},
        [axis("y", "left", _rank_ticks(last), line=False), axis("x", "bottom", labels, grid=False)],
        [],
    )
    places = [
        None if point.rank is None else (steps.at(Fraction(at)), ranks.at(Fraction(point.rank)))
        for at, point in enumerate(points)
    ]
    found = [(point, place) for point, place in zip(points, places, strict=True) if place is not None]
    spots = tuple(Marker(px(x), px(y), f"{point.name.name}：{point.told}", "step") for point, (x, y) in found)
    shown = tuple(Label(px(x), px(y - 9), rank_text(point.rank)) for point, (x, y) in found if point.label)
    first, end = ranked[0], ranked[-1]
    about = f"{first.name.name}{first.told}，{end.name.name}{end.told}；位置越高名次越前，最多 {last} 个单位排名。"
    rows = tuple((point.name, point.shown, point.note) for point in points)
    table = FigureTable(("到什么时候", "名次", "一共"), rows, frozenset({1}))
    over = Overlay(_PADS.left, _PADS.top, path_through(list(_broken(points, places))), spots, shown)
    return Picture(f"名次的变化{_quarters_words(points)}", about, drawer.draw(plan), table, over)


def _labels(points: Sequence[RankPoint]) -> Ticks:
    """The labels below the picture: of more than have room every second or third, the last among them."""
    named = [(Decimal(at), point.label) for at, point in enumerate(points) if point.label]
    step = -(-len(named) // _MOST_LABELS)
    return named[::-1][:: max(1, step)][::-1]


def _quarters_words(points: Sequence[RankPoint]) -> str:
    """Whether the quarters among them run from the beginning of the year; empty where there is none."""
    quarters = [point.span for point in points if point.span.quarter is not None]
    if not quarters:
        return ""
    if all(span.to_date for span in quarters):
        return "（季度都从年初累计）"
    alone = "各季度单独计分"
    if all(span.alone for span in quarters):
        return f"（{alone}）"
    years = "、".join(dict.fromkeys(f"{span.year}年度" for span in quarters if span.alone))
    return f"（{years}{alone}，其他年度的季度从年初累计）"


def _broken(
    points: Sequence[RankPoint], places: Sequence[tuple[Decimal, Decimal] | None]
) -> Iterator[tuple[Decimal, Decimal] | None]:
    """The places with a gap before each year, in which ranks begin anew."""
    for at, place in enumerate(places):
        if at and points[at].year != points[at - 1].year:
            yield None
        yield place


def _rank_ticks(last: int) -> Ticks:
    """Rank 1, the last, and round ones between, none of them close to another."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if last / step <= 4)
    between = [rank for rank in range(step, last, step) if rank - 1 >= step / 2 and last - rank >= step / 2]
    return [(Decimal(rank), f"第{rank}名") for rank in dict.fromkeys((1, *between, max(last, 2)))]
