"""Rules for the ranking of a scheme: who is ranked with whom, and what follows from a rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.check.nearest import suggest_unit
from generator.model.place import unit_file
from generator.model.problem import Location, Problem
from generator.model.ranking_rule import RankingGroup
from generator.model.unit import KINDS, Unit
from generator.model.unread import where_read
from generator.rules.scheme import Scheme


@where_read
def check_groups(scheme: Scheme) -> Iterator[Problem]:
    """KH422: a group says by kinds or by a list who is in it, under a name of its own; KH410: a kind is in one."""
    names: set[str] = set()
    for at, group in enumerate(scheme.ranking.groups):
        yield from _check_group(scheme.origin.place("ranking", "groups", at), group, names)
    yield from _check_kinds(scheme)


@where_read
def _check_group(place: Location, group: RankingGroup, names: set[str]) -> Iterator[Problem]:
    """KH422 for one group; `names` are those of the groups before it."""
    if group.name in names:
        yield Problem(place, "KH422", f"有两个排名组都叫“{group.name}”", "请改用不同的名称。")
    names.add(group.name)
    if bool(group.kinds) == bool(group.units):
        words = "既写了类别又写了名单" if group.kinds else "没有写有哪些单位"
        yield Problem(place, "KH422", f"排名组“{group.name}”{words}", "kinds（类别）和 units（名单）写其中一个。")


@where_read
def _check_kinds(scheme: Scheme) -> Iterator[Problem]:
    """KH410: a kind of unit is in one group only."""
    kinds = Counter(kind for group in scheme.ranking.groups for kind in set(group.kinds))
    for kind, times in kinds.items():
        if times > 1:
            yield Problem(
                scheme.origin.place("ranking", "groups"),
                "KH410",
                f"单位类别 {kind}（{KINDS[kind]}）出现在 {times} 个排名组里",
                "一类单位只能在一个组里；同类单位要分开排名的，各组都用 units 写名单。",
            )


def check_register(scheme: Scheme, units: Sequence[Unit], unread: frozenset[str]) -> Iterator[Problem]:
    """The groups against the register of units."""
    yield from _check_listed(scheme, units, unread)
    for unit in units:
        yield from _check_ranked(scheme, unit)
    yield from _check_filled(scheme, units)


def group_sizes(scheme: Scheme, units: Sequence[Unit]) -> Counter[str]:
    """How many units are ranked in each group, by its id."""
    return Counter(group for unit in units if (group := scheme.group_in(unit)) is not None)


@where_read
def _check_listed(scheme: Scheme, units: Sequence[Unit], unread: frozenset[str]) -> Iterator[Problem]:
    """KH423: who is listed in a group is in the register."""
    known = {unit.id for unit in units}
    for at, group in enumerate(scheme.ranking.groups):
        for number, name in enumerate(group.units):
            if known and name not in known and unit_file(name) not in unread:
                place = scheme.origin.place("ranking", "groups", at, "units", number)
                yield Problem(place, "KH423", f"没有编号为“{name}”的单位", suggest_unit(name, units))


@where_read
def _check_ranked(scheme: Scheme, unit: Unit) -> Iterator[Problem]:
    """KH411: who is assessed is ranked; KH410: and in one group only."""
    if not unit.assessed_in(scheme.year):
        return
    found = [group.name for group in scheme.ranking.groups if group.holds(unit)]
    if not found:
        yield Problem(
            unit.origin.place("kind"),
            "KH411",
            f"{unit.short_name}参加 {scheme.year} 年度考核，但不在任何排名组里（类别是“{KINDS[unit.kind]}”）",
            "请核对单位类别，或在考核办法的 ranking.groups 里加上这个单位或这一类。",
        )
    elif len(found) > 1 and any(unit.id in group.units for group in scheme.ranking.groups):
        yield Problem(
            scheme.origin.place("ranking", "groups"),
            "KH410",
            f"{unit.short_name}同时在“{'”和“'.join(found)}”里",
            "一个单位只能在一个组里；同类单位要分开排名的，各组都用 units 写名单。",
        )


@where_read
def _check_filled(scheme: Scheme, units: Sequence[Unit]) -> Iterator[Problem]:
    """KH419, a reminder: a group has units."""
    sizes = group_sizes(scheme, units)
    for at, group in enumerate(scheme.ranking.groups):
        if units and not sizes[group.id]:
            place = scheme.origin.place("ranking", "groups", at)
            words = f"排名组“{group.name}”里没有 {scheme.year} 年度的被考核单位"
            yield Problem(place, "KH419", words, "请核对排名分组和各单位的 assessed。", "warning")
