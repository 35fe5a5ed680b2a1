"""What the data of one year are, and what all years share: digests by which something made of a year is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from generator.git.condition import inspect_repository
from generator.git.git_tree import find_objects
from generator.git.repository import HistoryUnavailable, open_repository
from generator.kept.kept_store import digest_of
from generator.load.edition import Edition, per_edition, whole_of
from generator.load.year_edition import linked_files
from generator.model.place import SIGNERS_FILE, find_place, lies_within_year
from generator.public.periods import shows_history
from generator.rules.issued import Issued

_SHARED = 0


def year_key(edition: Edition, year: int) -> str:
    """A digest of all data that the edition of `year` holds (`generator/load/year_edition.py`), but for its history.

    It does not say whose frame stands around them, nor the day of the newest record.
    """
    files, entered = _files(edition), edition.corpus.entered
    linked = [(path, _digest_at(edition, path)) for path in sorted(linked_files(edition))]
    days = [entered.get(record.path) for record in edition.corpus.deductions_of(year)]
    own = (files.get(of, "") for of in (_SHARED, year, year - 1))
    return digest_of([str(year), _shared(edition), *own, repr(linked), repr(days)])


def masks_said(edition: Edition) -> str:
    """What is masked in whatever is read."""
    masks = edition.corpus.masks
    return repr(([(record.id, record.file, record.fields) for record in masks.redactions], masks.names))


def history_key(edition: Edition, year: int) -> str:
    """What decides the history of `year`, as far as the audience sees it."""
    if not shows_history(edition.corpus, edition.audience):
        return ""
    try:
        found = _history_digests(edition)
    except HistoryUnavailable as unavailable:
        return str(unavailable)
    return found.get(str(year), found["0"])


@per_edition
def line_key(edition: Edition) -> tuple[str, ...]:
    """All that decides what is told of the whole history, beside records of years; empty where none of it is kept.

    That is where the audience is not told, where there is no history, and where commits are signed: whether a
    signature is good other programs judge.
    """
    if not (edition.store.is_there and shows_history(edition.corpus, edition.audience)):
        return ()
    try:
        history, repository = whole_of(edition).commit_history, open_repository(edition.root)
    except HistoryUnavailable:
        return ()
    if find_objects(repository, [(history.tip, SIGNERS_FILE)]):
        return ()
    told = repr((sorted(history.cut), inspect_repository(repository)))
    place = f"{history.tip}:{repository.prefix}"
    return (place, told, masks_said(edition), _shared(edition), _files(edition).get(_SHARED, ""))


def files_key(edition: Edition, paths: Iterable[str]) -> str:
    """A digest of the bytes of the files at `paths`."""
    return digest_of(f"{path} {_digest_at(edition, path)}" for path in sorted(paths))


@per_edition
def _history_digests(edition: Edition) -> Mapping[str, str]:
    """What decides the history of each year, by a line that is known by its last commit and by the project's folder.

    One repository may hold several projects.
    """
    history, prefix = whole_of(edition).commit_history, open_repository(edition.root).prefix
    decides = ["histories of years", f"{history.tip}:{prefix}", masks_said(edition), repr(sorted(history.cut))]
    found: Mapping[str, str] = edition.store.derive(decides, lambda: dict(whole_of(edition).year_histories.digests()))
    return found


@per_edition
def _shared(edition: Edition) -> str:
    """The digest of what all years share, beside files."""
    corpus = edition.corpus
    said = (
        edition.audience,
        [(found.year, found.quarter, found.draft) for found in edition.periods],
        corpus.as_of,
        sorted(corpus.recorded.items()),
        sorted(corpus.unread),
    )
    texts = (f"{path} {sha256(data).hexdigest()}" for path, data in sorted(edition.texts.items()))
    return digest_of([repr(said), masks_said(edition), *texts, *_issued(corpus.issued)])


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
    for entry in whole_of(edition).project.tree.entries():
        place = find_place(entry.path)
        year = place.year if place is not None and lies_within_year(place.kind) else _SHARED
        row = f"{entry.path}\0{entry.kind}\0{_digest_at(edition, entry.path) if entry.kind == 'file' else ''}\n"
        used.setdefault(year, sha256()).update(row.encode("utf-8", "surrogateescape"))
    return {year: found.hexdigest() for year, found in used.items()}


def _digest_at(edition: Edition, path: str) -> str:
    try:
        return sha256(whole_of(edition).project.tree.read(path)).hexdigest()
    except (OSError, KeyError):
        return ""
