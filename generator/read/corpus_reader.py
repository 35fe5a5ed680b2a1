"""A tree of files becomes a corpus of records, with every problem of every file.

Whoever judges or computes a present state asks `load`, which checks it as well. Reading alone is right for a state of
the past (today's rules do not judge it, and its figures were frozen as it was read), for the base of a proposal (only
the proposal is judged), and for a part of the data; `tests/test_layers.py` says who does so, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from generator.model.place import FileKind
from generator.model.problem import Location, Problem
from generator.model.redaction import Masks, mask_fields
from generator.model.unit import Unit
from generator.read.amended_scheme import amend_schemes
from generator.read.layout import UNREADABLE, Due, sort_entries
from generator.read.names import NO_NAMES, Names, collect_names
from generator.read.record import RECORDS, Cache, FileReading, read_record
from generator.read.stray import Strays, find_collisions
from generator.read.text import check_size
from generator.read.tree import Tree
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

# What masks the other files, and what they refer to.
_NAMED_FIRST: tuple[FileKind, ...] = (
    "redaction",
    "unit",
    "scheme",
)


def read_corpus(
    tree: Tree, cache: Cache | None = None, wanted: Callable[[str], bool] | None = None
) -> tuple[Corpus, list[Problem]]:
    """All records of `tree` and all problems met, in order of file and place.

    With `cache`, a file whose git blob was read before at the same path is not read again; with `wanted`, only files
    whose path it accepts are read. What the redactions that the tree knows of take out is masked in all that follows.
    """
    entries = [entry for entry in tree.entries() if wanted is None or wanted(entry.path)]
    due, strays = sort_entries(entries)
    problems = list(find_collisions([entry.path for entry in entries]))
    records: dict[FileKind, list[Any]] = {kind: [] for kind in RECORDS}
    partial: list[Any] = []
    unread = []
    masks = tree.masks

    def read(found: Due, names: Names) -> None:
        reading = _read_due(tree, found, cache, names, masks)
        problems.extend(reading.problems)
        if reading.record is not None:
            records[found.kind].append(reading.record)
        else:
            unread.append(found.entry.path)
            partial.append(reading.partial)

    for kind in _NAMED_FIRST:
        for found in (one for one in due if one.kind == kind):
            read(found, NO_NAMES)
        if kind == "redaction":
            masks = masks.with_others(records[kind])
            records[kind] = [mask_fields(record, masks.fields_of(record.origin.file)) for record in records[kind]]
    names = _collect_names(records, partial)
    for found in (one for one in due if one.kind not in (*_NAMED_FIRST, "signers")):
        read(found, names)
    if strays:
        explained = Strays(tree, due, names)
        problems.extend(problem for entry in strays for problem in explained.explain(entry))
        partial.extend(explained.partial)
    corpus, wrong = _assemble(records, frozenset(unread), tuple(part for part in partial if part is not None), masks)
    return corpus, sorted([*problems, *wrong])


def _collect_names(records: dict[FileKind, list[Any]], partial: list[Any]) -> Names:
    """The names of all units and schemes, of those too that could be read in part only."""
    return collect_names(
        [*records["unit"], *(record for record in partial if isinstance(record, Unit))],
        [*records["scheme"], *(record for record in partial if isinstance(record, Scheme))],
    )


def _read_due(tree: Tree, found: Due, cache: Cache | None, names: Names, masks: Masks) -> FileReading:
    entry = found.entry
    too_large = None if entry.size is None else check_size(entry.path, entry.size)
    if too_large:
        return FileReading(None, (too_large,))
    if cache is None or entry.blob is None:
        return _read_bytes(tree, found, names, masks)
    key = (entry.path, entry.blob)
    reading = cache.get(key)
    if reading is None:
        reading = cache[key] = _read_bytes(tree, found, names, masks)
    return reading


def _read_bytes(tree: Tree, found: Due, names: Names, masks: Masks) -> FileReading:
    path = found.entry.path
    try:
        data = tree.read(path)
    except OSError:
        return FileReading(None, (Problem(Location(path), *UNREADABLE),))
    return read_record(path, found.place, data, names, masks.fields_of(path))


def _assemble(
    records: dict[FileKind, list[Any]], unread: frozenset[str], partial: tuple[Any, ...], masks: Masks
) -> tuple[Corpus, list[Problem]]:
    amended, problems = amend_schemes(records["scheme"], records["amendment"])
    corpus = Corpus(
        site=next(iter(records["site"]), None),
        schemes=_by_key(records["scheme"], "year"),
        units=_by_key(records["unit"], "id"),
        deductions=(*records["bonus"], *records["deduction"]),
        appraisals=tuple(records["appraisal"]),
        measures=tuple(records["measure"]),
        imports=tuple(records["import"]),
        inapplicable=_by_key(records["applies"], "year"),
        amendments=tuple(records["amendment"]),
        publications=_by_key(records["publication"], "id"),
        chain=next(iter(records["chain"]), None),
        withdrawals=_by_key(records["withdrawal"], "publication"),
        corrections=_by_key(records["correction"], "id"),
        redactions=_by_key(records["redaction"], "id"),
        holidays=_by_key(records["holidays"], "year"),
        exemptions=next(iter(records["exceptions"]), None),
        mappings=_by_key(records["mapping"], "id"),
        register=next(iter(records["committers"]), None),
        unread=unread,
        partial=partial,
        masks=masks,
        amended=amended,
    )
    return corpus, problems


def _by_key(records: list[Any], key: str) -> dict[Any, Any]:
    """The records in order of their key, which is not always that of their paths: `a-b.yml` comes before `a.yml`."""
    return {getattr(record, key): record for record in sorted(records, key=attrgetter(key))}
