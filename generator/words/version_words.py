"""Versions of the data that a reader may set against each other, and one such comparison in finished words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from generator.load.compared_versions import VersionName
from generator.load.edition import Edition, per_edition
from generator.load.year_edition import assessed_units
from generator.model.lazy_dataclass import dataclass
from generator.model.place import correction_file, publication_file, scheme_file, unit_file
from generator.public.released import AnyReleased
from generator.public.released_comparison import AnyReleasedComparison
from generator.score.register_states import item_names
from generator.words import address
from generator.words.comparison_words import ComparisonView, ScoreView, ordered_moves, view_comparison
from generator.words.file_words import entry_words, file_words


@dataclass(frozen=True, slots=True)
class MovedScore:
    """A movement with the page of its unit ("" where there is none) and its size: of 100, the largest having 100."""

    score: ScoreView
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class PairView:
    """Two versions compared. `urls` are the pages of the data files that are spoken of, by path.

    `notes` say once what all units share, and what a unit without a cause means.
    """

    before: VersionName
    after: VersionName
    title: str
    view: ComparisonView
    notes: tuple[str, ...]
    scores: tuple[MovedScore, ...]
    urls: Mapping[str, str]


def view_pair(
    before: VersionName,
    after: VersionName,
    comparison: AnyReleasedComparison,
    pages: Mapping[str, str],
    internal: bool = False,
) -> PairView:
    """The comparison of two versions; `pages` leads from data files and units to pages (see `data_pages`)."""
    view = view_comparison(comparison, internal)
    changes = (replace(one, about=one.about or pages.get(words_key(one.path), "")) for one in view.changes)
    view = replace(view, changes=tuple(changes))
    shared = _shared(view.scores)
    largest = max((abs(move.delta) for move in comparison.moves), default=0) or 1
    scores = tuple(
        MovedScore(
            replace(shown, outcomes=tuple(words for words in shown.outcomes if words not in shared)),
            pages.get(unit_key(shown.year, shown.unit), ""),
            int(abs(move.delta) * 100 / largest),
        )
        for shown, move in zip(view.scores, ordered_moves(comparison), strict=True)
    )
    paths = {change.path for change in view.changes} | {c.path for s in view.scores for c in s.causes}
    urls = {path: pages[path] for path in sorted(paths) if path in pages}
    notes = tuple(_notes(view.scores, shared))
    return PairView(before, after, f"{before.name} → {after.name}", view, notes, scores, urls)


def _shared(scores: Sequence[ScoreView]) -> tuple[str, ...]:
    """What is said of every unit: it stands once above the table, not in each row."""
    if len(scores) < 2:
        return ()
    return tuple(words for words in scores[0].outcomes if all(words in score.outcomes for score in scores))


def _notes(scores: Sequence[ScoreView], shared: Sequence[str]) -> Iterator[str]:
    if shared:
        yield f"所列 {len(scores)} 个单位相同的变化：{'，'.join(shared)}。"
    if any(not score.causes for score in scores):
        yield "原因为“—”的单位，自己的得分没有变，名次随其他单位变化。"


@per_edition
def edition_pages(edition: Edition) -> Mapping[str, str]:
    """The page of each data file and unit that an edition shows (see `data_pages`)."""
    return data_pages(edition.corpus, assessed_units(edition))


def asked_pages(pair: PairView) -> list[str]:
    """What `view_pair` asks `pages` for: their keys, whether there is such a page or not."""
    paths = {change.path for change in pair.view.changes} | {c.path for s in pair.view.scores for c in s.causes}
    told = {words_key(change.path) for change in pair.view.changes}
    return sorted(paths | told | {unit_key(shown.year, shown.unit) for shown in pair.view.scores})


def unit_key(year: int, unit: str) -> str:
    """What leads to the page of a unit in a year, among the pages of data files."""
    return f"{year}/{unit}"


def words_key(path: str) -> str:
    """What leads to the words for a data file, among the pages of data files."""
    return f"words {path}"


def data_pages(corpus: AnyReleased, assessed: Mapping[int, Iterable[str]]) -> dict[str, str]:
    """The page that shows each data file of `corpus`, and each unit that was `assessed` in a year (by `unit_key`).

    By `words_key` what those files are called that are of no unit.
    """
    pages = {record.path: address.record_page(record) for record in corpus.deductions}
    pages |= {record.path: address.unit_page(record.year, record.unit) for record in corpus.appraisals}
    pages |= {unit_file(unit): address.unit_home(unit) for unit in corpus.units}
    pages |= {publication_file(name): address.publication_page(name) for name in corpus.publications}
    pages |= {correction_file(name): address.correction_page(name) for name in corpus.corrections}
    pages |= {
        unit_key(year, unit): address.unit_page(year, unit) for year, units in assessed.items() for unit in units
    }
    pages |= {scheme_file(year): address.method_page(year) for year in corpus.schemes}
    shown = [entry for entry in corpus.entries if entry.REGISTER.pages.record_page]
    pages |= {entry.path: address.entry_page(entry) for entry in shown}
    units, items = {unit.id: unit.short_name for unit in corpus.units.values()}, item_names(corpus.schemes)
    words = {entry.path: entry_words(entry, units, items) for entry in corpus.entries}
    acts = [*map(publication_file, corpus.publications), *map(correction_file, corpus.corrections)]
    others = [*acts, *map(scheme_file, corpus.schemes), *(tally.path for tally in corpus.tallies)]
    words |= {path: file_words(corpus, path) for path in others}
    return pages | {words_key(path): text for path, text in words.items()}


def pair_data(pair: PairView) -> dict[str, Any]:
    """The comparison as plain data, for a page that draws it: every text and figure as it is to be shown."""
    return {
        "from": asdict(pair.before),
        "to": asdict(pair.after),
        "summary": pair.view.summary,
        "warnings": list(pair.view.warnings),
        "notes": list(pair.notes),
        "scores": [{**asdict(moved.score), "url": moved.url, "size": moved.size} for moved in pair.scores],
        "changes": [
            {**asdict(change), "fields": [field.sentence for field in change.fields]} for change in pair.view.changes
        ],
        "urls": dict(pair.urls),
    }
