"""Outcomes that a publication did not have: which correction of it brought them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.model.publication import Correction, Publication
from generator.release.standing import Figures
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
    figures = dict(publication.results)
    ties = publication.ties
    yield None, _held(settle_ties(_with_figures(result, figures), ties))
    for made in corpus.corrections_of(publication.id):
        figures |= {unit: figure.new for unit, figure in made.results.items()}
        ties = made.ties or ties
        yield made, _held(settle_ties(_with_figures(result, figures), ties))


def _with_figures(result: YearResult, figures: Figures) -> YearResult:
    """`result` with the totals and ranks that were published, of the units that were."""
    units = []
    for group in dict.fromkeys(found.group for found in result.units):
        found = result.group(group)
        issued = {each.unit.id: figures[each.unit.id] for each in found if each.unit.id in figures}
        scores = [replace(each.score, total=issued[each.unit.id].total) for each in found if each.unit.id in issued]
        ranks = {unit: figure.rank for unit, figure in issued.items() if figure.rank is not None}
        units += rank_group(result.scheme, group, scores, ranks, found[0].time)
    return replace(result, units=tuple(units))


def _held(result: YearResult) -> set[tuple[str, str]]:
    return {(outcome.rule.id, unit.unit.id) for unit in result.units for outcome in unit.outcomes}
