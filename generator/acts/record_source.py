"""The data that entries are made upon, and what is offered from them: units, items, standards, records by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.git.branch import find_main
from generator.git.git_tree import GitTree
from generator.git.masks import disk_tree
from generator.git.repository import open_repository
from generator.git.revision import resolve_revision
from generator.kept.kept_store import open_store
from generator.load.project import load
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.model.unit import Unit
from generator.read.finder import Found, find_called
from generator.read.pinyin import syllables_of
from generator.read.quantity import find_measure
from generator.read.spelling import spell_id
from generator.read.tree import Tree, YearTree
from generator.release.main_line import MainLine, line_of_disk, open_main_line
from generator.rules.corpus import Corpus
from generator.rules.figure_use import is_computed
from generator.rules.item import Item
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord

MAIN = "main"


@dataclass(frozen=True, slots=True)
class RecordSource:
    """A state of the data: the files as they lie in `root` (`commit` is empty), or those of a commit.

    `problems` are those that it has already. Reading it costs as much as a check; whoever answers many requests on
    one commit keeps it.
    """

    root: Path
    commit: str
    tree: Tree
    line: MainLine | None
    corpus: Corpus
    problems: tuple[Problem, ...]

    def scheme_on(self, year: int, day: date | None = None) -> Scheme | None:
        """The scheme of `year`, as amended by `day`."""
        return self.corpus.schemes.get(year) if day is None else self.corpus.scheme_on(year, day)


@dataclass(frozen=True, slots=True)
class StandardOffer:
    """A standard to choose from: its wording, the points of one record in words, and as numbers.

    `measure` is what it counts (件), empty where it counts nothing; `levels` the points of each level.
    """

    id: str
    text: str
    points: str
    least: Decimal
    most: Decimal
    measure: str
    levels: Mapping[str, Decimal]


def open_source(root: Path, base: str = "", year: int | None = None) -> RecordSource:
    """The files as they lie in `root`, or, for `base`, those of the main branch (`main`) or another branch or commit.

    With `year`, all that is asked is of that year: what no figure of it follows from is not read. Raises UserError
    where there is no such version.
    """
    if not base:
        store = open_store(root)
        tree: Tree = disk_tree(root, store=store)
        line = open_main_line(root, masks=tree.masks, store=store)
        tree = tree if year is None else YearTree(tree, year)
        found = load(tree, line=line)
        return RecordSource(root, "", tree, line, found.corpus, found.problems)
    repository = open_repository(root)
    commit = find_main(repository).tip if base == MAIN else resolve_revision(repository, base)
    main = line_of_disk(repository)
    line = replace(main, fork=main.tip, fork_lines=main.ledger.lines, joined=True)
    tree = GitTree(repository, commit)
    tree = tree if year is None else YearTree(tree, year)
    found = load(tree, line=line)
    return RecordSource(root, commit, tree, line, found.corpus, found.problems)


def unit_names(units: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    """What each unit is called, the short name first."""
    return {unit.id: (unit.short_name, unit.name, *unit.aliases) for unit in units}


def find_units(source: RecordSource, written: str, year: int | None = None) -> Found:
    """The units that `written` may mean: by id, name, short name, alias, pinyin; those assessed in `year` alone."""
    units = [unit for unit in source.corpus.units.values() if year is None or unit.assessed_in(year)]
    return find_called(written, unit_names(units))


def find_items(source: RecordSource, written: str, year: int) -> Found:
    """The items of the scheme of `year` that `written` may mean: by id, name or pinyin."""
    scheme = source.corpus.schemes.get(year)
    return find_called(written, {item.id: (item.name,) for item in scheme.items.values()} if scheme else {})


def find_records(source: RecordSource, written: str) -> tuple[Deduction, ...]:
    """The records of a path, an id, `item/id`, or of a unit that `written` means, the latest first."""
    records = source.corpus.deductions
    named = [record for record in records if written in (record.path, f"{record.item}/{record.id}", record.id)]
    if not named and (unit := find_units(source, written).meant):
        named = [record for record in records if record.unit == unit]
    return tuple(sorted(named, key=lambda record: (record.date, record.path), reverse=True))


def find_item(source: RecordSource, year: int, item: str, day: date | None = None) -> Item | None:
    """An item of the scheme of `year`, as amended by `day`."""
    scheme = source.scheme_on(year, day)
    return scheme.items.get(item) if scheme is not None else None


def offer_standards(source: RecordSource, year: int, item: str, day: date | None = None) -> tuple[StandardOffer, ...]:
    """The standards of an item under which records are entered, as they are on `day`; none where there is no item."""
    found = find_item(source, year, item, day)
    return tuple(_offer(standard) for standard in found.standards if not is_computed(standard)) if found else ()


def ballot_parts(source: RecordSource, year: int, part: str) -> tuple[VotedPart, ...]:
    """The appraisals of the scheme of `year` whose ballots a record of `part` holds: one, where the part is known."""
    scheme = source.corpus.schemes.get(year)
    parts = scheme.appraisals if scheme is not None else ()
    return parts if len(parts) < 2 else tuple(found for found in parts if found.id == part)


def ballot_folder(source: RecordSource, year: int, part: str) -> str | None:
    """The part in whose folder an appraisal lies, empty where the scheme has one only; None where it must be said."""
    found = ballot_parts(source, year, part)
    scheme = source.corpus.schemes.get(year)
    several = scheme is not None and len(scheme.appraisals) > 1
    return "" if not several else found[0].id if found else None


def _offer(standard: StandardRecord) -> StandardOffer:
    measure = find_measure(standard.text)
    return StandardOffer(
        standard.id,
        standard.text,
        standard.range.words,
        standard.range.min,
        standard.range.max,
        measure.words[0] if measure is not None else "",
        dict(getattr(standard, "levels", {})),
    )


def propose_unit_id(source: RecordSource, fields: Mapping[str, str]) -> str:
    """An id for a unit that is not registered yet: the pinyin of its short name without what all names begin with."""
    name = fields.get("short_name") or fields.get("name", "")
    firsts = Counter(unit.short_name[:1] for unit in source.corpus.units.values())
    common, number = next(iter(firsts.most_common(1)), ("", 0))
    if number > 1 and len(name) > 2 and name.startswith(common):
        name = name[1:]
    made = spell_id(syllables_of(name))
    number, free = 2, made
    while free in source.corpus.units:
        free, number = f"{made}-{number}", number + 1
    return free
