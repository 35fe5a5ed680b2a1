"""Rules for the ranking of a scheme: who is ranked with whom, and what follows from a rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.problem import Place, Problem
from generator.model.scheme import OutcomeRule, Scheme
from generator.model.unit import KINDS, Unit
from generator.model.unread import where_read


@where_read
def check_outcomes(scheme: Scheme) -> Iterator[Problem]:
    """KH409: an outcome says from which end it counts."""
    for number, rule in enumerate(scheme.outcomes):
        yield from _check_outcome(scheme.origin.place("outcomes", number), rule)


@where_read
def _check_outcome(place: Place, rule: OutcomeRule) -> Iterator[Problem]:
    if (rule.top is None) == (rule.bottom is None):
        yield Problem(place, "KH409", f"“{rule.name}”应写明前几名或后几名", "top 和 bottom 写其中一个。")


@where_read
def check_groups(scheme: Scheme) -> Iterator[Problem]:
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
    """KH411: who is assessed is ranked; reminders: KH412 an outcome takes in a whole group, KH419 one is empty."""
    for unit in units:
        yield from _check_ranked(scheme, unit)
    yield from _check_sizes(scheme, units)


@where_read
def _check_ranked(scheme: Scheme, unit: Unit) -> Iterator[Problem]:
    if unit.assessed_in(scheme.year) and scheme.group_of(unit.kind) is None:
        yield Problem(
            unit.origin.place("kind"),
            "KH411",
            f"{unit.short_name}参加 {scheme.year} 年度考核，但“{KINDS[unit.kind]}”不在任何排名组里",
            "请核对单位类别，或在考核办法的 ranking.groups 里加上这一类。",
        )


@where_read
def _check_sizes(scheme: Scheme, units: Sequence[Unit]) -> Iterator[Problem]:
    assessed = [unit.kind for unit in units if unit.assessed_in(scheme.year)]
    groups = Counter(group for kind in assessed if (group := scheme.group_of(kind)))
    for at, kinds in enumerate(scheme.ranking.groups):
        if units and not any(kind in kinds for kind in assessed):
            place = scheme.origin.place("ranking", "groups", at)
            words = f"排名组“{group_words(kinds)}”里没有 {scheme.year} 年度的被考核单位"
            yield Problem(place, "KH419", words, "请核对排名分组和各单位的 assessed。", "warning")
    for number, rule in enumerate(scheme.outcomes):
        places = rule.top or rule.bottom or 0
        for group, size in groups.items():
            if places >= size:
                yield Problem(
                    scheme.origin.place("outcomes", number),
                    "KH412",
                    f"“{rule.name}”有 {places} 个名额，“{group_words(group.split('+'))}”只有 {size} 个单位",
                    "如确实如此则不必处理。",
                    "warning",
                )


def group_words(kinds: Sequence[str]) -> str:
    """A ranking group in words."""
    return "、".join(KINDS[kind] for kind in kinds)
