"""Periods that were scored before: who scores the same again, with all that it follows from the same, gets the same.

What a publication froze and what the data of now yield for its period are mostly the same rows of the same book. They
are compared, cell by cell, and not worked out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import is_
from typing import NamedTuple

from generator.model.deduction import Deduction
from generator.model.unit import Unit
from generator.rules.corpus import Corpus
from generator.rules.given_tables import RECORD
from generator.rules.kind import Laid
from generator.score.evaluate import FilledBook, Given, evaluate
from generator.score.quarterly import Filled
from generator.score.result import YearResult


class _Basis(NamedTuple):
    """All from which a result follows: the figures, and what they are told with."""

    books: tuple[FilledBook, ...]  # of the period, and of its quarters where it is of these
    quarter: int | None
    ended: bool
    units: Mapping[str, Unit]
    records: tuple[Deduction, ...]

    def is_that_of(self, other: _Basis) -> bool:
        """Whether the result is the same."""
        return self._has_figures_of(other) and self.records == other.records

    def has_figures_of(self, other: _Basis) -> bool:
        """Whether all figures of the result are the same, those of each record too."""
        return self._has_figures_of(other) and all(map(_is_figured_as, self.records, other.records))

    def _has_figures_of(self, other: _Basis) -> bool:
        same_books = len(self.books) == len(other.books) and all(map(is_, self.books, other.books))
        return same_books and self[1:4] == other[1:4] and len(self.records) == len(other.records)


def _is_figured_as(one: Deduction, other: Deduction) -> bool:
    """Whether two states of a record say the same but for how it was put right, from which no figure follows."""
    return one is other or replace(one, rectification=None) == replace(other, rectification=None)


class KeptScores:
    """Books that were filled, and the results that were told of them."""

    def __init__(self) -> None:
        self._books: list[tuple[Laid, Given, FilledBook]] = []
        self._results: list[tuple[_Basis, YearResult]] = []
        self._digests: list[tuple[_Basis, str]] = []

    def fill(self, laid: Laid, given: Given) -> FilledBook:
        """The book of `laid` with what is given."""
        for of, rows, filled in self._books:
            if of is laid and rows == given:
                return filled
        found = evaluate(laid.book, given)
        self._books.append((laid, given, found))
        return found

    def tell(
        self, corpus: Corpus, filled: Filled, quarter: int | None, ended: bool, make: Callable[[], YearResult]
    ) -> YearResult:
        """The result that `make` tells of a book that was filled here from `corpus`."""
        basis = _basis_of(corpus, filled, quarter, ended)
        known = next((result for told, result in self._results if told.is_that_of(basis)), None)
        if known is None:
            known = make()
            self._results.append((basis, known))
        return known

    def digest(self, result: YearResult, make: Callable[[YearResult], str]) -> str:
        """What `make` gives of the figures of a result that was told here."""
        basis = next(told for told, known in self._results if known is result)
        found = next((digest for told, digest in self._digests if told.has_figures_of(basis)), None)
        if found is None:
            found = make(result)
            self._digests.append((basis, found))
        return found


def _basis_of(corpus: Corpus, filled: Filled, quarter: int | None, ended: bool) -> _Basis:
    books = (filled.book, *(found.book for found in filled.quarters.values()))
    rows = [book.tables[RECORD].rows for book in books if RECORD in book.tables]
    records = corpus.deductions_of(filled.laid.scheme.year)
    within = tuple(record for record in records if any((record.path,) in known for known in rows))
    return _Basis(books, quarter, ended, corpus.units, within)
