"""A tree of files becomes a corpus of records, with every problem of every file.

Whoever judges or computes a present state asks `load`, which checks it as well. Reading alone is right for a state of
the past (today's rules do not judge it, and its figures were frozen as it was read), for the base of a proposal (only
the proposal is judged), and for a part of the data; `tests/test_layers.py` says who does so, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from operator import attrgetter
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.model.place import KINDS, FileKind
from generator.model.problem import Location, Problem
from generator.model.redaction import mask_fields
from generator.model.unit import Unit
from generator.read.declared import Declared, tell_undeclared
from generator.read.kept_readings import KeptReadings
from generator.read.layout import UNREADABLE, Due, find_collisions, sort_entries
from generator.read.names import NO_NAMES, Names, collect_names
from generator.read.record import Cache, FileReading, read_closely, read_record
from generator.read.text import check_size
from generator.read.tree import Tree, year_of
from generator.rules.corpus import Corpus, SchemeEdition
from generator.rules.scheme import Scheme

# What masks the other files, and what they refer to.
_NAMED_FIRST: tuple[FileKind, ...] = (
    "redaction",
    "unit",
    "scheme",
    "register",
)


_MANY = 100  # files among which it pays to make the expressions that read at a glance


def read_corpus(
    tree: Tree,
    cache: Cache | None = None,
    wanted: Callable[[str], bool] | None = None,
    readings: KeptReadings | None = None,
    names: Names | None = None,
) -> tuple[Corpus, list[Problem]]:
    """All records of `tree` and all problems met, in order of file and place.

    With `cache`, a file whose git blob was read before at the same path is not read again; with `wanted`, only files
    whose path it accepts are read; of a tree that is cut down to a year the others count as unread. What `readings`
    has of a file with the same bytes is not read again, and what is read is kept there. What the redactions that the
    tree knows of take out is masked in all that follows. `names` are those of all units and schemes where `tree` has
    not all of them.
    """
    entries = [entry for entry in tree.entries() if wanted is None or wanted(entry.path)]
    due, strays = sort_entries(entries)
    reader = _TreeReader(tree, cache, list(find_collisions([entry.path for entry in entries])))
    reader.closely = cache is None and len(due) < _MANY
    reader.readings = None if readings is None else readings.first
    reader.read_first(due)
    names = _collect_names(reader.records, reader.partial) if names is None else names
    reader.declared = Declared.of(reader.records["register"], entries)
    reader.problems.extend(tell_undeclared(due, reader.declared))
    if readings is not None:
        readings.begin(names, reader.declared.registers)
        reader.readings = readings
    for found in (one for one in due if one.kind not in (*_NAMED_FIRST, "signers")):
        reader.read(found, names)
    if strays:
        from generator.read.stray import Strays

        explained = Strays(tree, due, names)
        reader.problems.extend(problem for entry in strays for problem in explained.explain(entry))
        reader.partial.extend(explained.partial)
    if (cut := year_of(tree)) is not None:
        reader.unread.extend(cut.left_out)
    corpus, wrong = _assemble(reader)
    return corpus, sorted([*reader.problems, *wrong])


def names_in(tree: Tree) -> Names:
    """What the units and schemes of `tree` are called, and what is in them."""
    reader = _TreeReader(tree, None, [])
    reader.read_first(sort_entries(tree.entries())[0])
    return _collect_names(reader.records, reader.partial)


@dataclass()
class _TreeReader:
    """The files of a tree as they are read one after the other, and what came of them."""

    tree: Tree
    cache: Cache | None
    problems: list[Problem]
    records: dict[FileKind, list[Any]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    partial: list[Any] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    declared: Declared = field(default_factory=lambda: Declared({}))
    readings: KeptReadings | None = None
    closely: bool = False

    def __post_init__(self) -> None:
        self.masks = self.tree.masks

    def read_first(self, due: Sequence[Due]) -> None:
        """Reads what masks the other files, and what they refer to."""
        for kind in _NAMED_FIRST:
            for found in (one for one in due if one.kind == kind):
                self.read(found, NO_NAMES)
            if kind == "redaction":
                made = self.records[kind]
                self.masks = self.masks.with_others(made)
                made[:] = [mask_fields(record, self.masks.fields_of(record.origin.file)) for record in made]

    def read(self, found: Due, names: Names) -> None:
        """Reads one file."""
        reading = self._reading(found, names)
        self.problems.extend(reading.problems)
        if reading.record is not None:
            self.records[found.kind].append(reading.record)
        else:
            self.unread.append(found.entry.path)
            self.partial.append(reading.partial)

    def _reading(self, found: Due, names: Names) -> FileReading:
        entry = found.entry
        too_large = None if entry.size is None else check_size(entry.path, entry.size)
        if too_large:
            return FileReading(None, (too_large,))
        if self.cache is None or entry.blob is None:
            return self._read_bytes(found, names)
        key = self.declared.version(found.place, entry.path, entry.blob)
        reading = self.cache.get(key)
        if reading is None:
            reading = self.cache[key] = self._read_bytes(found, names, late=True)
        return reading

    def _read_bytes(self, found: Due, names: Names, late: bool = False) -> FileReading:
        path = found.entry.path
        try:
            data = self.tree.read(path)
        except OSError:
            return FileReading(None, (Problem(Location(path), *UNREADABLE),))
        masked = self.masks.fields_of(path)
        known = self.readings.find(path, data, masked) if self.readings is not None else None
        if known is not None:
            return known
        if self.closely:
            reading = read_closely(path, found.place, data, names, masked, self.declared.registers)
        else:
            reading = read_record(path, found.place, data, names, masked, self.declared.registers, late)
        if self.readings is not None:
            self.readings.keep(path, data, masked, reading)
        return reading


def _collect_names(records: dict[FileKind, list[Any]], partial: list[Any]) -> Names:
    """The names of all units and schemes, of those too that could be read in part only."""
    return collect_names(
        [*records["unit"], *(record for record in partial if isinstance(record, Unit))],
        [*records["scheme"], *(record for record in partial if isinstance(record, Scheme))],
    )


def _assemble(reader: _TreeReader) -> tuple[Corpus, list[Problem]]:
    records = reader.records
    amended, problems = _amend(records)
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
        registers=_by_key([found.latest for found in records["register"]], "id"),
        entries=tuple(records["entry"]),
        tallies=tuple(records["tally"]),
        publications=_by_key(records["publication"], "id"),
        chain=next(iter(records["chain"]), None),
        withdrawals=_by_key(records["withdrawal"], "publication"),
        corrections=_by_key(records["correction"], "id"),
        redactions=_by_key(records["redaction"], "id"),
        holidays=_by_key(records["holidays"], "year"),
        exemptions=next(iter(records["exceptions"]), None),
        mappings=_by_key(records["mapping"], "id"),
        index=next(iter(records["index"]), None),
        districts=_by_key(records["district"], "id"),
        counterparts=next(iter(records["counterparts"]), None),
        register=next(iter(records["committers"]), None),
        unread=frozenset(reader.unread),
        partial=tuple(part for part in reader.partial if part is not None),
        masks=reader.masks,
        amended=amended,
    )
    return corpus, problems


def _amend(records: dict[FileKind, list[Any]]) -> tuple[dict[int, tuple[SchemeEdition, ...]], list[Problem]]:
    """The schemes as amended, and what is wrong with amendments; most projects have none."""
    if not records["amendment"]:
        return {}, []
    from generator.read.amended_scheme import amend_schemes

    return amend_schemes(records["scheme"], records["amendment"])


def _by_key(records: list[Any], key: str) -> dict[Any, Any]:
    """The records in order of their key, which is not always that of their paths: `a-b.yml` comes before `a.yml`."""
    return {getattr(record, key): record for record in sorted(records, key=attrgetter(key))}
