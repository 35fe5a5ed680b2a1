"""Rules for a scheme: its parts add up, its ids are unique, and it leaves nothing unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.scheme import AppraisalComponent, DeductionsComponent, Item, Scheme, Weighted
from generator.model.unit import KINDS, Unit


def check_scheme(scheme: Scheme) -> Iterator[Problem]:
    """The problems of one scheme in itself."""
    yield from _check_sum(scheme)
    yield from _check_unique(scheme)
    for number, component in enumerate(scheme.components):
        if isinstance(component, DeductionsComponent):
            yield from _check_items(scheme, number, component)
        else:
            yield from _check_appraisal(scheme, number, component)
    yield from _check_outcomes(scheme)
    yield from _check_groups(scheme)


def _check_sum(scheme: Scheme) -> Iterator[Problem]:
    """KH401: the components make the full marks."""
    whole = sum((component.max for component in scheme.components), Decimal(0))
    if whole != scheme.full_marks:
        yield Problem(
            scheme.origin.place("components"),
            "KH401",
            f"各部分分值合计 {format_points(whole)} 分，满分是 {format_points(scheme.full_marks)} 分",
            "两者应相等，请核对各部分的 max。",
        )


def _check_unique(scheme: Scheme) -> Iterator[Problem]:
    """KH402: no item and no category id is used twice in the whole scheme."""
    for words, found in (
        ("单项", [item.id for category in scheme.categories() for item in category.items]),
        ("类别", [category.id for category in scheme.categories()]),
    ):
        for name, times in Counter(found).items():
            if times > 1:
                yield Problem(
                    scheme.origin.place("components"),
                    "KH402",
                    f"{words}编号 {name} 用了 {times} 次",
                    "请改用不同的编号。",
                )


def _check_items(scheme: Scheme, number: int, component: DeductionsComponent) -> Iterator[Problem]:
    """KH403: item maxima make the component's; KH404: standards fit their item."""
    items = [item for category in component.categories for item in category.items]
    whole = sum((item.max for item in items), Decimal(0))
    if whole != component.max:
        yield Problem(
            scheme.origin.place("components", number, "max"),
            "KH403",
            f"“{component.name}”各单项分值合计 {format_points(whole)} 分，本部分是 {format_points(component.max)} 分",
            "两者应相等，请核对各单项的 max。",
        )
    for at, category in enumerate(component.categories):
        for index, item in enumerate(category.items):
            yield from _check_standards(scheme, item, ("components", number, "categories", at, "items", index))


def _check_standards(scheme: Scheme, item: Item, steps: Sequence[str | int]) -> Iterator[Problem]:
    for number, standard in enumerate(item.standards):
        place = scheme.origin.place(*steps, "standards", number, "points")
        allowed = standard.range
        if allowed.min > allowed.max:
            yield Problem(place, "KH404", "扣分幅度的下限大于上限", "请核对 min 和 max。")
        elif allowed.max > item.max:
            yield Problem(
                place,
                "KH405",
                f"一次扣分可达 {format_points(allowed.max)} 分，超过单项分值 {format_points(item.max)} 分",
                "请核对标准或单项分值。",
                "warning",
            )
        elif allowed.max <= 0:
            yield Problem(place, "KH406", "标准的扣分为 0", "请填写扣分。")


def _check_appraisal(scheme: Scheme, number: int, component: AppraisalComponent) -> Iterator[Problem]:
    """KH407: weights; KH408: an option is counted or excluded, never both, never neither."""
    for name, rows in (("aspects", component.aspects), ("panels", component.panels)):
        yield from _check_weights(scheme, number, name, rows)
    for at, option in enumerate(component.options):
        place = scheme.origin.place("components", number, "options", at)
        if option.excluded and option.weight is not None:
            yield Problem(place, "KH408", f"选项“{option.name}”既有权重又不计入", "请只保留一种。")
        elif not option.excluded and option.weight is None:
            yield Problem(place, "KH408", f"选项“{option.name}”没有写权重", "请补上 weight，或写明 excluded: true。")
    if not any(option.weight for option in component.options):
        yield Problem(
            scheme.origin.place("components", number, "options"),
            "KH407",
            "没有一个选项的权重大于 0",
            "请核对选项的权重。",
        )


def _check_weights(scheme: Scheme, number: int, name: str, rows: Sequence[Weighted]) -> Iterator[Problem]:
    if not sum((row.weight for row in rows), Decimal(0)):
        yield Problem(
            scheme.origin.place("components", number, name), "KH407", "权重合计为 0", "至少要有一个权重大于 0。"
        )


def _check_outcomes(scheme: Scheme) -> Iterator[Problem]:
    """KH409: an outcome says from which end it counts."""
    for number, rule in enumerate(scheme.outcomes):
        if (rule.top is None) == (rule.bottom is None):
            yield Problem(
                scheme.origin.place("outcomes", number),
                "KH409",
                f"“{rule.name}”应写明前几名或后几名",
                "top 和 bottom 写其中一个。",
            )


def _check_groups(scheme: Scheme) -> Iterator[Problem]:
    """KH410: a kind of unit is ranked in one group only."""
    kinds = Counter(kind for group in scheme.ranking.groups for kind in group)
    for kind, times in kinds.items():
        if times > 1:
            yield Problem(
                scheme.origin.place("ranking", "groups"),
                "KH410",
                f"单位类别 {kind}（{KINDS[kind]}）出现在 {times} 个排名组里",
                "一类单位只能在一个组里。",
            )


def check_register(scheme: Scheme, units: Sequence[Unit]) -> Iterator[Problem]:
    """KH411: who is assessed is ranked; KH412, a reminder: an outcome takes in a whole group."""
    sizes: Counter[str] = Counter()
    for unit in units:
        if not unit.assessed_in(scheme.year):
            continue
        group = scheme.group_of(unit.kind)
        if group is None:
            yield Problem(
                unit.origin.place("kind"),
                "KH411",
                f"{unit.short_name}参加 {scheme.year} 年度考核，但“{KINDS[unit.kind]}”不在任何排名组里",
                "请核对单位类别，或在考核办法的 ranking.groups 里加上这一类。",
            )
        else:
            sizes[group] += 1
    for number, rule in enumerate(scheme.outcomes):
        places = rule.top or rule.bottom or 0
        for group, size in sizes.items():
            if places >= size:
                yield Problem(
                    scheme.origin.place("outcomes", number),
                    "KH412",
                    f"“{rule.name}”有 {places} 个名额，{group} 组只有 {size} 个单位",
                    "如确实如此则不必处理。",
                    "warning",
                )
