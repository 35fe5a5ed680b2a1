"""Rules for what decides on places: what tells equal totals apart, and how many units a standard's places are for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.unit import Unit
from generator.model.unread import where_read
from generator.rules.flaw import Flaw
from generator.rules.scheme import Scheme
from generator.rules.standard_list import standard_kind


@where_read
def check_breaks(scheme: Scheme) -> Iterator[Flaw]:
    """KH461: what tells equal totals apart is there."""
    known = {part.id for part in scheme.components} | set(scheme.items)
    for at, name in enumerate(scheme.ranking.breaks):
        if name not in known:
            words = f"没有编号为“{name}”的部分或单项"
            yield Flaw("KH461", ("ranking", "breaks", at), words, "请核对编号。")


@where_read
def check_group_sizes(scheme: Scheme, units: Sequence[Unit]) -> Iterator[Flaw]:
    """KH435 and the like: what the kinds of standards ask of the sizes of the groups."""
    sizes = Counter(group for unit in units if (group := scheme.group_in(unit)) is not None)
    for steps, _, standard in scheme.list_standards():
        for flaw in standard_kind(standard).check_groups(standard, list(sizes.values())):
            yield flaw.below(*steps)
