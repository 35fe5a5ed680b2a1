"""Whether a scheme gives results that may be published: in force, confirmed, and without contradiction."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.samples import say_unconfirmed
from generator.model.corpus import Corpus
from generator.model.problem import Problem
from generator.model.publication import Publication
from generator.score.outcome import contradictory
from generator.score.result import YearResult
from generator.score.year import quarter_end, score_year

_SHOWN = 3


def refuse_scheme(corpus: Corpus, year: int, quarter: int | None) -> Iterator[str]:
    """Why no results of the period can be published under the scheme of `year`, which is there; a sentence each."""
    scheme = corpus.schemes[year]
    if not scheme.has_results(quarter_end(year, quarter)):
        yield f"考核办法自 {scheme.in_force} 起施行，这个时段在此之前就结束了，没有结果。"
        return
    if corpus.site is not None and not corpus.site.demo and scheme.is_sample:
        yield f"{say_unconfirmed(scheme)}。请逐项核对，在考核办法里写 confirmed，再发布。"
    yield from _say_contradictions(score_year(corpus, year, quarter, ended=True))


def check_contradictions(publication: Publication, result: YearResult) -> Iterator[Problem]:
    """KH457: nobody is praised and summoned by the same published results."""
    for words in _say_contradictions(result):
        place = publication.origin.place("period")
        hint = "请在考核办法的结果运用里写 excludes，以哪一项为准。"
        yield Problem(place, "KH457", words.rstrip("。"), hint)


def _say_contradictions(result: YearResult) -> Iterator[str]:
    """One sentence for each pair of outcomes of which some unit has both, though they are opposite."""
    found: dict[tuple[str, str], list[str]] = {}
    for unit in result.units:
        for first, last in contradictory(unit):
            found.setdefault((first.name, last.name), []).append(unit.unit.short_name)
    for (first_name, last_name), units in found.items():
        names = "、".join(units[:_SHOWN]) + (f"等 {len(units)} 个单位" if len(units) > _SHOWN else "")
        yield f"{names}既列入“{first_name}”又列入“{last_name}”，考核办法没有写以哪一项为准（excludes）。"
