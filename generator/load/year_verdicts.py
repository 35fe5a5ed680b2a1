"""What reading and checking said of what all years share, and of each year: in plain values, so that it can be kept.

A verdict follows from the files of its parts alone, and so it holds for as long as they do.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from generator.check.year_by_year import TIE, Found, Gathered, YearFound, check_shared, check_years, gather_shared
from generator.load.problem_rows import pack_added, pack_problems, unpack_added, unpack_problems
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.rules.corpus import Corpus


@dataclass(frozen=True, slots=True)
class SharedVerdict:
    """Of what lies in no year: the problems of its files and of rules, and which files are unread."""

    read: list[Problem]
    found: Found
    gathered: Gathered
    unread: list[str]

    @classmethod
    def of(cls, corpus: Corpus, problems: list[Problem]) -> SharedVerdict:
        """That of a corpus without records of years, with the problems of its files."""
        seen = corpus.with_partial()
        return cls(problems, check_shared(seen), gather_shared(seen), sorted(corpus.unread))

    def pack(self) -> list[Any]:
        """In plain values."""
        packed = {name: pack_problems(problems) for name, problems in self.found.items()}
        return [pack_problems(self.read), packed, self.gathered, self.unread]

    @classmethod
    def unpack(cls, row: Any) -> SharedVerdict:
        """Of plain values."""
        read, found, *others = row
        return cls(unpack_problems(read), {name: unpack_problems(rows) for name, rows in found.items()}, *others)


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
    def of(cls, corpus: Corpus, problems: list[Problem], unread: list[str]) -> YearVerdict:
        """That of a corpus with the records of a year, with the problems of their files; `unread` lie in no year."""
        others = frozenset(unread)
        found = check_years(replace(corpus, unread=corpus.unread | others).with_partial())
        waiting = [record.path for record in corpus.deductions if _is_waiting(record)]
        return cls(problems, found, sorted(corpus.unread - others), waiting)

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
