"""A published figure never changes without a correction that says why (design §5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from generator.model.amendment import Amendment
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.publication import CorrectedResult, Correction, FrozenResult, Publication, published_words
from generator.model.quoted import quoted
from generator.model.unit import Unit
from generator.release.amendment_moves import leave_aside, unnamed_amendments
from generator.release.period import score_period
from generator.release.publishable import check_contradictions, check_shared_places
from generator.release.result_digest import results_digest
from generator.rules.corpus import Corpus
from generator.score.kept_years import KeptYears
from generator.score.result import UnitResult, YearResult
from generator.score.ties import check_ties, standing_ties
from generator.score.year import quarter_end

Figures = Mapping[str, FrozenResult]
_SHOWN = 5
MOVED = "KH651"  # the code of the problem that a correction resolves
UNNAMED = "KH441"  # the code of the same where amendments alone are the cause


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication says now: its own figures, or those of its last correction."""

    publication: Publication
    corrections: tuple[Correction, ...]
    figures: Figures
    digest: str

    @property
    def record(self) -> Publication | Correction:
        """The record that brought what stands: the last correction, or the publication itself."""
        return self.corrections[-1] if self.corrections else self.publication


def standing(corpus: Corpus, publication: Publication) -> Standing:
    """The figures that stand published after all corrections."""
    figures = dict(publication.results)
    digest = publication.results_sha256
    made = corpus.corrections_of(publication.id)
    for correction in made:
        for unit, result in correction.results.items():
            figures[unit] = result.new
        digest = correction.results_sha256
    return Standing(publication, made, figures, digest)


def figures_of(result: YearResult) -> Figures:
    """What of each unit is published: total, with the decimals of the scheme, rank, grade, and why it has none."""
    places = result.scheme.rounding.places
    return {found.unit.id: _freeze(found, places) for found in result.units}


def _freeze(unit: UnitResult, places: int) -> FrozenResult:
    total = None if unit.total is None else Decimal(format_points(unit.total, places))
    rank = None if unit.rank is None else Decimal(format_points(unit.rank))
    return FrozenResult(total, rank, unit.reason, unit.grade)


def moved_figures(before: Figures, after: Figures) -> dict[str, CorrectedResult]:
    """The units whose published figures differ, in order of id; a unit on one side only is not among them."""
    return {
        unit: CorrectedResult(before[unit], after[unit])
        for unit in sorted(before.keys() & after.keys())
        if before[unit] != after[unit]
    }


def check_frozen(corpus: Corpus, ahead: Collection[str] = (), kept: KeptYears | None = None) -> list[Problem]:
    """A problem for each standing publication whose figures the data no longer yield, or whose ties are undecided.

    Of a withdrawn publication nothing is asked, nor of those that are `ahead`: what they froze is not here yet.
    `kept` has the results of the state before, of the years that stay the same.
    """
    years: dict[int, list[Publication]] = {}
    for publication in corpus.standing_publications:
        scheme = corpus.schemes.get(publication.year)
        if scheme is None or not scheme.has_results(quarter_end(publication.year, publication.quarter)):
            continue  # reported by the checks across records
        if publication.id not in ahead:  # those are reported by the checks of the history
            years.setdefault(publication.year, []).append(publication)
    found: dict[str, list[Problem]] = {}
    for publications in years.values():  # the results of one year at a time
        periods: dict[str, tuple[YearResult, str]] = {}
        for publication in publications:
            if publication.period not in periods:
                periods[publication.period] = _score(corpus, publication, kept or KeptYears())
            found[publication.id] = list(_check_figures(corpus, publication, *periods[publication.period]))
    order = [publication.id for publication in corpus.standing_publications if publication.id in found]
    return [problem for name in order for problem in found[name]]


def _check_figures(corpus: Corpus, publication: Publication, result: YearResult, digest: str) -> Iterator[Problem]:
    """The problems of one publication, given what the data yield for its period."""
    yield from _check_corrections(corpus, publication)
    stands = standing(corpus, publication)
    ties = standing_ties(corpus, publication)
    yield from check_contradictions(publication, result, ties)
    yield from check_shared_places(publication, result)
    if digest != stands.digest:
        yield from _explain_movement(corpus, stands, result)
    else:
        yield from _check_named(corpus, publication, result)
        yield from check_ties(stands.record, result, ties)


def _score(corpus: Corpus, publication: Publication, kept: KeptYears) -> tuple[YearResult, str]:
    scores = kept.scores_of(publication.year)

    def make(alone: Corpus) -> tuple[YearResult, str]:
        result = score_period(alone, publication, scores)
        return result, results_digest(result, scores)

    return kept.derive("frozen", corpus, publication.year, publication.quarter, make)


def _explain_movement(corpus: Corpus, stands: Standing, result: YearResult) -> Iterator[Problem]:
    """KH651, or KH441 where amendments alone are the cause; nothing where these move no figure."""
    publication, record = stands.publication, stands.record
    aside = leave_aside(corpus, publication, stands.digest)
    if aside is not None:
        if aside.moves(result):
            words = _movement(stands.figures, result, corpus.units)
            yield from (_unnamed(publication, made, words) for made in aside.amendments)
        return
    yield Problem(
        record.origin.place("results_sha256"),
        MOVED,
        f"按当前数据计算，已发布的{quoted(publication.title)}发生变化："
        f"{_movement(stands.figures, result, corpus.units)}",
        f"请用 kaohe correct {publication.id} 写出更正记录；如属误改，请恢复原数据。",
    )


def _check_named(corpus: Corpus, publication: Publication, result: YearResult) -> Iterator[Problem]:
    """KH441: a correction of what an amendment moved names the amendment."""
    for made, aside in unnamed_amendments(corpus, publication):
        yield _unnamed(publication, made, _movement(figures_of(aside.result), result, corpus.units))


def _unnamed(publication: Publication, made: Amendment, moved: str) -> Problem:
    words = f"这项修改使已发布的“{publication.title}”发生变化，没有更正写明它：{moved}"
    hint = (
        f"请用 kaohe correct {publication.id} 写出更正记录，records 里写明 {made.path}；"
        "只从以后的时段起施行的，请改 from。"
    )
    return Problem(made.origin.place("changes"), UNNAMED, words, hint)


def _movement(before: Figures, result: YearResult, units: Mapping[str, Unit]) -> str:
    """What the results are now in place of the figures `before`, in words."""
    moved = moved_figures(before, figures_of(result))
    names = {unit: known.short_name for unit, known in units.items()}
    shown = [
        f"{names.get(unit, unit)}由 {change.old.words(2)}变为 {change.new.words(2)}"
        for unit, change in list(moved.items())[:_SHOWN]
    ]
    more = f"等 {len(moved)} 个单位" if len(moved) > _SHOWN else ""
    return "；".join(shown) + more if moved else "得分和名次未变，推导过程有变化"


def _check_corrections(corpus: Corpus, publication: Publication) -> Iterator[Problem]:
    """KH652: each correction begins where the figures stood."""
    figures = dict(publication.results)
    for correction in corpus.corrections_of(publication.id):
        for unit, change in correction.results.items():
            if unit in figures and figures[unit] != change.old:
                yield Problem(
                    correction.origin.place("results", unit),
                    "KH652",
                    f"“更正前”的数与已发布的不符：已发布的是 {published_words(figures[unit], 2, '、')}",
                    f"请再运行一次 kaohe correct {publication.id}，它会重新写出这条更正记录。",
                )
            figures[unit] = change.new
