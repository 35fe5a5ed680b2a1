"""A tree of files becomes a corpus of records, with every problem of every file."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from generator.model.corpus import Corpus
from generator.model.problem import Place, Problem
from generator.model.scheme import Scheme
from generator.model.unit import Unit
from generator.read.layout import UNREADABLE, Due, FileKind, sort_entries
from generator.read.names import NO_NAMES, Names, collect_names
from generator.read.record import RECORDS, Cache, Reading, read_record
from generator.read.text import check_size
from generator.read.tree import Tree

_NAMED_FIRST = ("unit", "scheme")  # what the other files refer to


def read_corpus(
    tree: Tree, cache: Cache | None = None, wanted: Callable[[str], bool] | None = None
) -> tuple[Corpus, list[Problem]]:
    """All records of `tree` and all problems met, in order of file and place.

    With `cache`, a file whose git blob was read before at the same path is not read again.
    With `wanted`, only the files whose path it accepts are read.
    """
    due, problems = sort_entries([entry for entry in tree.entries() if wanted is None or wanted(entry.path)])
    records: dict[FileKind, list[Any]] = {kind: [] for kind in RECORDS}
    partial: list[Any] = []
    names = NO_NAMES
    unread = []
    for found in sorted(due, key=lambda found: found.kind not in _NAMED_FIRST):
        if found.kind == "signers":
            continue
        if names is NO_NAMES and found.kind not in _NAMED_FIRST:
            names = collect_names(
                [*records["unit"], *(record for record in partial if isinstance(record, Unit))],
                [*records["scheme"], *(record for record in partial if isinstance(record, Scheme))],
            )
        reading = _read_due(tree, found, cache, names)
        problems.extend(reading.problems)
        if reading.record is not None:
            records[found.kind].append(reading.record)
            continue
        unread.append(found.entry.path)
        if reading.partial is not None:
            partial.append(reading.partial)
    return _assemble(records, frozenset(unread), tuple(partial)), sorted(problems)


def _read_due(tree: Tree, found: Due, cache: Cache | None, names: Names) -> Reading:
    entry = found.entry
    too_large = None if entry.size is None else check_size(entry.path, entry.size)
    if too_large:
        return Reading(None, (too_large,))
    if cache is None or entry.blob is None:
        return _read_bytes(tree, found, names)
    key = (entry.path, entry.blob)
    reading = cache.get(key)
    if reading is None:
        reading = cache[key] = _read_bytes(tree, found, names)
    return reading


def _read_bytes(tree: Tree, found: Due, names: Names) -> Reading:
    path = found.entry.path
    try:
        data = tree.read(path)
    except OSError:
        return Reading(None, (Problem(Place(path), *UNREADABLE),))
    return read_record(path, found.kind, found.ids, data, names)


def _assemble(records: dict[FileKind, list[Any]], unread: frozenset[str], partial: tuple[Any, ...]) -> Corpus:
    return Corpus(
        site=next(iter(records["site"]), None),
        schemes=_by_key(records["scheme"], "year"),
        units=_by_key(records["unit"], "id"),
        deductions=tuple(records["deduction"]),
        appraisals=tuple(records["appraisal"]),
        publications=_by_key(records["publication"], "id"),
        chain=next(iter(records["chain"]), None),
        withdrawals=_by_key(records["withdrawal"], "publication"),
        corrections=_by_key(records["correction"], "id"),
        redactions=_by_key(records["redaction"], "id"),
        holidays=_by_key(records["holidays"], "year"),
        register=next(iter(records["committers"]), None),
        unread=unread,
        partial=partial,
    )


def _by_key(records: list[Any], key: str) -> dict[Any, Any]:
    """The records in order of their key, which is not always that of their paths: `a-b.yml` comes before `a.yml`."""
    return {getattr(record, key): record for record in sorted(records, key=attrgetter(key))}
