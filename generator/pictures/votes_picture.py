"""评议 by aspect and by panel: where the units lie on an axis that begins where they do, not at nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_rate
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Scale, Ticks, axis, figure, mark, span, ticks, words
from generator.pictures.picture import Cell, FigureTable, Marker, Overlay, Picture, px
from generator.rules.part_record import VotedPart
from generator.score.result import UnitResult, YearResult
from generator.score.votes import AspectRate, Votes, votes_of
from generator.words.middle import median

_PADS = Pads(13, 20, 2, 24)
_ROW, _LINE = 38, 26  # px of a row, and from its top to its line
_LANES, _LANE, _APART = 3, 10, 11  # lines below that of a row, for marks of panels; px between them, and of marks
_HUNDRED = Decimal(100)
_MARKED = _ROW + _LANES * _LANE  # px of a row below whose line panels are marked
# The shapes of panels in the picture of a unit.
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "down")


@dataclass(frozen=True, slots=True)
class RateLine:
    """A line of the picture: its name, and the rates of all units there in order."""

    name: str
    rates: tuple[Fraction, ...]
    counted: int = 0


@dataclass(frozen=True, slots=True)
class VotesPicture:
    """The picture of one appraisal of a group, with its axis, for the pages of its units."""

    picture: Picture
    scale: Scale
    middles: Mapping[str, Fraction]


def view_votes(result: YearResult, part: str, drawer: Drawer) -> tuple[Picture, ...]:
    """The pictures of the appraisal `part` of all units: by aspect a dot for each unit, by panel from where to where.

    Empty where fewer than three units have rates that may be told.
    """
    held = _held(result.units, part)
    if len(held) < 3:
        return ()
    component = held[0].component
    aspects = [_line(aspect.name, _of_aspect(held, aspect.id)) for aspect in component.aspects]
    panels = [_panel_line(held, panel.id, panel.name) for panel in component.polls]
    pictures = [
        _picture(
            "各方面满意率", "一个点是一个单位，竖线是中位数。", [line for line in aspects if line.rates], True, drawer
        )
    ]
    shown = [line for line in panels if line.rates]
    if len(shown) > 1:
        about = "细线从最低到最高，粗线是中间的一半，竖线是中位数；每个单位的每个方面各算一次。"
        pictures.append(_picture("各评议主体满意率", about, shown, False, drawer))
    return tuple(pictures)


def view_group_votes(result: YearResult, group: str, part: str, drawer: Drawer) -> VotesPicture | None:
    """The ground for the pages of the units of `group`: by aspect from where to where all of them lie."""
    held = _held(result.group(group), part)
    if len(held) < 3:
        return None
    aspects = [_line(aspect.name, _of_aspect(held, aspect.id)) for aspect in held[0].component.aspects]
    lines = [line for line in aspects if line.rates]
    others = [
        rate.rate for votes in held for aspect in votes.aspects for rate in aspect.panels if rate.rate is not None
    ]
    scale, marks = _scale([*others, *(rate for line in lines for rate in line.rates)])
    drawn = drawer.draw(_plan(lines, scale, marks, dots=False, row=_MARKED))
    middles = {line.name: median(line.rates) for line in lines}
    return VotesPicture(Picture("满意率在全组中的位置", "", drawn, FigureTable((), ())), scale, middles)


def mark_votes(ground: VotesPicture, votes: Votes) -> Picture | None:
    """The picture on the page of one unit: its rate in each aspect, and that of each panel; None where withheld."""
    if votes.withheld or not votes.aspects:
        return None
    shapes = dict(zip((panel.id for panel in votes.component.polls), SHAPES * 4, strict=False))
    spots: list[Marker] = []
    rows: list[tuple[Cell, ...]] = []
    for at, name in enumerate(ground.middles):
        aspect = next((found for found in votes.aspects if found.aspect.name == name), None)
        if aspect is None or aspect.rate is None:
            continue
        spots.extend(_spots(aspect, at, ground.scale, shapes))
        rows.append(
            (
                name,
                format_rate(aspect.rate),
                format_rate(ground.middles[name]),
                *_panel_rates(votes.component, aspect),
            )
        )
    if not spots:
        return None
    panels = tuple(panel.name for panel in votes.component.polls)
    about = (
        "红点是本单位各方面的满意率，细线从全组最低到最高，粗线是中间的一半，竖线是中位数；线下的记号是各评议主体。"
    )
    keys = tuple((shapes[panel.id], panel.name) for panel in votes.component.polls)
    table = FigureTable(("方面", "本单位", "全组中位数", *panels), tuple(rows), frozenset(range(1, 3 + len(panels))))
    return ground.picture.with_over(Overlay(_PADS.left, _PADS.top, spots=tuple(spots)), about, table, keys)


def _spots(aspect: AspectRate, at: int, scale: Scale, shapes: Mapping[str, str]) -> list[Marker]:
    """The unit's own mark on the line, those of panels below it, where they do not cover each other."""
    y = _MARKED * at + _LINE
    spots, ends = [], [Decimal(-_APART)] * _LANES
    told = [(panel.rate, panel.panel) for panel in aspect.panels if panel.rate is not None]
    for rate, panel in sorted(told, key=lambda found: found[0]):
        x = scale.at(100 * rate)
        lane = next((free for free, end in enumerate(ends) if x - end >= _APART), ends.index(min(ends)))
        ends[lane] = x
        place = px(Decimal(y + _LANE * (lane + 1)))
        spots.append(Marker(px(x), place, f"{panel.name} {format_rate(rate)}", shapes[panel.id]))
    if aspect.rate is not None:
        words = f"{aspect.aspect.name} {format_rate(aspect.rate)}"
        spots.append(Marker(px(scale.at(100 * aspect.rate)), px(Decimal(y)), words))
    return spots


def _panel_rates(component: VotedPart, aspect: AspectRate) -> list[str]:
    rates = {panel.panel.id: panel.rate for panel in aspect.panels}
    return ["—" if (rate := rates.get(panel.id)) is None else format_rate(rate) for panel in component.polls]


def _held(units: Iterable[UnitResult], part: str) -> list[Votes]:
    """What was voted in `part`, of the units whose votes may be told."""
    found = [
        votes
        for unit in units
        for component in unit.score.components
        if component.component.id == part and (votes := votes_of(component)) is not None
    ]
    return [votes for votes in found if votes.rate is not None and not votes.withheld]


def _of_aspect(held: Sequence[Votes], aspect: str) -> list[Fraction]:
    return [
        found.rate
        for votes in held
        for found in votes.aspects
        if found.aspect.id == aspect and found.rate is not None
    ]


def _line(name: str, rates: Iterable[Fraction], counted: int = 0) -> RateLine:
    return RateLine(name, tuple(sorted(rates)), counted)


def _panel_line(held: Sequence[Votes], panel: str, name: str) -> RateLine:
    found = [rate for votes in held for aspect in votes.aspects for rate in aspect.panels if rate.panel.id == panel]
    return _line(name, [rate.rate for rate in found if rate.rate is not None], sum(rate.counted for rate in found))


def _scale(rates: Iterable[Fraction]) -> tuple[Scale, Ticks]:
    low, high, step = span([100 * rate for rate in rates])
    return Scale(low, high, 0, WIDTH - _PADS.left - _PADS.right), ticks(low, high, step, "%")


def _picture(title: str, about: str, lines: Sequence[RateLine], dots: bool, drawer: Drawer) -> Picture:
    scale, marks = _scale(rate for line in lines for rate in line.rates)
    heads = ("方面" if dots else "评议主体", "最低", "中位数", "最高", *(() if dots else ("计入的票",)))
    rows = tuple(
        (
            line.name,
            format_rate(line.rates[0]),
            format_rate(median(line.rates)),
            format_rate(line.rates[-1]),
            *(() if dots else (str(line.counted),)),
        )
        for line in lines
    )
    table = FigureTable(heads, rows, frozenset(range(1, len(heads))))
    return Picture(title, about, drawer.draw(_plan(lines, scale, marks, dots)), table)


def _plan(lines: Sequence[RateLine], scale: Scale, marks: Ticks, dots: bool, row: int = _ROW) -> PicturePlan:
    """A line for each of `lines`: its name above it; dots for units or from where to where they lie; the middle."""
    ranges = [
        mark("rule", "lines", x=("x", "low"), x2=("x", "high"), y=["y"], stroke="var(--line-strong)"),
        mark(
            "rule", "lines", x=("x", "quarter"), x2=("x", "three"), y=["y"], stroke="var(--tone-a)", strokeWidth=5,
            strokeOpacity=0.6,
        ),
    ]  # fmt: skip
    units = [mark("symbol", "units", x=("x", "rate"), y=["y"], size=28, fill="var(--tone-a)", fillOpacity=0.45)]
    drawn = {"lines": [_drawn_line(row * at + _LINE, line) for at, line in enumerate(lines)]}
    if dots:
        found = [(line["y"], rate) for line, of in zip(drawn["lines"], lines, strict=True) for rate in of.rates]
        drawn["units"] = [{"rate": _percent(rate), "y": y} for y, rate in dict.fromkeys(found)]
    middle = {"x": ("x", "middle"), "x2": ("x", "middle"), "y": ["from"], "y2": ["to"]}
    return PicturePlan(
        row * len(lines),
        _PADS,
        {"x": scale},
        [axis("x", "bottom", marks)],
        [
            *(units if dots else ranges),
            mark("rule", "lines", **middle, stroke="currentColor", strokeWidth=2),
            words("lines", x=0, y=["name"], align="left", fontWeight="bold"),
        ],
        drawn,
    )


def _drawn_line(y: int, line: RateLine) -> dict[str, str]:
    """Where a line of the picture lies and what stands on it."""
    quarter = len(line.rates) // 4
    return {
        "text": line.name,
        "name": str(y - 12),
        "y": str(y),
        "from": str(y - 7),
        "to": str(y + 7),
        "low": _percent(line.rates[0]),
        "quarter": _percent(line.rates[quarter]),
        "middle": _percent(median(line.rates)),
        "three": _percent(line.rates[-1 - quarter]),
        "high": _percent(line.rates[-1]),
    }


def _percent(rate: Fraction) -> str:
    return figure(_HUNDRED * rate.numerator / rate.denominator)
