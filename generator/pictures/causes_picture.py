"""What the points were taken or given for: by item, and by where the hint came from. Bars, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import SOURCES
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Scale, axis, figure, mark, span, ticks, words
from generator.pictures.picture import Cell, FigureTable, Picture
from generator.rules.effect_words import EFFECTS
from generator.score.result import ItemResult, RecordEffect, YearResult
from generator.words import address
from generator.words.record_counts import counting
from generator.words.result_words import points_noun
from generator.words.site_frame import Link

_PADS = Pads(12, 22, 2, 24)
_ROW, _BAR = 30, 9
_MOST = 12  # bars; what is left is one more
_LETTERS = 20  # of a name above its bar


@dataclass(frozen=True, slots=True)
class PointCause:
    """Something that moved points, or all the rest: its name and page, all units' points, the records that count.

    `noun` is what its points are called; `is_part` where it is a part without items, which no category holds.
    """

    name: Cell
    noun: str
    points: Fraction
    records: int
    is_rest: bool = False
    is_part: bool = False

    @property
    def words(self) -> str:
        """Its name."""
        return self.name if isinstance(self.name, str) else self.name.name

    def with_noun(self) -> PointCause:
        """The same with what its points are called in its name: 上级通报（加分）."""
        name = self.name
        told = named if (named := self.words) == self.noun else f"{named}（{self.noun}）"
        return replace(self, name=told if isinstance(name, str) else replace(name, name=told))


def view_by_item(result: YearResult, drawer: Drawer) -> Picture | None:
    """The points by item, with those of parts that have none; None where nothing moved."""
    return _view(f"哪些单项{points_noun(result)}多", "单项", list(_by_item(result)), drawer)


def view_by_source(result: YearResult, drawer: Drawer) -> Picture | None:
    """The points by the source of the record."""
    found: dict[tuple[str, str], list[RecordEffect]] = {}
    for unit in result.units:
        for effect in unit.score.effects():
            found.setdefault((effect.record.source, effect.words.noun), []).append(effect)
    causes = [
        PointCause(SOURCES[source], noun, _sum(effects), len(counting(effects)))
        for (source, noun), effects in found.items()
    ]
    return _view(f"{points_noun(result)}的线索从哪里来", "线索来源", causes, drawer)


def _sum(effects: Sequence[RecordEffect]) -> Fraction:
    return sum((Fraction(one.counted) for one in effects), Fraction(0))


def _by_item(result: YearResult) -> Iterator[PointCause]:
    items: dict[str, list[ItemResult]] = {}
    others: dict[tuple[str, str], Fraction] = {}
    for unit in result.units:
        for item in unit.score.items():
            items.setdefault(item.item.id, []).append(item)
        for part in unit.score.components:
            if not part.laid.items:
                key = part.component.name, part.words.noun
                others[key] = others.get(key, Fraction(0)) + Fraction(part.counted)
    for name, rows in items.items():
        if name in result.scheme.items:
            link = Link(result.scheme.items[name].name, address.item_page(result.year, name))
            points = sum((Fraction(row.counted) for row in rows), Fraction(0))
            records = sum(len(counting(row.effects)) for row in rows)
            yield PointCause(link, rows[0].words.noun, points, records)
    for (called, noun), points in others.items():
        yield PointCause(called, noun, points, 0, is_part=True)


def _view(title: str, head: str, causes: Sequence[PointCause], drawer: Drawer) -> Picture | None:
    """The picture of what has points; what is taken and what is given is told apart by name and in the sums."""
    found = [cause for cause in causes if cause.points]
    nouns = [words.noun for words in EFFECTS.values() if any(cause.noun == words.noun for cause in found)]
    told = found if len(nouns) == 1 else [cause.with_noun() for cause in found]
    ordered = sorted(told, key=lambda cause: (-cause.points, cause.words))
    if len(ordered) < 2:
        return None
    shown = ordered if len(ordered) <= _MOST + 1 else [*ordered[:_MOST], *_rest(ordered[_MOST:], nouns)]
    rows = tuple((cause.name, str(cause.records or "—"), format_points(cause.points)) for cause in ordered)
    noun = nouns[0] if len(nouns) == 1 else EFFECTS["none"].noun
    table = FigureTable((head, "记录", f"{noun}（分）"), rows, frozenset({1, 2}))
    return Picture(title, _about(ordered, nouns), drawer.draw(_plan(shown)), table)


def _about(ordered: Sequence[PointCause], nouns: Sequence[str]) -> str:
    """What the sums are and how much of them the first cause is."""
    first = ordered[0]
    sums = {noun: sum((cause.points for cause in ordered if cause.noun == noun), Fraction(0)) for noun in nouns}
    share = f"{format_points(first.points)} 分，占全部"
    if len(nouns) == 1:
        share += f" {format_points(sums[first.noun])} 分的 {_percent(first.points, sums[first.noun])}。"
        return f"各单位{first.noun}合计，从多到少；最多的是{first.words}，{share}{_beside(ordered)}"
    together = "、".join(f"{noun} {format_points(points)} 分" for noun, points in sums.items())
    share += f"{first.noun}的 {_percent(first.points, sums[first.noun])}。"
    return f"各单位合计{together}，从多到少；最多的是{first.words}，{share}{_beside(ordered)}"


def _beside(ordered: Sequence[PointCause]) -> str:
    """What of the sum belongs to no category, so that it is more than what the categories come to."""
    parts = [f"{cause.words}的 {format_points(cause.points)} 分" for cause in ordered if cause.is_part]
    return f"其中{'、'.join(parts)}不属于哪个类别。" if parts and len(parts) < len(ordered) else ""


def _plan(shown: Sequence[PointCause]) -> PicturePlan:
    """A bar for each cause, its name above it at the left, its points at the right."""
    low, high, step = span([max(cause.points for cause in shown if not cause.is_rest)], floor=Fraction(0))
    inner = WIDTH - _PADS.left - _PADS.right
    rows = [
        {
            "text": _short(cause.words),
            "value": figure(Fraction(0) if cause.is_rest else cause.points),  # many together beside single ones
            "y": str(_ROW * at + 13),
            "bar": str(_ROW * at + 17),
            "tone": "var(--tone-a)",
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


def _rest(causes: Sequence[PointCause], nouns: Sequence[str]) -> Iterator[PointCause]:
    """What is left, a bar for each noun."""
    for noun in nouns:
        left = [cause for cause in causes if cause.noun == noun]
        if left:
            points = sum((cause.points for cause in left), Fraction(0))
            rest = PointCause(
                f"其余 {len(left)} 项合计", noun, points, sum(cause.records for cause in left), is_rest=True
            )
            yield rest if len(nouns) == 1 else rest.with_noun()


def _percent(part: Fraction, whole: Fraction) -> str:
    return f"{format_points(Decimal(round(100 * part / whole)))}%" if whole else "—"


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
