"""What reading and checking said of what all years share, and of each year: in plain values, so that it can be kept.

A verdict follows from the files of its parts alone, and so it holds for as long as they do.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from generator.check.year_by_year import TIE, Found, Gathered, YearFound, check_shared, check_years, gather_shared
from generator.load.problem_rows import pack_added, pack_problems, unpack_added, unpack_problems
from generator.model.deduction import Deduction
from generator.model.place import ACT_KINDS, INDEX_FILE, folder_of
from generator.model.problem import Problem
from generator.model.publication import parse_publication_id
from generator.rules.corpus import Corpus

_HANGING = (INDEX_FILE, *(f"{folder_of(kind)}/" for kind in ACT_KINDS))


@dataclass(frozen=True, slots=True)
class SharedVerdict:
    """Of what lies in no year: the problems of its files and of rules, which files are unread, what was published.

    `whole` says that years cannot be looked at by themselves: an index, or acts, which hang together with everything.
    """

    read: list[Problem]
    found: Found
    gathered: Gathered
    unread: list[str]
    publications: list[str]
    withdrawn: list[str]
    whole: bool

    @classmethod
    def of(cls, corpus: Corpus, problems: list[Problem]) -> SharedVerdict:
        """That of a corpus without records of years, with the problems of its files."""
        seen = corpus.with_partial()
        whole = needs_whole(seen)
        found = {} if whole else check_shared(seen)
        lists = (sorted(corpus.unread), sorted(seen.publications), sorted(seen.withdrawals))
        return cls(problems, found, gather_shared(seen), *lists, whole)

    def pack(self) -> list[Any]:
        """In plain values."""
        packed = {name: pack_problems(problems) for name, problems in self.found.items()}
        lists = (self.unread, self.publications, self.withdrawn)
        return [pack_problems(self.read), packed, self.gathered, *lists, self.whole]

    @classmethod
    def unpack(cls, row: Any) -> SharedVerdict:
        """Of plain values."""
        read, found, *others = row
        return cls(unpack_problems(read), {name: unpack_problems(rows) for name, rows in found.items()}, *others)

    def published_in(self, year: int) -> list[str]:
        """The publications of a year."""
        return [name for name in self.publications if (said := parse_publication_id(name)) and said.year == year]


@dataclass(frozen=True, slots=True)
class YearVerdict:
    """Of the records of a year: the problems of its files, what rules found, which files are unread.

    `waiting` are the records that were answered, or appealed against, without a day of notice.
    """

    read: list[Problem]
    found: YearFound
    unread: list[str]
    waiting: list[str]

    @classmethod
    def of(cls, corpus: Corpus, problems: list[Problem], shared: SharedVerdict, year: int) -> YearVerdict:
        """That of a corpus with the records of `year`, with the problems of their files."""
        own = corpus.unread
        corpus = replace(corpus, unread=own | frozenset(shared.unread))
        found = check_years(corpus.with_partial(), shared.published_in(year), shared.withdrawn)
        waiting = [record.path for record in corpus.deductions if _is_waiting(record)]
        return cls(problems, found, sorted(own - frozenset(shared.unread)), waiting)

    def pack(self) -> list[Any]:
        """In plain values."""
        found = self.found
        packed = {name: pack_added(added) for name, added in found.problems.items() if any(added)}
        ties = {name: b64encode(b"".join(sorted(pairs))).decode() for name, pairs in found.ties.items()}
        return [pack_problems(self.read), packed, ties, found.facts, found.gathered, self.unread, self.waiting]

    @classmethod
    def unpack(cls, row: Any) -> YearVerdict:
        """Of plain values."""
        read, problems, ties, facts, gathered, unread, waiting = row
        found = {name: unpack_added(rows) for name, rows in problems.items()}
        pairs = {name: _cut(b64decode(text)) for name, text in ties.items()}
        return cls(unpack_problems(read), YearFound(found, pairs, facts, gathered), unread, waiting)


def needs_whole(corpus: Corpus) -> bool:
    """Whether the years of a project hang together with what lies in none: it is an index, or has acts."""
    acts = (corpus.publications, corpus.corrections, corpus.withdrawals, corpus.redactions)
    return bool(corpus.index or corpus.chain or any(acts)) or any(path.startswith(_HANGING) for path in corpus.unread)


def derive(derived: Callable[[Callable[[], Any]], Any], kind: Any, make: Callable[[], Any]) -> Any:
    """A verdict of `kind` that was kept, or is made and may be."""
    made: list[Any] = []

    def pack() -> Any:
        made.append(make())
        return made[0].pack()

    row = derived(pack)
    return made[0] if made else kind.unpack(row)


def _is_waiting(record: Deduction) -> bool:
    return record.notified is None and (record.reply is not None or record.appeal is not None)


def _cut(data: bytes) -> frozenset[bytes]:
    return frozenset(data[at : at + TIE] for at in range(0, len(data), TIE))
