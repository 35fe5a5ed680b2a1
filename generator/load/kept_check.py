"""A check of the data, year by year: what was said of years that nobody touched is kept, and their files stay unread.

Years are read one after the other, and let go. What is kept of a year follows from its files and from those that all
years' rules ask; what rules ask beyond, each says for itself (`generator/check/rule_reach.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from generator.check.rule_reach import GatheredRule, NamingRule
from generator.check.rules import REACHES
from generator.check.year_by_year import (
    CLEAN,
    LINK_RULES,
    NO_RECORDS,
    YEAR_RULES,
    Added,
    judge,
    say_again,
    say_of_links,
    tied_years,
    without,
)
from generator.kept.kept_store import KeptStore
from generator.load.looked_files import FRAME, REST, LookedFiles, Part, say_told
from generator.load.problem_rows import pack_added, pack_problems, unpack_added, unpack_problems
from generator.load.year_verdicts import SharedVerdict, YearVerdict, derive
from generator.model.exemption import Exemptions
from generator.model.holidays import Holidays
from generator.model.place import ACT_KINDS, INDEX_FILE, POINTS, find_place, folder_of
from generator.model.problem import Problem
from generator.model.unit import Site, Unit
from generator.model.unread import Unread, where_read
from generator.model.year_folder import UNCLEAR, yearly_of
from generator.read.corpus_reader import names_in, read_corpus
from generator.read.frame_readings import FrameReadings
from generator.read.names import LateNames, Names
from generator.read.tree import Tree
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

SHARED: tuple[Part, ...] = (FRAME, REST)
May = Callable[[], bool]
_HANGING = (INDEX_FILE, *(f"{folder_of(kind)}/" for kind in ACT_KINDS))
_SHARED_TYPES = (Site, Unit, Scheme, Holidays, Exemptions)  # what is read beside the records of a year


class KeptCheck:
    """The check of the data that lie where `looked` found them; `store` has what earlier checks said."""

    def __init__(self, looked: LookedFiles, store: KeptStore) -> None:
        self._looked = looked
        self._store = store
        self._readings = FrameReadings()

    @property
    def is_whole(self) -> bool:
        """Whether the data must be checked as one: an index, acts, which hang together with everything, files that
        lie among the years and in none. Paths tell it; nothing is read for it.
        """
        return UNCLEAR in self._looked.parts or any(path.startswith(_HANGING) for path in self._looked.paths(REST))

    @cached_property
    def shared(self) -> SharedVerdict:
        """What was said of what lies in no year."""
        found: SharedVerdict = derive(
            lambda make: self._keep(["shared"], SHARED, make), SharedVerdict, lambda: SharedVerdict.of(*self._shared)
        )
        return found

    @cached_property
    def years(self) -> dict[int, YearVerdict]:
        """What was said of each year."""
        return {year: self._year(year) for year in self._looked.years}

    @cached_property
    def unread(self) -> list[str]:
        """The files of all years that could not be read, and those of none."""
        return [*self.shared.unread, *(path for found in self.years.values() for path in found.unread)]

    def problems(self) -> list[Problem]:
        """Every problem of the data, as `load_data` has them, in order."""
        found = [*self.shared.read, *(problem for year in self.years.values() for problem in year.read)]
        silent = CLEAN if self.unread else set()
        for name, problems in self.shared.found.items():
            if name not in silent:
                added = self._of_years(name) if name in YEAR_RULES else self._of_links(name)
                found += without([*problems, *(p for more, _ in added for p in more)], _gone(added))
        for rule in REACHES:
            if isinstance(rule, GatheredRule):
                found += self._of_gathered(rule.check.__name__)
            elif isinstance(rule, NamingRule):
                found += self._of_named(rule)
        return sorted(found)

    def beside(self, paths: Sequence[str] = ()) -> Corpus:
        """What lies in no year, with the records of years at `paths`; without what could be read in part only."""
        return _join(self._shared[0], self._read_named(paths)) if paths else self._shared[0]

    def keep(
        self, said: Iterable[str], make: Callable[[], Any], named: Sequence[str] = (), may: May = lambda: True
    ) -> Any:
        """What `make` gives of what lies in no year and of the files `named`, or gave before, if it `may` be kept."""
        told = [say_told(path, self._looked.tell(path)) for path in named]
        return self._keep([*said, repr(told)], SHARED, make, self._years_of(named), may)

    def _keep(
        self,
        said: Iterable[str],
        of: Sequence[Part],
        make: Callable[[], Any],
        also: Iterable[Part] = (),
        may: May = lambda: True,
    ) -> Any:
        """What `make` gives of these parts of the data, or gave before. What it reads `also` is in what is `said`."""
        known = ["check", str(self._looked.root), self._looked.digest(of), *said]
        return self._store.derive(known, make, lambda: self._looked.is_settled([*of, *also]) and may())

    def _keep_problems(
        self, said: Iterable[str], of: Sequence[Part], make: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        return unpack_problems(self._keep(said, of, lambda: pack_problems(make())))

    def _keep_added(self, said: Iterable[str], of: Sequence[Part], make: Callable[[], Added]) -> Added:
        return unpack_added(self._keep(said, of, lambda: pack_added(make())))

    @cached_property
    def _shared(self) -> tuple[Corpus, list[Problem]]:
        """What lies in no year, as it is read."""
        return self._read(self._looked.tree(SHARED))

    @cached_property
    def _names(self) -> Names:
        """What is called by name in all units and schemes, which are read for it where there is a slip."""
        return LateNames(lambda: names_in(self._looked.tree([FRAME])))

    def _read(self, tree: Tree, names: Names | None = None) -> tuple[Corpus, list[Problem]]:
        return read_corpus(tree, readings=self._readings, names=names)

    def _year(self, year: int) -> YearVerdict:
        unread = self.shared.unread
        found: YearVerdict = derive(
            lambda make: self._keep(["year", str(year), repr(unread)], [FRAME, year], make),
            YearVerdict,
            lambda: YearVerdict.of(*self._read_years([year]), unread),
        )
        return found

    def _read_years(self, years: Sequence[int]) -> tuple[Corpus, list[Problem]]:
        """The records of years with what their rules ask for beside; of problems those of the records alone."""
        tree = self._looked.tree([FRAME, *years], schemes=years)
        corpus, problems = self._read(tree, self._names)
        return corpus, [problem for problem in problems if yearly_of(f"{problem.place.file}/") is not None]

    def _beside(self, years: Sequence[int]) -> Corpus:
        """All that lies in no year, and the records of these years, those that could be read in part among them."""
        return _join(self._shared[0], self._read_years(years)[0]).with_partial()

    def _of_years(self, name: str) -> list[Added]:
        """What a year rule says of all years: of each, or of those together that are tied."""
        groups = self._tied(name)
        together = {year for group in groups for year in group}
        alone = [found.found.problems for year, found in self.years.items() if year not in together]
        found = [problems[name] for problems in alone if name in problems]
        return found + [self._say_together(name, group) for group in groups]

    def _say_together(self, name: str, group: list[int]) -> Added:
        unread = self.shared.unread

        def say() -> Added:
            corpus = self._read_years(group)[0]
            return say_again(name, replace(corpus, unread=corpus.unread | set(unread)).with_partial())

        return self._keep_added([name, repr(group), repr(unread)], [FRAME, *group], say)

    def _tied(self, name: str) -> list[list[int]]:
        ties = {year: found.found.ties[name] for year, found in self.years.items() if name in found.found.ties}
        return tied_years(ties)

    def _of_links(self, name: str) -> list[Added]:
        """What a link rule says of all years: where it says nothing, that follows from its facts alone."""
        if name not in LINK_RULES:
            return []
        groups = self._tied(name)
        together = {year for group in groups for year in group}
        found: list[Added] = []
        for group in [*groups, *([year] for year in self.years if year not in together)]:
            facts = [self.years[year].found.facts[name] for year in group]
            if any(fact is None or fact for fact in facts):
                found.append(self._say_of_links(name, group, facts))
        return found

    def _say_of_links(self, name: str, group: list[int], facts: list[Any]) -> Added:
        """What it says of years with these facts. Facts do not tell places, so they stand for nothing said."""
        made: list[Added] = []

        def say() -> Added:
            if not made:
                made.append(say_of_links(name, self._beside(group)))
            return made[0]

        shared = [name, repr(self.unread)]
        if self._keep([*shared, "silent", repr(facts)], SHARED, lambda: not any(say()), group):
            return [], []
        return self._keep_added([*shared, repr(group)], [*SHARED, *group], say)

    def _of_gathered(self, name: str) -> list[Problem]:
        gathered = [self.shared.gathered[name], *(found.found.gathered[name] for found in self.years.values())]
        return self._keep_problems(
            [name, repr(gathered)], SHARED, lambda: judge(name, self._shared[0].with_partial(), gathered)
        )

    def _of_named(self, rule: NamingRule) -> list[Problem]:
        """What a naming rule says: beside the records that are named, or beside all."""
        name = rule.check.__name__
        named = self._keep(["names", name], SHARED, lambda: _names_of(rule, self._shared[0].with_partial()))
        paths = None if named is None or (rule.whole and self.unread) else self._find(named, rule.whole)
        if paths is None:
            years = self._looked.years
            return self._keep_problems(
                [name], [*SHARED, *years], lambda: list(where_read(rule.check)(self._beside(years)))
            )

        def say() -> list[list[Any]]:
            return pack_problems(where_read(rule.check)(self.beside(paths).with_partial()))

        return unpack_problems(self.keep([name], say, paths))

    def _find(self, named: Iterable[str], is_all: bool) -> list[str] | None:
        """The files of years that are `named`, by path or id; None where `is_all` and one is not there."""
        found: list[str] = []
        for name in named:
            paths = [name] if "/" in name else self._by_id.get(name, [])
            if is_all and not (paths and all(self._looked.tell(path) and find_place(path) for path in paths)):
                return None
            found += [path for path in paths if yearly_of(path) and self._looked.tell(path)]
        return sorted(set(found))

    @cached_property
    def _by_id(self) -> dict[str, list[str]]:
        """The paths of records of points by their ids."""
        folders = tuple(f"{folder_of(kind)}/" for kind in POINTS)
        found: dict[str, list[str]] = {}
        for year in self._looked.years:
            for path in self._looked.paths(year):
                if path.startswith(folders):
                    found.setdefault(path.rpartition("/")[2].removesuffix(".yml"), []).append(path)
        return found

    def _read_named(self, paths: Sequence[str]) -> Corpus:
        return self._read(self._looked.pick(paths), self._names)[0]

    def _years_of(self, paths: Iterable[str]) -> list[Part]:
        return sorted({year for path in paths if (year := yearly_of(path))})


def _gone(added: Iterable[Added]) -> list[Problem]:
    return [problem for _, gone in added for problem in gone]


def _names_of(rule: NamingRule, corpus: Corpus) -> list[str] | None:
    """The names, sorted; None where some could not be read."""
    try:
        return sorted(rule.named(corpus))
    except Unread:
        return None


def _join(shared: Corpus, other: Corpus) -> Corpus:
    """What lies in no year, and the records of years in `other`."""
    records = {name: getattr(other, name) for name in NO_RECORDS}
    partial = tuple(part for part in other.partial if not isinstance(part, _SHARED_TYPES))
    return replace(shared, **records, unread=shared.unread | other.unread, partial=(*shared.partial, *partial))
