"""The course of a year: the points of each week, and when what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Scale, Ticks, axis, figure, mark, span, ticks, words
from generator.pictures.picture import Cell, FigureTable, Picture
from generator.rules.effect_words import EFFECTS
from generator.score.result import RecordEffect, YearResult
from generator.words import address
from generator.words.counted_sums import Sums, add_sums, are_mixed, sums_cell
from generator.words.record_counts import counting
from generator.words.site_frame import Link

_HEIGHT = 120
_LATE = 62  # days after a period in which what was published still stands in its picture
_APART = 14  # px between two numbers of publications in one line
_LEFT, _RIGHT = 30, 14
_WEEK = timedelta(days=7)


@dataclass(slots=True)
class _Week:
    """What was found in a week: how many records that count, their points, and those of each item."""

    records: int = 0
    sums: Sums = ()
    items: dict[str, tuple[int, Sums]] = field(default_factory=dict)

    def add(self, effect: RecordEffect) -> None:
        own = (effect.words, Fraction(effect.counted))
        self.records += 1
        self.sums = add_sums([*self.sums, own])
        number, sums = self.items.get(effect.record.item, (0, ()))
        self.items[effect.record.item] = (number + 1, add_sums([*sums, own]))

    @property
    def points(self) -> Fraction:
        """How much was moved, whichever way: the height of its column."""
        return _together(self.sums)


def _together(sums: Sums) -> Fraction:
    return sum((Fraction(points) for _, points in sums), Fraction(0))


def _column_words(result: YearResult, weeks: Mapping[date, _Week]) -> str:
    noun = _noun(result, weeks)
    if noun == EFFECTS["none"].noun:
        return "一根柱子是一周里登记的分数，扣的和加的合在一起表示多少，不相抵"
    return f"一根柱子是一周里发现的问题的{noun}（分）"


def _noun(result: YearResult, weeks: Mapping[date, _Week]) -> str:
    """What the points of all records are called; 计分 where they or the parts are of several kinds."""
    nouns = {words.noun for week in weeks.values() for words, _ in week.sums}
    return nouns.pop() if len(nouns) == 1 and not are_mixed(result) else EFFECTS["none"].noun


def view_course(result: YearResult, publications: Sequence[Publication], drawer: Drawer) -> Picture | None:
    """The course of the period of `result`, with those of `publications` that fall into it or soon after."""
    weeks = _weeks(result)
    if sum(bool(week.points) for week in weeks.values()) < 2:
        return None
    first, last = min([date(result.year, 1, 1), *weeks]), result.until + timedelta(days=_LATE)
    told = sorted(
        (found for found in publications if first <= found.date <= last), key=lambda made: (made.date, made.id)
    )
    end = max([result.until, max(weeks) + _WEEK, *(found.date for found in told)])
    days = Scale(Decimal(first.toordinal()), Decimal(end.toordinal()), 0, WIDTH - _LEFT - _RIGHT)
    heaviest = max(weeks, key=lambda start: (weeks[start].points, -start.toordinal()))
    about = (
        f"{_column_words(result, weeks)}；最多的是{_span(heaviest)}的一周，"
        f"{weeks[heaviest].records} 条，{sums_cell(result, weeks[heaviest].sums, unit=' 分')}。"
        + ("带数字的虚线是发布，说明见表。" if told else "")
    )
    drawn = drawer.draw(_plan(weeks, told, days, _months(first, end)))
    return Picture("一年的经过", about, drawn, _table(result, weeks, told))


def _plan(weeks: Mapping[date, _Week], told: Sequence[Publication], days: Scale, months: Ticks) -> PicturePlan:
    """A column for each of `weeks`, a numbered line for each publication."""
    lines = _lines([days.at(Decimal(found.date.toordinal())) for found in told])
    low, high, step = span([max(week.points for week in weeks.values())], most=5, floor=Fraction(0))
    return PicturePlan(
        _HEIGHT,
        Pads(_LEFT, _RIGHT, 10 + _APART * (1 + max(lines, default=-1)), 24),
        {"x": days, "y": Scale(low, high, _HEIGHT, 0)},
        [axis("y", "left", ticks(low, high, step), line=False), axis("x", "bottom", months, grid=False)],
        [
            mark(
                "rect", "weeks", x=("x", "start"), x2=("x", "end"), y=("y", "points"), y2=_HEIGHT,
                fill="var(--tone-a)", stroke="var(--paper)", strokeWidth=0.6,
            ),
            mark(
                "rule", "published", x=("x", "day"), x2=("x", "day"), y=["y"], y2=_HEIGHT, stroke="var(--zhu)",
                strokeDash=[3, 2],
            ),
            words("published", x=("x", "day"), y=["text_y"], align="center", fill="var(--zhu)", fontWeight="bold"),
        ],
        {"weeks": list(_bars(weeks)), "published": list(_marks(told, lines))},
    )  # fmt: skip


def _weeks(result: YearResult) -> Mapping[date, _Week]:
    """By the Monday of each week that has records that count."""
    found: dict[date, _Week] = {}
    effects = counting(effect for unit in result.units for effect in unit.score.effects())
    for effect in sorted(effects, key=lambda effect: (effect.record.date, effect.record.path)):
        day = effect.record.date
        found.setdefault(day - timedelta(days=day.weekday()), _Week()).add(effect)
    return found


def _bars(weeks: Mapping[date, _Week]) -> Iterator[dict[str, str]]:
    for start, week in weeks.items():
        day = start.toordinal()
        yield {"start": str(day), "end": str(day + 7), "points": figure(week.points)}


def _lines(places: Sequence[Decimal]) -> list[int]:
    """In which line above the picture the number at each place stands, so that none touches another."""
    lines: list[int] = []
    ends: list[Decimal] = []
    for x in places:
        line = next((at for at, end in enumerate(ends) if x >= end), len(ends))
        ends[line : line + 1] = [x + _APART]
        lines.append(line)
    return lines


def _marks(told: Sequence[Publication], lines: Sequence[int]) -> Iterator[dict[str, str]]:
    """The publications by number."""
    for number, (found, line) in enumerate(zip(told, lines, strict=True), start=1):
        y = -6 - _APART * line
        yield {"day": str(found.date.toordinal()), "text": str(number), "text_y": str(y), "y": str(y + 2)}


def _months(first: date, end: date) -> Ticks:
    """Each third month by its name."""
    starts = [date(first.year + at // 12, at % 12 + 1, 1) for at in range(0, 30, 3)]
    return [(Decimal(day.toordinal()), f"{day.month}月") for day in starts if first <= day <= end]


def _span(start: date) -> str:
    end = start + timedelta(days=6)
    return f"{start.month}月{start.day}日至{end.month}月{end.day}日"


def _table(result: YearResult, weeks: Mapping[date, _Week], told: Sequence[Publication]) -> FigureTable:
    noun = _noun(result, weeks)
    rows: list[tuple[date, tuple[Cell, ...]]] = [
        (start, (_span(start), str(week.records), sums_cell(result, week.sums), _named(result, week)))
        for start, week in weeks.items()
    ]
    for number, found in enumerate(told, start=1):
        day = f"{found.date.month}月{found.date.day}日（发布 {number}）"
        rows.append((found.date, (day, "", "", Link(found.title, address.publication_page(found.id)))))
    ordered = tuple(cells for _, cells in sorted(rows, key=lambda row: row[0]))
    return FigureTable(("时间", "记录", f"{noun}（分）", "因为什么"), ordered, frozenset({1, 2}))


def _named(result: YearResult, week: _Week) -> str:
    """The items of a week, the heaviest first."""
    found = sorted(week.items.items(), key=lambda entry: (-_together(entry[1][1]), entry[0]))
    return "、".join(
        f"{result.scheme.items[item].name} {number} 条 {sums_cell(result, sums, unit=' 分')}"
        for item, (number, sums) in found
    )
