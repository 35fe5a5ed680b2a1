"""The words on which published figures stand: they change with a correction that names them, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from generator.check.standing_words import (
    WordUse,
    is_renamed,
    scheme_words,
    unit_words,
    word_label,
)
from generator.git.git_tree import list_blobs
from generator.git.kept_trees import hold_trees
from generator.git.objects import hash_object
from generator.history.blob_records import read_versions, reading_of
from generator.model.act import Act
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS, folder_of, kind_at, scheme_file, unit_file
from generator.model.problem import Location, Problem
from generator.model.publication import CorrectedWords, Correction, Publication
from generator.model.redaction import mask_fields
from generator.public.audience import period_end
from generator.read.record import Cache, Version
from generator.read.shape import slots_of
from generator.read.tree import Tree
from generator.release.frozen_entries import changed_places
from generator.release.ledger import LedgerEntry
from generator.release.main_line import MainLine
from generator.rules.corpus import Corpus
from generator.rules.issued import Issued


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Places of one file that no longer say what they said when `publication` was frozen, or last corrected.

    `located` says of each where it is in the file.
    """

    publication: Publication
    path: str
    located: Mapping[str, Location]

    @property
    def places(self) -> tuple[str, ...]:
        """The places in order."""
        return tuple(self.located)


def check_words(corpus: Corpus, tree: Tree, line: MainLine) -> Iterator[Problem]:
    """KH630 for each place that was changed without a correction, said of the first publication that stands on it."""
    pending = [made for name, made in corpus.corrections.items() if name not in line.ledger.corrections]
    told: set[tuple[str, str]] = set()
    for found in changed_words(corpus, tree, line):
        for place, location in found.located.items():
            if (found.path, place) in told or _is_named(pending, found.path, place):
                continue
            told.add((found.path, place))
            label = word_label(found.path, place, corpus.registers)
            based = "公布过的" if kind_at(found.path) == "entry" else "所依据的"
            words = f"“{found.publication.title}”{based}{label}（{place}）在发布之后改动过"
            hint = f"请用 kaohe correct {found.publication.id} --reason 原因 写出更正；如属误改，请恢复原来的内容。"
            renamed = "改了名称的单位，把原来的名称写进 aliases（曾用名）就行，不用更正。"
            is_name = kind_at(found.path) == "unit"
            yield Problem(location, "KH630", words, (renamed if is_name else "") + hint)


def changed_words(corpus: Corpus, tree: Tree, line: MainLine) -> list[ChangedWords]:
    """What was changed since each standing publication, or since the last correction on main that names the file."""
    compared = [
        publication
        for publication in corpus.standing_publications
        if publication.commit in line.ledger.days and not line.is_ahead(publication.commit)
        if publication.year in corpus.schemes
    ]
    hold_trees(line.repository, (publication.commit for publication in compared))
    reader = _Reader(corpus, tree, line)
    return [changed for publication in compared for changed in reader.compare(publication)]


def unnamed_words(found: Sequence[ChangedWords], made: Sequence[Correction]) -> list[ChangedWords]:
    """Of the changed words those that none of the corrections `made` names."""
    left = []
    for changed in found:
        kept = {place: at for place, at in changed.located.items() if not _is_named(made, changed.path, place)}
        if kept:
            left.append(ChangedWords(changed.publication, changed.path, kept))
    return left


def _is_named(made: Sequence[Correction], path: str, place: str) -> bool:
    """Whether a correction names this place of a file, or one above it."""
    changed = CorrectedWords(path, place)
    return any(changed.is_within(words) for correction in made for words in correction.words)


def named_words(changed: Sequence[ChangedWords]) -> tuple[CorrectedWords, ...]:
    """The changed places as a correction names them, in order and each once."""
    places = sorted({(found.path, place) for found in changed for place in found.places})
    return tuple(CorrectedWords(path, place) for path, place in places)


class _Reader:
    """Compares files as they are with what they were at commits, of which each is listed and read once."""

    def __init__(self, corpus: Corpus, tree: Tree, line: MainLine) -> None:
        self._line = line
        self._corpus = corpus
        self._records = {record.path: record for record in corpus.deductions}
        self._entries = {entry.path: entry for entry in corpus.entries}
        length = len(line.tip)
        self._blobs = {
            entry.path: entry.blob or hash_object("blob", tree.read(entry.path), length)
            for entry in (tree.entries() if corpus.publications else ())
            if entry.path in self._records or entry.path in self._entries
        }
        # What commits hold never changes: it is known for as long as the repository is open.
        known = line.repository.known
        self._listed: dict[tuple[str, int], Mapping[str, str]] = known.setdefault("records listed", {})
        self._declared: dict[str, Mapping[str, str]] = known.setdefault("entries listed", {})
        self._cache: Cache = known.setdefault("records compared", {})
        self._named = self._last_named()
        self._masks: dict[str, list[str]] = {}
        for redaction in corpus.redactions.values():
            self._masks.setdefault(redaction.file, []).extend(redaction.fields)

    def _last_named(self) -> dict[str, LedgerEntry[Correction]]:
        """The last correction on the main branch that names a file, by the file's path."""
        found: dict[str, LedgerEntry[Correction]] = {}
        ledger = self._line.ledger
        for entry in sorted(ledger.corrections.values(), key=lambda entry: ledger.position.get(entry.recorded, -1)):
            if entry.record is not None:
                named = {*entry.record.records, *(words.file for words in entry.record.words)}
                found |= dict.fromkeys(named, entry)
        return found

    def compare(self, publication: Publication) -> Iterator[ChangedWords]:
        """What was changed of the deductions within the period of a publication, its scheme, its units' names, and
        of the entries of registers that it shows.
        """
        yield from self._compare_scheme(publication)
        yield from self._compare_units(publication)
        yield from self._compare_entries(publication)
        pairs = list(self._differing(publication))
        read_versions(self._line.repository, pairs, self._cache)
        until = period_end(publication)
        for path, blob in pairs:
            before = reading_of(self._cache, path, blob)
            if isinstance(before, Deduction) and before.date <= until:
                masks = self._masks.get(path, [])
                now = self._records[path]
                places = tuple(_differences(mask_fields(before, masks), mask_fields(now, masks)))
                if places:
                    located = {place: now.origin.place(place.partition("/")[0]) for place in places}
                    yield ChangedWords(publication, path, located)

    def _compare_scheme(self, publication: Publication) -> Iterator[ChangedWords]:
        path, now = scheme_file(publication.year), self._corpus.schemes[publication.year]
        known = self._issued(publication, path)
        before = None if known is None else known.scheme
        if before is None or before == now:
            return
        until = period_end(publication)
        used = {(r.item, r.standard) for r in self._corpus.deductions_of(publication.year) if r.date <= until}
        use = WordUse(publication.quarter is not None, publication.kind == "public-notice", used)
        words = {word.place: word for word in scheme_words(now, use)}
        located = {
            old.place: now.origin.place(*(words[old.place].keys if old.place in words else ()))
            for old in scheme_words(before, use)
            if old.place not in words or words[old.place].text != old.text
        }
        if located:
            yield ChangedWords(publication, path, located)

    def _compare_units(self, publication: Publication) -> Iterator[ChangedWords]:
        for name in publication.results:
            path, now = unit_file(name), self._corpus.units.get(name)
            known = self._issued(publication, path)
            before = None if known is None else known.units.get(name)
            if now is None or before is None or before == now:
                continue
            words = {word.place: word for word in unit_words(now)}
            located = {
                old.place: now.origin.place(*words[old.place].keys)
                for old in unit_words(before)
                if words[old.place].text != old.text and not is_renamed(before, now, old.place)
            }
            if located:
                yield ChangedWords(publication, path, located)

    def _compare_entries(self, publication: Publication) -> Iterator[ChangedWords]:
        """Entries of its year up to its last day; each read by its declaration at that commit."""
        found = list(self._differing_entries(publication)) if self._entries else []
        read_versions(self._line.repository, found, self._cache)
        until = period_end(publication)
        for version in found:
            reading = self._cache.get(version)
            before = None if reading is None else reading.record
            if not isinstance(before, Entry) or before.day.year != until.year or before.day > until:
                continue
            now = self._entries[before.path]
            located = {place: now.origin.place(*_steps_of(place)) for place in changed_places(before, now)}
            if located:
                yield ChangedWords(publication, before.path, located)

    def _differing_entries(self, publication: Publication) -> Iterator[Version]:
        position = self._line.ledger.position
        for path, now in self._entries.items():
            named, commit = self._named.get(path), publication.commit
            if named is not None and position[named.recorded] > position[commit]:
                commit = named.recorded
            there = self._registers_at(commit)
            known = there.get(path)
            if known is not None and known != self._blobs[path]:
                yield path, known, there.get(now.REGISTER.path, "")

    def _registers_at(self, commit: str) -> Mapping[str, str]:
        if commit not in self._declared:
            self._declared[commit] = list_blobs(self._line.repository, commit, folder_of("entry"))
        return self._declared[commit]

    def _issued(self, publication: Publication, path: str) -> Issued | None:
        """What a file stands on: the publication, or the correction that named it since."""
        act, named, position = Act("publish", publication.id), self._named.get(path), self._line.ledger.position
        if named is not None and position[named.recorded] > position[publication.commit]:
            act = Act("correct", named.id)
        return self._corpus.issued.get(act.line)

    def _differing(self, publication: Publication) -> Iterator[tuple[str, str]]:
        position = self._line.ledger.position
        for path, blob in sorted(self._list(publication.commit, publication.year).items()):
            if path not in self._blobs:
                continue
            named, known = self._named.get(path), blob
            if named is not None and position[named.recorded] > position[publication.commit]:
                known = self._list(named.recorded, publication.year).get(path, blob)
            if known != self._blobs[path]:
                yield path, known

    def _list(self, commit: str, year: int) -> Mapping[str, str]:
        if (commit, year) not in self._listed:
            folders = (folder_of(kind, year) for kind in POINTS)
            listed = [list_blobs(self._line.repository, commit, folder) for folder in folders]
            self._listed[commit, year] = {path: blob for found in listed for path, blob in found.items()}
        return self._listed[commit, year]


def _steps_of(place: str) -> Iterator[str | int]:
    return (int(step) if step.isdigit() else step for step in place.split("/"))


def _standing_slots() -> dict[str, Any]:
    return {slot.name: slot for slot in slots_of(Deduction) if any(marker.stands for marker in slot.markers)}


def _differences(before: Deduction, now: Deduction) -> Iterator[str]:
    """The places on which a published figure stands and that differ; a piece of evidence may be added to others."""
    for name, slot in _standing_slots().items():
        old, new = getattr(before, slot.attribute), getattr(now, slot.attribute)
        if isinstance(old, tuple):
            yield from _lost_rows(name, old, new)
        elif old != new:
            yield name


def _lost_rows(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[str]:
    """The rows that are no longer there as they were; of one changed in its place, what of it was changed."""
    left = Counter(new)
    for number, row in enumerate(old):
        if left[row]:
            left[row] -= 1
        elif number < len(new) and new[number] not in old and is_dataclass(row) and not isinstance(row, type):
            parts = [part.name for part in fields(row) if getattr(row, part.name) != getattr(new[number], part.name)]
            yield from (f"{name}/{number}/{part}" for part in parts)
        else:
            yield f"{name}/{number}"
