"""A year of quarters that are scored by themselves: each from its first to its last day, then the year from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.rules.given_tables import MEASURE, QUARTER, RECORD, UNIT
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.evaluate import FilledBook, Given, evaluate
from generator.score.given import given_rows
from generator.score.operations import Value

_STARTS = ((1, 1), (4, 1), (7, 1), (10, 1))
_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def evaluate_quarter(
    corpus: Corpus, scheme: Scheme, quarter: int, until: date | None = None
) -> tuple[Laid, FilledBook]:
    """The figures of one quarter (1 to 4) by itself, to `until` where that is earlier than its end."""
    first, last = (date(scheme.year, *days[quarter - 1]) for days in (_STARTS, _ENDS))
    laid = compile_scheme(scheme, "quarter")
    given = given_rows(corpus, scheme, last if until is None else min(last, until))
    return laid, evaluate(laid.book, _within(given, first, f"{scheme.year}-Q{quarter}"))


def evaluate_year(corpus: Corpus, scheme: Scheme, until: date) -> tuple[Laid, FilledBook]:
    """The figures of the year up to `until`: of its quarters where the scheme says so, else to date."""
    given = given_rows(corpus, scheme, until)
    if scheme.year_of is None:
        laid = compile_scheme(scheme)
        return laid, evaluate(laid.book, given)
    laid = compile_scheme(scheme, "year")
    return laid, evaluate(laid.book, {**given, QUARTER: quarter_rows(corpus, scheme, until)})


def quarter_rows(corpus: Corpus, scheme: Scheme, until: date) -> list[Mapping[str, Value]]:
    """The totals of the quarters that have begun by `until`, of each unit that has one."""
    rows: list[Mapping[str, Value]] = []
    for quarter in (1, 2, 3, 4):
        if date(scheme.year, *_STARTS[quarter - 1]) > until:
            break
        laid, filled = evaluate_quarter(corpus, scheme, quarter, until)
        for key in filled.tables[UNIT].rows:
            total = filled.cell(UNIT, key, laid.total)
            if total is not None:
                rows.append({"unit": key[0], "quarter": f"Q{quarter}", "total": total})
    return rows


def _within(given: Given, first: date, period: str) -> Given:
    """The rows of a quarter: records from its first day on, and what was measured in it."""
    start = first.isoformat()
    return {
        **given,
        RECORD: [row for row in given.get(RECORD, ()) if str(row["date"]) >= start],
        MEASURE: [row for row in given.get(MEASURE, ()) if row["period"] == period],
    }
