"""Rules for what is taken over from other assessments: it says something, of known units, of all that are ranked."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.deduction_rules import find_no_scheme
from generator.check.measure_rules import check_measured_unit
from generator.check.own_items import is_ranked
from generator.model.imported import Imported
from generator.model.place import Place
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus

_SHOWN = 5


def check_imports(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all imports."""
    for year in sorted({record.year for record in corpus.imports}):
        yield from find_no_scheme(corpus, year, Place("import", year, id="-").path.rpartition("/")[0])
    for record in corpus.imports:
        yield from _check_said(record)
        yield from _check_period(record)
        yield from _check_units(corpus, record)
        yield from _check_ranks(record)
        yield from _check_whole(corpus, record)


@where_read
def _check_said(record: Imported) -> Iterator[Problem]:
    """KH487: it says scores, ranks or a value."""
    if not record.scores and not record.ranks and record.value is None:
        hint = "请写 scores（各单位的得分）、ranks（各单位的名次），或者 value（对各单位都相同的一个数）。"
        yield Problem(record.origin.place(), "KH487", "没有写得分、名次或者数值", hint)


@where_read
def _check_period(record: Imported) -> Iterator[Problem]:
    """KH487: its period lies in the year of the folder."""
    if record.period and int(record.period[:4]) != record.year:
        words = f"时段 {record.period} 不在 {record.year} 年度内"
        yield Problem(record.origin.place("period"), "KH487", words, "请核对时段，或把文件移到那一年度的文件夹。")


@where_read
def _check_units(corpus: Corpus, record: Imported) -> Iterator[Problem]:
    for name in ("scores", "ranks"):
        for unit in getattr(record, name):
            yield from check_measured_unit(corpus, unit, record.year, record.origin.key_place(name, unit))


@where_read
def _check_ranks(record: Imported) -> Iterator[Problem]:
    """KH487: no place is beyond the number of those that were ranked."""
    for unit, found in record.ranks.items():
        if found.rank > found.of:
            words = f"名次 {found.rank} 大于参加排名的单位数 {found.of}"
            yield Problem(record.origin.place("ranks", unit), "KH487", words, "请核对这两个数。")


@where_read
def _check_whole(corpus: Corpus, record: Imported) -> Iterator[Problem]:
    """KH443: what has figures of single units has them of every unit that is ranked."""
    scheme = corpus.schemes.get(record.year)
    if scheme is None:
        return
    for name, words in (("scores", "得分"), ("ranks", "名次")):
        given = getattr(record, name)
        lacking = [unit for unit in corpus.units.values() if is_ranked(scheme, unit) and unit.id not in given]
        if given and lacking:
            called = "、".join(unit.short_name for unit in lacking[:_SHOWN])
            more = f"等 {len(lacking)} 个单位" if len(lacking) > _SHOWN else ""
            spared = Place("applies", record.year).path
            hint = f"请补上，如 {lacking[0].id}；这项考核不涉及它的，请在 {spared} 写明用到它的单项不适用。"
            if not _are_spared(corpus, record.year, [unit.id for unit in lacking]):
                yield Problem(record.origin.place(name), "KH443", f"没有{called}{more}的{words}", hint)


def _are_spared(corpus: Corpus, year: int, units: list[str]) -> bool:
    """Whether some item does not apply to each of these units, so that nothing need be known of them."""
    found = corpus.inapplicable.get(year)
    return found is not None and all(any(found.of_unit(unit)) for unit in units)
