"""What an amendment moves of what was published: it needs a correction that names it; one that moves nothing, none.

Without the history: where the figures as published come out once some amendments are left aside, it is these that
were not known when they were published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from generator.model.amendment import Amendment
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication
from generator.public.audience import period_end
from generator.read.amended_scheme import amend_schemes
from generator.release.period import score_period
from generator.release.result_digest import results_digest
from generator.rules.corpus import Corpus
from generator.score.result import YearResult

_MOST = 6  # of more amendments in a year only the last ones are left aside together


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Amendments without which the figures are as they were published, and the results without them."""

    amendments: tuple[Amendment, ...]
    result: YearResult

    def moves(self, result: YearResult) -> bool:
        """Whether a total, a place, a grade, its reason or an outcome of `result` is another with them."""
        return _figures(self.result) != _figures(result)


def leave_aside(corpus: Corpus, publication: Publication, digest: str) -> LeftAside | None:
    """The fewest amendments without which the period's results have this digest; None where there are none such."""
    until = period_end(publication)
    held = [made for made in corpus.amendments if made.year == publication.year and made.starts <= until]
    for dropped in _choices(sorted(held, key=lambda made: (made.starts, made.id))):
        result = score_period(_without(corpus, dropped), publication)
        if results_digest(result) == digest:
            return LeftAside(dropped, result)
    return None


def is_moved(corpus: Corpus, publication: Publication, result: YearResult, digest: str) -> bool:
    """Whether `result` says something else of the period than what has this digest.

    Amendments that move no figure make no difference, though the derivation names another rule.
    """
    if results_digest(result) == digest:
        return False
    found = leave_aside(corpus, publication, digest)
    return found is None or found.moves(result)


def unnamed_amendments(corpus: Corpus, publication: Publication) -> Iterator[tuple[Amendment, LeftAside]]:
    """The amendments by which figures of a publication were corrected, and that no correction names."""
    made = corpus.corrections_of(publication.id)
    for number in range(len(made) - 1, -1, -1):
        before = made[number - 1].results_sha256 if number else publication.results_sha256
        found = leave_aside(corpus, publication, before)
        if found is None or before == made[number].results_sha256:
            continue
        named = {path for correction in made[number:] for path in correction.records}
        if found.moves(score_period(corpus, publication)):
            yield from ((amendment, found) for amendment in found.amendments if amendment.path not in named)
        return


def _choices(held: Sequence[Amendment]) -> Iterator[tuple[Amendment, ...]]:
    """Which amendments to leave aside, few before many."""
    for number in range(1, len(held) + 1):
        yield from combinations(held, number) if len(held) <= _MOST else (tuple(held[-number:]),)


def _without(corpus: Corpus, dropped: Collection[Amendment]) -> Corpus:
    rest = tuple(made for made in corpus.amendments if made not in dropped)
    return replace(corpus, amendments=rest, amended=amend_schemes(corpus.schemes.values(), rest)[0])


def _figures(result: YearResult) -> dict[str, tuple[object, ...]]:
    return {
        found.unit.id: (
            *(found.total, found.rank, found.grade, found.reason),
            tuple(outcome.rule.id for outcome in found.outcomes),
        )
        for found in result.units
    }
