"""Corrections in finished words: which figures and words they replaced, why, and who was chosen in a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.check.standing_words import word_label
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import CorrectedResult, Correction, Publication, TieChoice, published_words
from generator.pages.publication_figures import unit_of_publication
from generator.public.released import AnyReleased
from generator.release.titles import correction_title
from generator.words import address
from generator.words.comparison_words import ScoreView
from generator.words.file_words import file_page, file_words
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class TieView:
    """A tie on the edge of an outcome: to whom the outcome was given, and on what ground."""

    outcome: str
    chosen: str
    ground: str
    document: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One unit whose published figures a correction replaced; `causes` are where, how many points, what a cap did.

    There are none where no history is at hand, or where only the scores of others moved the rank (`followed`).
    """

    unit: Link
    old: tuple[str, ...]
    new: tuple[str, ...]
    followed: bool
    causes: tuple[tuple[Link, str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The notice of a correction."""

    id: str
    link: Link
    title: str
    date: str
    document: str
    reason: str
    publication: Link
    rows: tuple[MovedRow, ...]
    records: tuple[Link, ...]
    digest: str
    rules: str
    words: tuple[tuple[Link, str], ...] = ()
    ties: tuple[TieView, ...] = ()
    withdrawn: bool = False


# Scores as a comparison explains them, by correction and unit.
Explained = Mapping[str, Mapping[str, ScoreView]]


def view_correction(corpus: AnyReleased, correction: Correction, explained: Explained) -> CorrectionView:
    """The notice of one correction, with causes where the history explained them."""
    record = corpus.publications[correction.publication]
    stands = record.id not in corpus.withdrawals
    scores = explained.get(correction.id, {})
    return CorrectionView(
        id=correction.id,
        link=correction_link(correction),
        title=correction_title(record),
        date=correction.date.isoformat(),
        document=correction.document,
        reason=correction.reason,
        publication=publication_link(record),
        rows=tuple(
            _moved(corpus, record, unit, result, scores.get(unit)) for unit, result in correction.results.items()
        ),
        records=tuple(_data_file(corpus, path, linked=stands) for path in correction.records),
        digest=correction.results_sha256,
        rules=correction.calculation_sha256,
        words=tuple(
            (_data_file(corpus, words.file, linked=stands), word_label(words.file, words.field, corpus.registers))
            for words in correction.words
        ),
        ties=view_ties(corpus, record.year, correction.ties),
        withdrawn=not stands,
    )


def publication_link(record: Publication) -> Link:
    """A publication by its title, leading to its page."""
    return Link(record.title, address.publication_page(record.id), record.date.isoformat())


def correction_link(correction: Correction) -> Link:
    """A correction by its day, leading to its page."""
    return Link(f"{correction.date.isoformat()} 更正", address.correction_page(correction.id))


def view_ties(corpus: AnyReleased, year: int, ties: Sequence[TieChoice]) -> tuple[TieView, ...]:
    """What was decided of ties, in words."""
    names = {rule.id: rule.name for rule in corpus.schemes[year].outcomes}
    return tuple(
        TieView(
            names.get(choice.outcome, choice.outcome),
            "、".join(corpus.units[unit].name if unit in corpus.units else unit for unit in choice.units),
            choice.ground,
            choice.document,
        )
        for choice in ties
    )


def _moved(
    corpus: AnyReleased, record: Publication, unit: str, result: CorrectedResult, score: ScoreView | None
) -> MovedRow:
    places = corpus.schemes[record.year].rounding.places
    causes = [
        (_cause_link(corpus, cause.path, cause.words), cause.delta, cause.absorbed)
        for cause in (score.causes if score else ())
    ]
    return MovedRow(
        unit=unit_of_publication(corpus, record, unit),
        old=tuple(published_words(result.old, places, "\n").split("\n")),
        new=tuple(published_words(result.new, places, "\n").split("\n")),
        followed=result.old.total == result.new.total,
        causes=tuple(causes),
    )


def _cause_link(corpus: AnyReleased, path: str, words: str) -> Link:
    """What moved a score: a deduction by its day and item, anything else in the words of the comparison."""
    record = _deduction(corpus, path)
    if record is None:
        return _data_file(corpus, path, words)
    item = corpus.schemes[record.year].items.get(record.item)
    return Link(f"{record.date} {item.name if item else record.item}", address.record_page(record), path)


def _data_file(corpus: AnyReleased, path: str, words: str = "", linked: bool = True) -> Link:
    """A data file by what it is about and the page that shows it; without an address where none does, or none may."""
    return Link(words or file_words(corpus, path), file_page(corpus, path) if linked else "", path)


def _deduction(corpus: AnyReleased, path: str) -> Deduction | None:
    return next((record for record in corpus.deductions if record.path == path), None)
