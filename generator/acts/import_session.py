"""An import while it goes on: the files that are read, the data that they go into, and the answers so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.load.project import load
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.read.kept_readings import KeptReadings
from generator.read.tree import Tree
from generator.release.main_line import MainLine, open_main_line
from generator.rules.corpus import Corpus
from generator.sheets.raw_sheet import RawBook, SheetFault

if TYPE_CHECKING:
    from generator.acts.record_source import RecordSource

Books = Sequence[tuple[str, RawBook | SheetFault]]
Waiting = Sequence[tuple[Deduction | Appraisal, str]]


@dataclass(frozen=True, slots=True)
class ImportingOffice:
    """What an office imports: records of these `items` of each year; it compares rows with those that it `keeps`."""

    id: str
    leads: bool
    items: Mapping[int, Set[str]]
    keeps: Callable[[Deduction], bool]


@dataclass()
class ImportSession:
    """Files that are opened once, and the data that they are imported into; answers are added from round to round.

    With an `office`, nothing of what is another's is offered, compared with or written. `taken` are paths that new
    records must not have, `waiting` records of its proposals that are not merged yet, with what each is in.
    """

    root: Path
    tree: Tree
    corpus: Corpus
    books: Books
    answers: dict[str, str] = field(default_factory=dict)
    source: RecordSource | None = None
    office: ImportingOffice | None = None
    taken: Collection[str] = ()
    waiting: Waiting = ()
    readings: KeptReadings = field(default_factory=KeptReadings)

    @cached_property
    def line(self) -> MainLine | None:
        """The main branch beside which the data are checked."""
        return self.source.line if self.source is not None else open_main_line(self.root)

    @cached_property
    def known_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the data already."""
        return self.source.problems if self.source is not None else load(self.tree, line=self.line).problems

    @cached_property
    def readable(self) -> Corpus:
        """The data as far as whoever imports may know them."""
        office = self.office
        if office is None or office.leads:
            return self.corpus
        own = frozenset(item for items in office.items.values() for item in items)
        return replace(
            self.corpus,
            deductions=tuple(one for one in self.corpus.deductions if office.keeps(one)),
            appraisals=(),
            mappings={name: one for name, one in self.corpus.mappings.items() if one.items() <= own},
        )

    @property
    def sample(self) -> bool:
        """Whether what is written is a sample: in a demonstration, everything is."""
        return self.corpus.site is not None and self.corpus.site.demo
