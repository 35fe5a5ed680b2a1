"""What the points were taken or given for: by item, and by where the hint came from. Bars, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import SOURCES
from generator.model.number import format_points
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Scale, axis, figure, mark, span, ticks, words
from generator.pictures.picture import Cell, FigureTable, Picture
from generator.score.result import YearResult
from generator.words import address
from generator.words.result_words import points_noun
from generator.words.site_frame import Link

_PADS = Pads(12, 22, 2, 24)
_ROW, _BAR = 30, 9
_MOST = 12  # bars; what is left is one more
_LETTERS = 20  # of a name above its bar


@dataclass(frozen=True, slots=True)
class PointCause:
    """Something that moved points, or all the rest: its name and page, the points of all units, the records."""

    name: Cell
    points: Fraction
    records: int
    is_rest: bool = False

    @property
    def words(self) -> str:
        """Its name."""
        return self.name if isinstance(self.name, str) else self.name.name


def view_by_item(result: YearResult, drawer: Drawer) -> Picture | None:
    """The points by item, with those of parts that have none; None where nothing moved."""
    return _view(result, f"哪些单项{points_noun(result)}多", "单项", list(_by_item(result)), drawer)


def view_by_source(result: YearResult, drawer: Drawer) -> Picture | None:
    """The points by the source of the record."""
    points: dict[str, Fraction] = {}
    records: dict[str, int] = {}
    for unit in result.units:
        for effect in unit.score.effects():
            source = effect.record.source
            points[source] = points.get(source, Fraction(0)) + Fraction(effect.counted)
            records[source] = records.get(source, 0) + 1
    causes = [PointCause(SOURCES[source], found, records[source]) for source, found in points.items()]
    return _view(result, f"{points_noun(result)}的线索从哪里来", "线索来源", causes, drawer)


def _by_item(result: YearResult) -> Sequence[PointCause]:
    points: dict[str, Fraction] = {}
    records: dict[str, int] = {}
    others: dict[str, Fraction] = {}
    for unit in result.units:
        for item in unit.score.items():
            points[item.item.id] = points.get(item.item.id, Fraction(0)) + Fraction(item.counted)
            records[item.item.id] = records.get(item.item.id, 0) + len(item.effects)
        for part in unit.score.components:
            if not part.laid.items:
                name = part.component.name
                others[name] = others.get(name, Fraction(0)) + Fraction(part.counted)
    items = result.scheme.items
    named = [
        PointCause(Link(items[id].name, address.item_page(result.year, id)), found, records[id])
        for id, found in points.items()
        if id in items
    ]
    return [*named, *(PointCause(name, found, 0) for name, found in others.items())]


def _view(result: YearResult, title: str, head: str, causes: Sequence[PointCause], drawer: Drawer) -> Picture | None:
    ordered = sorted((cause for cause in causes if cause.points), key=lambda cause: (-cause.points, cause.words))
    if len(ordered) < 2:
        return None
    shown = ordered if len(ordered) <= _MOST + 1 else [*ordered[:_MOST], _rest(ordered[_MOST:])]
    noun, first = points_noun(result), ordered[0]
    whole = sum((cause.points for cause in ordered), Fraction(0))
    about = (
        f"各单位{noun}合计，从多到少；最多的是{first.words}，{format_points(first.points)} 分，"
        f"占全部 {format_points(whole)} 分的 {_percent(first.points, whole)}。"
    )
    rows = tuple((cause.name, str(cause.records or "—"), format_points(cause.points)) for cause in ordered)
    return Picture(
        title, about, drawer.draw(_plan(shown)), FigureTable((head, "记录", f"{noun}（分）"), rows, frozenset({1, 2}))
    )


def _plan(shown: Sequence[PointCause]) -> PicturePlan:
    """A bar for each cause, its name above it at the left, its points at the right."""
    low, high, step = span([max(cause.points for cause in shown)], floor=Fraction(0))
    inner = WIDTH - _PADS.left - _PADS.right
    rows = [
        {
            "text": _short(cause.words),
            "value": figure(cause.points),
            "y": str(_ROW * at + 13),
            "bar": str(_ROW * at + 17),
            "tone": "var(--tone-c)" if cause.is_rest else "var(--tone-a)",
        }
        for at, cause in enumerate(shown)
    ]
    figures = [
        {"text": f"{format_points(cause.points)} 分", "y": row["y"]} for cause, row in zip(shown, rows, strict=True)
    ]
    return PicturePlan(
        _ROW * len(shown),
        _PADS,
        {"x": Scale(low, high, 0, inner)},
        [axis("x", "bottom", ticks(low, high, step, " 分"), line=False)],
        [
            mark("rect", "bars", x=0, x2=("x", "value"), y=["bar"], height=_BAR, fill=["tone"]),
            words("bars", x=0, y=["y"], align="left", fontWeight="bold"),
            words("figures", x=inner, y=["y"], align="right"),
        ],
        {"bars": rows, "figures": figures},
    )


def _rest(causes: Sequence[PointCause]) -> PointCause:
    points = sum((cause.points for cause in causes), Fraction(0))
    return PointCause(f"其余 {len(causes)} 项", points, sum(cause.records for cause in causes), is_rest=True)


def _percent(part: Fraction, whole: Fraction) -> str:
    return f"{format_points(Decimal(round(100 * part / whole)))}%" if whole else "—"


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
