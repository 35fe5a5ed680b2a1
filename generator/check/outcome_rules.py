"""Rules for what follows from a rank: from which end, for whom, and what happens where two outcomes meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.check.nearest import suggest_id
from generator.check.ranking_rules import group_sizes
from generator.model.problem import Problem
from generator.model.ranking_rule import OutcomeRule
from generator.model.unit import Unit
from generator.model.unread import where_read
from generator.rules.scheme import Scheme


@where_read
def check_outcomes(scheme: Scheme) -> Iterator[Problem]:
    """The outcomes of a scheme by themselves."""
    for number, rule in enumerate(scheme.outcomes):
        yield from _check_end(scheme, number, rule)
        yield from _check_groups(scheme, number, rule)
        yield from _check_excludes(scheme, number, rule)


@where_read
def _check_end(scheme: Scheme, number: int, rule: OutcomeRule) -> Iterator[Problem]:
    """KH409: an outcome says from which end it counts."""
    if (rule.top is None) == (rule.bottom is None):
        place = scheme.origin.place("outcomes", number)
        yield Problem(place, "KH409", f"“{rule.name}”应写明前几名或后几名", "top 和 bottom 写其中一个。")


@where_read
def _check_groups(scheme: Scheme, number: int, rule: OutcomeRule) -> Iterator[Problem]:
    """KH424: an outcome says for which groups it is, where there are several."""
    names = {group.id: group.name for group in scheme.ranking.groups}
    if len(names) > 1 and not rule.groups:
        listed = "、".join(f"{key}（{name}）" for key, name in names.items())
        words = f"排名分成 {len(names)} 组，“{rule.name}”没有写对哪些组"
        place = scheme.origin.place("outcomes", number)
        yield Problem(place, "KH424", words, f"请写明 groups；可填的编号：{listed}。")
    for at, group in enumerate(rule.groups):
        if group not in names:
            place = scheme.origin.place("outcomes", number, "groups", at)
            yield Problem(place, "KH424", f"没有编号为“{group}”的排名组", suggest_id(group, names))


@where_read
def _check_excludes(scheme: Scheme, number: int, rule: OutcomeRule) -> Iterator[Problem]:
    """KH425: an outcome excludes another one of the scheme, and is not excluded by that in turn."""
    rules = {found.id: found for found in scheme.outcomes}
    for at, name in enumerate(rule.excludes):
        place = scheme.origin.place("outcomes", number, "excludes", at)
        if name not in rules:
            others = {found.id: found.name for found in scheme.outcomes if found is not rule}
            yield Problem(place, "KH425", f"没有编号为“{name}”的结果运用", suggest_id(name, others))
        elif rule.id in _reach(rules, name):
            words = f"“{rule.name}”排除“{rules[name].name}”，又反过来被它排除"
            yield Problem(place, "KH425", words, "请只写一个方向：有了哪一项，就不再有另一项。")


def _reach(rules: dict[str, OutcomeRule], start: str) -> set[str]:
    """Everything that the outcome `start` is, or excludes, or what it excludes excludes, and so on."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in rules and name not in found:
            found.add(name)
            waiting += rules[name].excludes
    return found


@where_read
def check_places(scheme: Scheme, units: Sequence[Unit]) -> Iterator[Problem]:
    """The outcomes of a scheme against the sizes of its groups."""
    sizes = group_sizes(scheme, units)
    for number, rule in enumerate(scheme.outcomes):
        yield from _check_size(scheme, number, rule, sizes)
    for one, two in combinations(enumerate(scheme.outcomes), 2):
        yield from _check_meeting(scheme, one, two, sizes)


@where_read
def _check_size(scheme: Scheme, number: int, rule: OutcomeRule, sizes: Counter[str]) -> Iterator[Problem]:
    """KH412, a reminder: an outcome takes in a whole group."""
    for group, size in sizes.items():
        if rule.places >= size and (not rule.groups or group in rule.groups):
            words = f"“{rule.name}”有 {rule.places} 个名额，“{scheme.group_name(group)}”只有 {size} 个单位"
            place = scheme.origin.place("outcomes", number)
            yield Problem(place, "KH412", words, "如确实如此则不必处理。", "warning")


@where_read
def _check_meeting(
    scheme: Scheme, one: tuple[int, OutcomeRule], two: tuple[int, OutcomeRule], sizes: Counter[str]
) -> Iterator[Problem]:
    """KH426: two outcomes of opposite ends can meet in one unit, and the scheme does not say which goes before."""
    (_, first), (number, second) = one, two
    opposite = (first.top is None) != (second.top is None)
    said = second.id in first.excludes or first.id in second.excludes
    if not opposite or said or not set(first.at) & set(second.at):
        return
    top, bottom = (first, second) if first.top is not None else (second, first)
    for group, size in sizes.items():
        concerned = all(not rule.groups or group in rule.groups for rule in (first, second))
        if concerned and top.places + bottom.places > size:
            name = scheme.group_name(group)
            words = f"“{name}”只有 {size} 个单位，会有单位既列入“{top.name}”又列入“{bottom.name}”"
            hint = f"请写明以哪一项为准，如在“{bottom.name}”里写 excludes: [{top.id}]；或减少名额。"
            yield Problem(scheme.origin.place("outcomes", number), "KH426", words, hint)
            return
