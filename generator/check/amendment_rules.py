"""Rules for amendments: in their year, of a scheme that is there, and with a scheme that is as sound as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check.deduction_rules import find_no_scheme
from generator.check.own_items import check_own_items
from generator.check.scheme_rules import check_schemes
from generator.model.amendment import Amendment
from generator.model.place import Place
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus, SchemeEdition
from generator.rules.scheme import Scheme


def check_amendments(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all amendments, and of the schemes that they make."""
    for year in sorted({record.year for record in corpus.amendments}):
        yield from find_no_scheme(corpus, year, Place("amendment", year, id="-").path.rpartition("/")[0])
    for record in corpus.amendments:
        yield from _check_day(record)
    for year, editions in corpus.amended.items():
        yield from _check_editions(corpus, year, editions)


@where_read
def _check_day(record: Amendment) -> Iterator[Problem]:
    """KH482: an amendment holds from a day of its year."""
    if record.starts.year != record.year:
        words = f"施行日期 {record.starts} 不在 {record.year} 年度内"
        hint = "请核对日期；全年都照新办法的，请直接写那一年度的考核办法。"
        yield Problem(record.origin.place("from"), "KH482", words, hint)


@where_read
def _check_editions(corpus: Corpus, year: int, editions: tuple[SchemeEdition, ...]) -> Iterator[Problem]:
    """KH481: whatever is wrong with a scheme as amended that was not wrong before."""
    made = {record.id: record for record in corpus.amendments if record.year == year}
    known = set(_faults(replace(corpus, schemes={year: corpus.schemes[year]})))
    for edition in editions:
        found = _faults(replace(corpus, schemes={year: edition.scheme}))
        for key, problem in found.items():
            if key not in known:
                place = made[edition.amendment].origin.place("changes")
                words = f"修改以后的考核办法有问题：{problem.message}"
                yield Problem(place, "KH481", words, problem.hint, problem.severity)
        known |= set(found)
    yield from _check_removed(corpus, corpus.schemes[year], editions, made)


def _check_removed(
    corpus: Corpus, first: Scheme, editions: tuple[SchemeEdition, ...], made: Mapping[str, Amendment]
) -> Iterator[Problem]:
    """KH490, a reminder: records of an item that an amendment takes out count nothing any more."""
    before = first
    for edition in editions:
        for item in before.items.values():
            records = [record for record in corpus.deductions_of(first.year) if record.item == item.id]
            if item.id not in edition.scheme.items and records:
                place = made[edition.amendment].origin.place("changes")
                words = f"修改以后没有“{item.name}”这个单项，已有的 {len(records)} 条记录不再计分"
                hint = "确实都不再计的，不必处理；以前的仍要计的，请保留单项，只修改它的标准。"
                yield Problem(place, "KH490", words, hint, "warning")
        before = edition.scheme


def _faults(corpus: Corpus) -> dict[tuple[str, str], Problem]:
    """What the rules for schemes find in the one of `corpus`, by code and words."""
    problems = [*check_schemes(corpus), *check_own_items(corpus)]
    return {(problem.code, problem.message): problem for problem in problems}
