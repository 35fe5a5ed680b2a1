"""Figures of several units of which too few have one: no mean of others, none without the highest and the lowest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from generator.check.needed_measures import asked_measures, is_for, spared_of
from generator.check.own_items import is_ranked
from generator.model.lazy_dataclass import dataclass
from generator.model.place import Place
from generator.model.problem import Problem
from generator.model.unit import Unit
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.figures import least_figures, source_column, source_words
from generator.rules.flaw import list_units
from generator.rules.item import Item
from generator.rules.measure_rule import FigureSource
from generator.rules.scheme import Scheme

if TYPE_CHECKING:  # it brings the whole calculation
    from generator.score.result import YearResult

_WAYS = {
    "trimmed-mean": "把 take 写作 mean（平均数）或 median（中位数）",
    "mean": "把 among 写作 group（同组各单位，含本单位）或 all（全部单位）",
}
Has = Callable[[Unit, FigureSource], bool]


@dataclass(frozen=True, slots=True)
class FewFigures:
    """A figure that a standard takes among `units`, of which only those `having` one have a figure of their own.

    `steps` lead to where the scheme says it; `group` is the name of the group, empty where it is all units.
    """

    steps: tuple[str | int, ...]
    item: Item
    source: FigureSource
    group: str
    units: tuple[Unit, ...]
    having: tuple[Unit, ...]


def check_few_figures(corpus: Corpus) -> Iterator[Problem]:
    """KH433: so many units can have a figure that the one taken of them exists.

    Those can of whom a value is asked or given. That values are still to come is said elsewhere (KH431, KH443).
    """
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, scheme)


@where_read
def _check_scheme(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    for found in _find_few(corpus, scheme, _can_have(corpus, scheme)):
        hint = f"请在考核办法里{_WAYS[found.source.take]}，或者调整分组。"
        if len(found.units) >= least_figures(found.source):
            hint = f"{_recorded(corpus, scheme, found)}。这些单位本来就没有的，{hint[1:]}"
        yield Problem(scheme.origin.place(*found.steps), "KH433", _few_words(scheme, found), hint)


def few_sentences(corpus: Corpus, result: YearResult) -> Iterator[str]:
    """Why a figure of several units is not there in what was scored, and what to do, one sentence for each."""
    scheme, filled = result.scheme, result.filled.tables["unit"]
    spans = {unit.unit.id for unit in result.units}

    def has(unit: Unit, source: FigureSource) -> bool:
        column = source_column(source)
        if column not in filled.positions:
            return True  # of items that are scored by themselves each month, there are figures of each month alone
        return unit.id in spans and filled.cell((unit.id,), column) is not None

    for found in _find_few(corpus, scheme, has):
        words = _few_words(scheme, found, result.span.name)
        ways = _WAYS[found.source.take]
        yield f"{words}。{_recorded(corpus, scheme, found)}；单位本来就不够的，请在考核办法里{ways}。"


def _find_few(corpus: Corpus, scheme: Scheme, has: Has) -> Iterator[FewFigures]:
    """Every figure of several units that somebody needs and too few have, once for each group."""
    for steps, item, standard in scheme.list_standards():
        made: Any = standard
        for field in fields(made):
            source = getattr(made, field.name)
            if isinstance(source, FigureSource) and least_figures(source) > 1:
                yield from _find_groups(
                    corpus, scheme, FewFigures((*steps, field.name), item, source, "", (), ()), has
                )


def _find_groups(corpus: Corpus, scheme: Scheme, asked: FewFigures, has: Has) -> Iterator[FewFigures]:
    """Those of one figure: of all units together, or of each group in which it is needed."""
    ranked = [unit for unit in corpus.units.values() if is_ranked(scheme, unit)]
    needing = {unit.id for unit in ranked if _counts_for(corpus, scheme, asked.item, unit)}
    of_all = asked.source.among == "all"
    for group in ("",) if of_all else dict.fromkeys(scheme.group_of(unit) or "" for unit in ranked):
        inside = tuple(unit for unit in ranked if of_all or scheme.group_of(unit) == group)
        having = tuple(unit for unit in inside if has(unit, asked.source))
        if len(having) < least_figures(asked.source) and any(unit.id in needing for unit in inside):
            name = "" if of_all else scheme.group_name(group)
            yield FewFigures(asked.steps, asked.item, asked.source, name, inside, having)


def _counts_for(corpus: Corpus, scheme: Scheme, item: Item, unit: Unit) -> bool:
    """Whether the item is one of the unit's."""
    own_left_out = unit.id == item.assessor and scheme.own_items_of(item) in {"left-out", "mean", "full-marks"}
    spared = (item.id, unit.id) in spared_of(corpus, scheme)
    return is_for(scheme, item, unit.id) and not spared and not own_left_out


def _can_have(corpus: Corpus, scheme: Scheme) -> Has:
    """Whether a unit can have a figure: a value of a measure is given or asked of it; an import has it, or is due."""
    given = {(record.unit, value.measure) for record in corpus.measures_of(scheme.year) for value in record.values}
    imports = {record.id: record for record in corpus.imports_of(scheme.year)}
    asking = [(item, rule.id) for item, rule in asked_measures(scheme)]

    def has(unit: Unit, source: FigureSource) -> bool:
        if source.measure:
            wanted = scheme.sources_of(source.measure)[0]
            asked = any(name == wanted and _counts_for(corpus, scheme, item, unit) for item, name in asking)
            return asked or (unit.id, wanted) in given
        record = imports.get(source.score or source.rank)
        if record is None:
            return True
        return unit.id in (record.scores if source.score else record.ranks) or record.value is not None

    return has


def _few_words(scheme: Scheme, found: FewFigures, span: str = "") -> str:
    """What is taken of whom, and who has a figure: 某组只有一个单位，没有同组其他单位可以平均."""
    source, group = found.source, found.group
    least = least_figures(source)
    taken = source_words(source, scheme)
    if len(found.units) < least:
        whom = group or "各组合计"
        if source.take == "mean":
            return f"{whom}只有一个单位，没有同组其他单位可以平均"
        return f"{whom}的单位不到 {least} 个，去掉一个最高、一个最低以后没有可以平均的"
    names = list_units([unit.short_name for unit in found.having])
    having = f"只有 {len(found.having)} 个单位（{names}）有数值" if found.having else "没有单位有数值"
    where = f"{group}在{span}" if group and span else group or span or "各组合计"
    return f"“{found.item.name}”要用到{taken}，{where}{having}，至少要有 {least} 个才算得出来"


def _recorded(corpus: Corpus, scheme: Scheme, found: FewFigures) -> str:
    """Where figures are recorded, and what is to be said of units that have none."""
    source = found.source
    spared = Place("applies", scheme.year).path
    if not source.measure:
        path = Place("import", scheme.year, id=source.score or source.rank).path
        return f"请把缺的数值写进 {path}；这个单项对哪个单位不适用的，写进 {spared}"
    homes = [
        record.item
        for record in corpus.measures_of(scheme.year)
        for value in record.values
        if value.measure in scheme.sources_of(source.measure)
    ]
    folder = Place("measure", scheme.year, homes[0] if homes else found.item.id, "").path.rpartition("/")[0]
    return f"请把缺的数值写进 {folder}/ 里各单位的文件；这个单项对哪个单位不适用的，写进 {spared}"
