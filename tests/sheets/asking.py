"""Reading a table as a person does: questions are answered by their kind, round by round, until none is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.sheets.book_reader import BookReading, read_tables
from generator.sheets.draft_row import DraftRow
from generator.sheets.known_office import Office
from generator.sheets.question import Question
from generator.sheets.reading_child import read_book
from tests.sample import read_sample

# What holds for a whole table, for those that test something else.
LAYOUT = {
    "item": "hotline-handling",
    "method": "spot-check",
    "source": "hotline",
    "standard": "overdue",
    "count": "leave",
}
_ROUNDS = 8


@cache
def office() -> Office:
    """The sample's office."""
    return Office(read_sample())


@dataclass(frozen=True)
class Read:
    """A reading with everything that was asked on the way, in order."""

    reading: BookReading
    asked: tuple[Question, ...]

    @property
    def drafts(self) -> list[DraftRow]:
        """The rows that give a record."""
        return self.reading.foreign

    @property
    def kinds(self) -> list[str]:
        """The kinds of what was asked beyond the layout, each once."""
        return list(dict.fromkeys(one.kind for one in self.asked if one.kind not in LAYOUT))

    @property
    def rows(self) -> list[tuple[int, str, str, str]]:
        """Row, unit, day and points of each draft."""
        return [(one.row, one.unit, one.date.isoformat(), str(one.points)) for one in self.drafts]

    @property
    def problems(self) -> list[str]:
        """Sheet, cell and code of each problem."""
        return [f"{one.sheet}!{one.cell} {one.code}" for one in self.reading.inquiry.problems]

    def question(self, kind: str) -> Question:
        """The one question of a kind."""
        (found,) = (one for one in self.asked if one.kind == kind)
        return found

    def left(self, words: str) -> list[int]:
        """The rows left out for a reason that has these words."""
        return [row for one in self.reading.inquiry.left_out if words in one.why for row in one.rows]


def read(data: bytes, answers: Mapping[str, str] | None = None, name: str = "表.xlsx") -> Read:
    """The reading of a file whose questions are answered by kind; a question of no kind there stays open."""
    book = read_book(data)
    by_kind = {**LAYOUT, **(answers or {})}
    given: dict[str, str] = {}
    asked: dict[str, Question] = {}
    for _ in range(_ROUNDS):
        reading = read_tables(book, name, office(), given)
        asked |= reading.inquiry.questions
        more = {one.id: by_kind[one.kind] for one in reading.inquiry.questions.values() if one.kind in by_kind}
        if not more.keys() - given.keys():
            break
        given |= more
    return Read(reading, tuple(asked.values()))
