"""Two years side by side: the mean of each item whose rules are the same, and what is not compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, round_figure
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Scale, axis, figure, mark, span, ticks, words
from generator.pictures.picture import FigureTable, Picture
from generator.rules.item import Item
from generator.rules.part_record import coefficient_of, worth_in_total
from generator.rules.scaled_columns import scaled_of
from generator.rules.scheme import Scheme
from generator.score.result import YearResult
from generator.words import address
from generator.words.result_words import points_noun
from generator.words.site_frame import Link

_PADS = Pads(14, 22, 2, 24)
_ROW, _LINE = 30, 21


@dataclass(frozen=True, slots=True)
class ItemPair:
    """An item of both years: the mean of its points over the units it applied to, and what changed in its rules.

    `change` is empty where its rules are the same.
    """

    item: Link
    before: Fraction
    now: Fraction
    change: str


@dataclass(frozen=True, slots=True)
class UnitPair:
    """A unit of both years: score and rank in each; the difference where scores can be compared."""

    unit: Link
    totals: tuple[str, str]
    ranks: tuple[str, str]
    moved: str


def pair_items(before: YearResult, now: YearResult) -> list[ItemPair]:
    """The items of both years, in the order of the later scheme."""
    means = _means(before), _means(now)
    return [
        ItemPair(
            Link(item.name, address.item_page(now.year, item.id)),
            means[0].get(item.id, Fraction(0)),
            means[1].get(item.id, Fraction(0)),
            rule_change(before.scheme.items[item.id], item),
        )
        for item in now.scheme.items.values()
        if item.id in before.scheme.items
    ]


def _means(result: YearResult) -> dict[str, Fraction]:
    found: dict[str, list[Fraction]] = {}
    for unit in result.units:
        for item in unit.score.items():
            if item.applies:
                found.setdefault(item.item.id, []).append(Fraction(item.counted))
    return {item: sum(points, Fraction(0)) / len(points) for item, points in found.items()}


def rule_change(before: Item, now: Item) -> str:
    """What of an item's rules changed from one year to the next, in words; empty where nothing did."""
    found = []
    if before.name != now.name:
        found.append(f"原名“{before.name}”")
    if before.max != now.max:
        found.append(f"最高分值由 {_worth(before)} 改为 {_worth(now)}")
    if before.assessor != now.assessor:
        found.append("考核实施部门有变")
    old, new = ({standard.id: standard for standard in item.standards} for item in (before, now))
    parts = [
        (len(new.keys() - old.keys()), "新增标准"),
        (len(old.keys() - new.keys()), "取消标准"),
        (sum(old[name] != new[name] for name in old.keys() & new.keys()), "标准有改动"),
    ]
    found += [f"{words} {number} 条" for number, words in parts if number]
    if not found and _beside(before) != _beside(now):
        found.append("计分规则有变")
    return "；".join(found)


def _beside(item: Item) -> tuple[object, ...]:
    beside = (item.own_items, item.starts, item.earns_at_most, item.floor, item.once, item.parts)
    return (*beside, item.month_max, item.coefficient, item.spans)


def _worth(item: Item) -> str:
    return "不限" if item.max.is_infinite() else f"{format_points(item.max)} 分"


def only_in(one: Scheme, other: Scheme) -> tuple[str, ...]:
    """The items of `one` that `other` does not have, by name."""
    return tuple(item.name for item in one.items.values() if item.id not in other.items)


def scores_compare(before: YearResult, now: YearResult) -> bool:
    """Whether scores of the two years mean the same: the same marks, parts, items and rules of all items."""
    one, other = before.scheme, now.scheme
    alike = one.full_marks == other.full_marks and one.items.keys() == other.items.keys()
    parts = [
        [
            (part.id, part.max, worth_in_total(part), coefficient_of(part), scaled_of(part))
            for part in scheme.components
        ]
        for scheme in (one, other)
    ]
    alike = alike and one.total.coefficient == other.total.coefficient
    return alike and parts[0] == parts[1] and not any(pair.change for pair in pair_items(before, now))


def view_years(before: YearResult, now: YearResult, pairs: Sequence[ItemPair], drawer: Drawer) -> Picture | None:
    """The items with the same rules in both years, those that moved most first; None where there are none."""
    same = [pair for pair in pairs if not pair.change and (pair.before or pair.now)]
    if len(same) < 2:
        return None
    shown = sorted(same, key=lambda pair: -abs(pair.now - pair.before))
    low, high, step = span([max(pair.before, pair.now) for pair in shown], floor=Fraction(0))
    scale = Scale(low, high, 0, WIDTH - _PADS.left - _PADS.right)
    plan = PicturePlan(
        _ROW * len(shown),
        _PADS,
        {"x": scale},
        [axis("x", "bottom", ticks(low, high, step, " 分"))],
        [
            mark("rule", "pairs", x=("x", "before"), x2=("x", "now"), y=["line"], stroke="var(--line-strong)"),
            mark(
                "symbol", "pairs", x=("x", "before"), y=["line"], size=40, fill="var(--paper)",
                stroke="var(--ochre)", strokeWidth=2,
            ),
            mark("symbol", "pairs", x=("x", "now"), y=["line"], size=40, fill="var(--tone-a)"),
            words("pairs", x=0, y=["y"], align="left", fontWeight="bold"),
        ],
        {"pairs": list(_rows(shown))},
    )  # fmt: skip
    noun = points_noun(now)
    about = f"规则没有变的单项，平均每个单位的{noun}：空心是{before.year}年度，实心是{now.year}年度；相差大的在前。"
    heads = ("单项", f"{before.year}年度", f"{now.year}年度", "相差")
    rows = tuple((pair.item, _mean(pair.before), _mean(pair.now), signed_mean(pair)) for pair in shown)
    return Picture(f"各单项平均{noun}", about, drawer.draw(plan), FigureTable(heads, rows, frozenset({1, 2, 3})))


def _rows(shown: Sequence[ItemPair]) -> Iterator[dict[str, str]]:
    for at, pair in enumerate(shown):
        top = _ROW * at
        yield {
            "text": pair.item.name[:24],
            "before": figure(pair.before),
            "now": figure(pair.now),
            "y": str(top + 11),
            "line": str(top + _LINE),
        }


def _mean(points: Fraction) -> str:
    return format_points(round_figure(points, 3, "half-up"), 3)


def signed_mean(pair: ItemPair) -> str:
    """By how much the mean moved, of the figures as they are shown."""
    moved = round_figure(pair.now, 3, "half-up") - round_figure(pair.before, 3, "half-up")
    sign = "＋" if moved > 0 else "−" if moved < 0 else ""
    return f"{sign}{format_points(abs(moved), 3)}"
