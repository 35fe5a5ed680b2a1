"""Units whose scores another unit's score is made of: they are assessed, too, in the years in which it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_unit
from generator.model.problem import Problem
from generator.model.unit import Unit
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.part_record import units_taken_from
from generator.rules.scheme import Scheme


def check_other_units(corpus: Corpus) -> Iterator[Problem]:
    """KH301, KH302: each of a unit's others is in the register and assessed; none is the unit itself."""
    for scheme in corpus.schemes.values():
        for unit in corpus.units.values():
            yield from _check_unit(corpus, scheme, unit)


@where_read
def _check_unit(corpus: Corpus, scheme: Scheme, unit: Unit) -> Iterator[Problem]:
    asked = {units_taken_from(part) for part in scheme.components}
    for of in sorted(asked & unit.parts.keys()) if unit.assessed_in(scheme.year) else ():
        for at, name in enumerate(unit.parts[of]):
            place, found = unit.origin.place("parts", of, at), corpus.units.get(name)
            if found is None:
                yield Problem(place, "KH301", f"没有编号为“{name}”的单位", suggest_unit(name, corpus.units.values()))
            elif not found.assessed_in(scheme.year):
                words = f"{found.short_name}不是 {scheme.year} 年度的被考核单位，{unit.short_name}却要取它的得分"
                yield Problem(place, "KH302", words, "请核对单位，或在单位文件的 assessed 里写明年度。")
            elif name == unit.id:
                words = f"{unit.short_name}的得分里取的是它自己的得分"
                yield Problem(place, "KH302", words, "请写其他单位；没有的，不写这一种。")
