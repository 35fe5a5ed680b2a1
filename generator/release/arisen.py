"""Outcomes that a publication did not have: which correction of it brought them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from generator.model.publication import Correction, Publication
from generator.rules.corpus import Corpus
from generator.score.ranking import rank_group
from generator.score.result import YearResult
from generator.score.ties import settle_ties


def bringing_correction(
    corpus: Corpus, publication: Publication, result: YearResult, rule: str, unit: str = ""
) -> Correction | None:
    """The correction by which the outcome `rule` first fell to `unit`, or to anybody where none is named.

    None where it did so when the period was published, or where the figures that were issued do not tell. `result`
    are the results as they stand now.
    """
    for made, held in _stages(corpus, publication, result):
        if any(name == rule and unit in ("", holder) for name, holder in held):
            return made
    return None


def _stages(
    corpus: Corpus, publication: Publication, result: YearResult
) -> Iterator[tuple[Correction | None, set[tuple[str, str]]]]:
    """Who had which outcome when it was published, and after each correction."""
    totals = {unit: figure.total for unit, figure in publication.results.items()}
    ties = publication.ties
    yield None, _held(settle_ties(_with_totals(result, totals), ties))
    for made in corpus.corrections_of(publication.id):
        totals |= {unit: figure.new_total for unit, figure in made.results.items()}
        ties = made.ties or ties
        yield made, _held(settle_ties(_with_totals(result, totals), ties))


def _with_totals(result: YearResult, totals: Mapping[str, Decimal]) -> YearResult:
    """`result` ranked by other totals."""
    units = []
    for group in dict.fromkeys(found.group for found in result.units):
        found = result.group(group)
        scores = [replace(each.score, total=totals.get(each.unit.id, each.total)) for each in found]
        units += rank_group(result.scheme, group, scores, found[0].time)
    return replace(result, units=tuple(units))


def _held(result: YearResult) -> set[tuple[str, str]]:
    return {(outcome.rule.id, unit.unit.id) for unit in result.units for outcome in unit.outcomes}
