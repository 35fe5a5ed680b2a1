"""A period's figures: the year to date; where quarters are scored by themselves, one of them, or the year of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from generator.model.quarter import quarter_name
from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.rules.given_tables import QUARTER, UNIT
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.evaluate import FilledBook, Given, evaluate
from generator.score.given import given_rows
from generator.score.operations import Value

QUARTERS = (1, 2, 3, 4)
_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def first_day(year: int, quarter: int) -> date:
    """The first day of `quarter` (1 to 4)."""
    return date(year, 3 * quarter - 2, 1)


def last_day(year: int, quarter: int) -> date:
    """The last day of `quarter` (1 to 4)."""
    return date(year, *_ENDS[quarter - 1])


class Filled(NamedTuple):
    """A book, the rows that it was filled with, and its figures; of a year of quarters, those of each by number."""

    laid: Laid
    given: Given
    book: FilledBook
    quarters: Mapping[int, Filled] = MappingProxyType({})


Fill = Callable[[Laid, Given], FilledBook]


def fill_book(laid: Laid, given: Given) -> FilledBook:
    """The book of `laid` with what is given."""
    return evaluate(laid.book, given)


def fill_period(
    corpus: Corpus, scheme: Scheme, quarter: int | None, begun: int = 4, fill: Fill = fill_book
) -> Filled:
    """The figures of the year, or at the end of `quarter`, by `scheme`, which is in force on the last day.

    Where each quarter is scored by itself, `quarter` is that alone, and the year is of the quarters up to `begun` and
    awaits the others.
    """
    if scheme.year_of is None:
        laid, given = compile_scheme(scheme), given_rows(corpus, scheme, last_day(scheme.year, quarter or 4))
        return Filled(laid, given, fill(laid, given))
    if quarter is not None:
        return _fill_quarter(corpus, scheme, quarter, fill)
    laid = compile_scheme(scheme, "year")
    given = given_rows(corpus, scheme, last_day(scheme.year, 4))
    quarters = dict(_fill_quarters(corpus, scheme.year, QUARTERS[:begun], fill))
    later = _fill_quarters(corpus, scheme.year, QUARTERS[begun:], fill)
    rows = [row for at, found in quarters.items() for row in _quarter_rows(at, found, begun)]
    rows += [row for at, found in later for row in _quarter_rows(at, found, begun)]
    whole: Given = {**given, QUARTER: rows}
    return Filled(laid, whole, fill(laid, whole), quarters)


def _fill_quarter(corpus: Corpus, scheme: Scheme, quarter: int, fill: Fill) -> Filled:
    """The figures of one quarter by itself, from its first to its last day."""
    laid = compile_scheme(scheme, "quarter")
    first, last = first_day(scheme.year, quarter), last_day(scheme.year, quarter)
    given = given_rows(corpus, scheme, last, first)
    return Filled(laid, given, fill(laid, given))


def _fill_quarters(corpus: Corpus, year: int, quarters: Iterable[int], fill: Fill) -> Iterator[tuple[int, Filled]]:
    """The figures of these quarters, each by the scheme in force at its end."""
    for quarter in quarters:
        scheme = scheme_of_quarter(corpus.scheme_on(year, last_day(year, quarter)), quarter)
        if scheme is not None:
            yield quarter, _fill_quarter(corpus, scheme, quarter, fill)


def _quarter_rows(quarter: int, found: Filled, begun: int) -> Iterator[Mapping[str, Value]]:
    """The row of a quarter of each unit that has, or will have, a total in it."""
    laid, filled = found.laid, found.book
    for key in filled.tables[UNIT].rows:
        total, *known = (filled.cell(UNIT, key, name) for name in (laid.total, *laid.completes))
        row = quarter_row(str(key[0]), quarter, (total, *known), begun)
        if row is not None:
            yield row


def scheme_of_quarter(scheme: Scheme | None, quarter: int) -> Scheme | None:
    """The scheme in force at the end of a quarter; None where that quarter has no results by it."""
    if scheme is None or scheme.open or not scheme.has_results(last_day(scheme.year, quarter)):
        return None
    return scheme


def quarter_row(unit: str, quarter: int, score: Sequence[Value], begun: int) -> Mapping[str, Value] | None:
    """The row of the table of quarters for what a unit came to in one: its total, and whether all was there.

    `score` is the total and whether each thing that it awaits is there. Of a quarter after `begun`, the last that has
    begun, nothing is there yet, and it is awaited; of one in which the unit has no total, there is no row.
    """
    total, *known = score
    if total is None:
        return None
    named = {"unit": unit, "quarter": f"Q{quarter}", "name": quarter_name(quarter)}
    if quarter > begun:
        return {**named, "total": None, "complete": False}
    return {**named, "total": total, "complete": all(known)}


def last_begun(year: int, days: Iterable[date], published: Iterable[int | None]) -> int:
    """The last quarter that has begun, as far as the data tell: something was found in it or it was published.

    `published` are the quarters that were, None for the year. Where nothing tells, it is the first.
    """
    reached = [quarter or 4 for quarter in published]
    reached += [4 if day.year > year else 1 + (day.month - 1) // 3 for day in days if day.year >= year]
    return max(reached, default=1)
