"""The finished pages of one year, kept from build to build by all that they follow from.

A page of a year is made from the edition of that year alone (`generator/load/year_edition.py`), so nothing of another
year can stand on it but what decides here: what all years share, the results of the year before, and the parts that
registers add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from generator.documents.document_files import forms_of
from generator.git.repository import HistoryUnavailable
from generator.kept.kept_store import digest_of
from generator.load.edition import Edition, per_edition
from generator.load.year_edition import linked_files, year_edition, year_histories
from generator.model.place import find_place, lies_within_year
from generator.pages.register_source import register_supplements
from generator.pictures.drawing import LIBRARY, drawer_of
from generator.public.periods import shows_history
from generator.rules.issued import Issued
from generator.words.page_frame import Article, PageChoice, SearchEntry
from generator.words.shown_registers import day_shown
from generator.words.site_frame import view_site

_SHARED = 0


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page as it is written, and what search finds of it."""

    url: str
    data: bytes
    entries: tuple[SearchEntry, ...]


def year_group(
    edition: Edition, year: int, shell: str, make: Callable[[Edition, PageChoice], Iterable[tuple[Article, bytes]]]
) -> Iterator[FinishedPage]:
    """The pages of `year`, as they were kept or as `make` makes them now; `shell` is the digest of their shell."""
    wanted = PageChoice(folder=str(year))

    def render() -> list[Any]:
        made_anew(edition).append(year)
        made = make(year_edition(edition, year), wanted)
        return [[article.url, data.decode(), [astuple(one) for one in article.entries]] for article, data in made]

    store = edition.store
    rows = store.derive(_decides(edition, year, shell, wanted), render, lambda: True) if store.is_there else render()
    for url, text, entries in rows:
        yield FinishedPage(url, text.encode(), tuple(map(_entry, entries)))


@per_edition
def made_anew(_: Edition) -> list[int]:
    """The years whose pages were made in this build."""
    return []


def _entry(said: Sequence[Any]) -> SearchEntry:
    *first, units, number, thing, year = said
    return SearchEntry(*first, tuple(units), number, thing, year)


def _decides(edition: Edition, year: int, shell: str, wanted: PageChoice) -> Iterator[str]:
    """All that the pages of `year` follow from, beside the program."""
    files = _files(edition)
    yield "pages of a year"
    yield str(year)
    yield shell
    yield _shared(edition)
    yield from (files.get(of, "") for of in (_SHARED, year, year - 1))
    yield repr([(path, _digest_at(edition, path)) for path in sorted(linked_files(edition))])
    yield repr(register_supplements(edition, wanted))
    entered = edition.corpus.entered
    yield repr([entered.get(record.path) for record in edition.corpus.deductions_of(year)])
    yield _history(edition, year)


@per_edition
def _shared(edition: Edition) -> str:
    """The digest of what all years share, beside files."""
    corpus, drawer = edition.corpus, drawer_of(edition)
    masks = corpus.masks
    said = (
        edition.audience,
        edition.folders.digest(),
        version("jinja2"),
        version(LIBRARY) if drawer.able else "",
        view_site(edition),
        [(found.year, found.quarter, found.draft) for found in edition.periods],
        edition.updated,
        edition.commit,
        corpus.as_of,
        day_shown(edition),
        sorted(corpus.recorded.items()),
        [(record.id, record.file, record.fields) for record in masks.redactions],
        masks.names,
        forms_of(edition),
        sorted(corpus.unread),
    )
    texts = (f"{path} {sha256(data).hexdigest()}" for path, data in sorted(edition.texts.items()))
    return digest_of([repr(said), *texts, *_issued(corpus.issued)])


def _issued(issued: Mapping[str, Issued]) -> Iterator[str]:
    """What acts were issued with; most of them with the same records, which are looked at once."""
    known: dict[int, str] = {}

    def digest(record: object) -> str:
        if id(record) not in known:
            known[id(record)] = digest_of([repr(record)])
        return known[id(record)]

    for line, one in sorted(issued.items()):
        yield line
        yield from map(digest, (one.scheme, one.site, *one.holidays.values(), *one.units.values()))


@per_edition
def _files(edition: Edition) -> Mapping[int, str]:
    """The digest of the files of each year, and at 0 of those that several years ask, as they were read."""
    used: dict[int, Any] = {}
    for entry in edition.project.tree.entries():
        place = find_place(entry.path)
        year = place.year if place is not None and lies_within_year(place.kind) else _SHARED
        row = f"{entry.path}\0{entry.kind}\0{_digest_at(edition, entry.path) if entry.kind == 'file' else ''}\n"
        used.setdefault(year, sha256()).update(row.encode("utf-8", "surrogateescape"))
    return {year: found.hexdigest() for year, found in used.items()}


def _digest_at(edition: Edition, path: str) -> str:
    try:
        return sha256(edition.project.tree.read(path)).hexdigest()
    except (OSError, KeyError):
        return ""


def _history(edition: Edition, year: int) -> str:
    if not shows_history(edition.corpus, edition.audience):
        return ""
    try:
        found = _history_digests(edition)
    except HistoryUnavailable as unavailable:
        return str(unavailable)
    return found.get(str(year), found[str(_SHARED)])


@per_edition
def _history_digests(edition: Edition) -> Mapping[str, str]:
    """What decides the history of each year, by a line that is known by its last commit."""
    history, masks = edition.commit_history, edition.corpus.masks
    told = [(record.id, record.file, record.fields) for record in masks.redactions]
    decides = ["histories of years", history.tip, repr(told), repr(masks.names), repr(sorted(history.cut))]
    found: Mapping[str, str] = edition.store.derive(
        decides, lambda: dict(year_histories(edition).digests()), lambda: True
    )
    return found
