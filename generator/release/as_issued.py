"""Reads what publications, corrections and withdrawals were issued with: by two questions to git for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from generator.git.git_tree import find_objects
from generator.git.objects import hash_object, read_objects, tree_entries
from generator.history.blob_records import read_versions, reading_of
from generator.model.act import Act
from generator.model.holidays import Holidays
from generator.model.lazy_dataclass import dataclass
from generator.model.place import SITE_FILE, folder_of, scheme_file
from generator.model.publication import Publication
from generator.model.unit import Site, Unit
from generator.read.record import Cache
from generator.read.tree import Tree
from generator.release.main_line import MainLine
from generator.rules.corpus import Corpus
from generator.rules.issued import Issued
from generator.rules.scheme import Scheme

_SITE, _UNITS, _HOLIDAYS = SITE_FILE, folder_of("unit"), folder_of("holidays")


@dataclass(frozen=True, slots=True)
class _Source:
    """An act, its year, and the commits it was issued with: the last decides, the others fill what it lacks."""

    line: str
    year: int
    commits: tuple[str, ...]


def read_issued(corpus: Corpus, tree: Tree, line: MainLine) -> dict[str, Issued]:
    """What each act of `corpus`, and of the main branch, was issued with, by its line in chain.yml.

    Left out is what no commit at hand tells: what is not on the main branch yet, or lies before a shallow clone; and
    the years of which nothing was read.
    """
    sources = [one for one in _sources(corpus, line) if scheme_file(one.year) not in corpus.unread]
    reader = _BlobReader(corpus, tree, line, sources)
    return {source.line: reader.issued(source) for source in sources if reader.knows(source.commits[-1])}


def _sources(corpus: Corpus, line: MainLine) -> Iterator[_Source]:
    ledger = line.ledger
    merged = {name: entry.record for name, entry in ledger.publications.items() if entry.record is not None}
    publications: dict[str, Publication] = {**merged, **corpus.publications}
    for name, record in publications.items():
        entry = ledger.publications.get(name)
        # Days off that the frozen commit did not know were known to the one that brought the record.
        later = (entry.recorded,) if entry is not None and entry.recorded not in ledger.cut else ()
        yield _Source(Act("publish", name).line, record.year, (*later, record.commit))
    for name, withdrawn in ledger.withdrawals.items():
        if name in publications and withdrawn.recorded not in ledger.cut:
            yield _Source(Act("withdraw", name).line, publications[name].year, (withdrawn.recorded,))
    for name, made in ledger.corrections.items():
        publication = publications.get(made.record.publication) if made.record is not None else None
        if publication is not None and made.recorded not in ledger.cut:
            yield _Source(Act("correct", name).line, publication.year, (made.recorded,))


class _BlobReader:
    """Records of several commits, of which only those are read that differ from what lies there now."""

    def __init__(self, corpus: Corpus, tree: Tree, line: MainLine, sources: Collection[_Source]) -> None:
        self._line, self._tree = line, tree
        self._now = _records_by_path(corpus)
        self._same: dict[str, str] = {}
        self._cache: Cache = {}
        years = {(commit, source.year) for source in sources for commit in source.commits}
        self._files = self._list(years)
        blobs = {(path, blob) for files in self._files.values() for path, blob in files.items()}
        read_versions(line.repository, sorted(found for found in blobs if not self._is_now(*found)), self._cache)

    def knows(self, commit: str) -> bool:
        """Whether the repository has the files of a commit."""
        return bool(self._files.get(commit))

    def issued(self, source: _Source) -> Issued:
        """What one act was issued with."""
        commit = source.commits[-1]
        records = {path: self._record(path, blob) for path, blob in self._files[commit].items()}
        days = [self._record(path, blob) for each in source.commits for path, blob in self._days_off(each)]
        scheme, site = records.get(scheme_file(source.year)), records.get(_SITE)
        return Issued(
            scheme if isinstance(scheme, Scheme) else None,
            site if isinstance(site, Site) else None,
            {found.year: found for found in days if isinstance(found, Holidays)},
            {found.id: found for found in records.values() if isinstance(found, Unit)},
        )

    def _days_off(self, commit: str) -> Iterator[tuple[str, str]]:
        files = self._files.get(commit, {})
        return ((path, blob) for path, blob in files.items() if path.startswith(f"{_HOLIDAYS}/"))

    def _list(self, years: Collection[tuple[str, int]]) -> dict[str, dict[str, str]]:
        """The blobs of the files that are looked at, by commit and path; folders that stay the same are read once."""
        repository = self._line.repository
        single = {(commit, path) for commit, year in years for path in (scheme_file(year), _SITE)}
        folders = {(commit, path) for commit, _ in years for path in (_UNITS, _HOLIDAYS)}
        found = find_objects(repository, sorted(single | folders))
        trees = sorted({found[place] for place in folders if place in found})
        listed = {
            each.id: list(tree_entries(each.data, len(each.id) // 2)) for each in read_objects(repository, trees)
        }
        files: dict[str, dict[str, str]] = {}
        for (commit, path), name in sorted(found.items()):
            inside = {f"{path}/{entry}": blob for mode, entry, blob in listed.get(name, ()) if mode.startswith("100")}
            files.setdefault(commit, {}).update(inside if (commit, path) in folders else {path: name})
        return files

    def _is_now(self, path: str, blob: str) -> bool:
        """Whether a version is what the records at hand were read from."""
        if path not in self._now:
            return False
        if path not in self._same:
            self._same[path] = hash_object("blob", self._tree.read(path), len(blob))
        return self._same[path] == blob

    def _record(self, path: str, blob: str) -> object | None:
        return self._now[path] if self._is_now(path, blob) else reading_of(self._cache, path, blob)


def _records_by_path(corpus: Corpus) -> Mapping[str, Any]:
    found: dict[str, Any] = {scheme_file(year): scheme for year, scheme in corpus.schemes.items()}
    found |= {f"{_HOLIDAYS}/{year}.yml": days for year, days in corpus.holidays.items()}
    found |= {f"{_UNITS}/{name}.yml": unit for name, unit in corpus.units.items()}
    return found if corpus.site is None else found | {_SITE: corpus.site}
