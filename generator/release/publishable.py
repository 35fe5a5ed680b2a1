"""Whether a scheme gives results that may be published: in force, confirmed, and without contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.check.samples import say_unconfirmed
from generator.check.score_rules import TIED_HINT, tied_words
from generator.model.problem import Problem
from generator.model.publication import Publication, TieChoice
from generator.model.quoted import quoted
from generator.rules.corpus import Corpus
from generator.score.outcome import chosen_against, contradictory
from generator.score.result import YearResult
from generator.score.ties import settle_ties
from generator.score.year import quarter_end, score_year

_SHOWN = 3


def refuse_scheme(corpus: Corpus, year: int, quarter: int | None, ties: Sequence[TieChoice] = ()) -> Iterator[str]:
    """Why no results of the period can be published under the scheme of `year`, which is there; a sentence each.

    `ties` are the choices of those who are tied on the edge of an outcome.
    """
    scheme = corpus.schemes[year]
    if not scheme.has_results(quarter_end(year, quarter)):
        yield f"考核办法自 {scheme.in_force} 起施行，这个时段在此之前就结束了，没有结果。"
        return
    if corpus.site is not None and not corpus.site.demo and scheme.is_sample:
        yield f"{say_unconfirmed(scheme)}。请逐项核对，在考核办法里写 confirmed，再发布。"
    result = score_year(corpus, year, quarter, ended=True)
    for names in _tied_places(result):
        yield f"{tied_words(names)}。{TIED_HINT}"
    yield from _say_contradictions(result, ties)


def _tied_places(result: YearResult) -> Iterator[list[str]]:
    """The units of each place that several share, where the scheme allows none to be shared."""
    if result.scheme.ranking.forbid_ties:
        for group in result.scheme.ranking.groups:
            ranks: dict[object, list[str]] = {}
            for unit in result.ranked(group.id):
                ranks.setdefault(unit.rank, []).append(unit.unit.short_name)
            yield from (names for names in ranks.values() if len(names) > 1)


def check_shared_places(publication: Publication, result: YearResult) -> Iterator[Problem]:
    """KH434: no two units share a published place, where the scheme forbids it."""
    for names in _tied_places(result):
        yield Problem(publication.origin.place("results"), "KH434", tied_words(names), TIED_HINT)


def check_contradictions(
    publication: Publication, result: YearResult, ties: Sequence[TieChoice]
) -> Iterator[Problem]:
    """KH457: nobody is praised and summoned by the same published results."""
    for words in _say_contradictions(result, ties):
        place = publication.origin.place("ties")
        hint = "请在考核办法的结果运用里写 excludes，以哪一项为准；由人确定的并列，请重新确定。"
        yield Problem(place, "KH457", words.rstrip("。"), hint)


def _say_contradictions(result: YearResult, ties: Sequence[TieChoice]) -> Iterator[str]:
    """One sentence for each pair of outcomes of which some unit has both, though they are opposite.

    An outcome that hangs on a tie nobody has decided yet is not given to anybody: that is said of the tie.
    """
    found: dict[str, list[str]] = {}
    for tied in settle_ties(result, ties).units:
        unit = replace(tied, outcomes=tuple(given for given in tied.outcomes if not given.edge_tie))
        for first, last in contradictory(unit):
            pair = f"既列入{quoted(first.name)}又列入{quoted(last.name)}，考核办法没有写以哪一项为准（excludes）。"
            found.setdefault(pair, []).append(unit.unit.short_name)
        for first, last in chosen_against(unit):
            pair = f"列入{quoted(first.name)}，按考核办法不再列入{quoted(last.name)}，并列的确定却两项都写了它。"
            found.setdefault(pair, []).append(unit.unit.short_name)
    for pair, units in found.items():
        names = "、".join(units[:_SHOWN]) + (f"等 {len(units)} 个单位" if len(units) > _SHOWN else "")
        yield f"{names}{pair}"
