"""Columns of the records beyond their points in force: lessened when cured, once for one fact, charged to another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.quarter import span_begin, spans_of
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, Op, col, const, op, over
from generator.rules.given_tables import RECORD, give_record_column, is_outside, lay_records, record_is_void
from generator.rules.item import HIGHEST_OF_ALL
from generator.rules.scheme import Scheme
from generator.rules.standard_versions import StandardRun, runs_of

_FACT = ("unit", "scope")


def lay_points(layout: BookLayout, scheme: Scheme) -> str:
    """The column of the records with what each counts towards its item; records are laid with it."""
    lay_records(layout, scheme)
    lessened = list(_lessened(scheme))
    points = _lay_cured(layout, scheme, lessened) if lessened else "effective"
    scopes = _scopes(scheme)
    return _lay_once_for_a_fact(layout, scheme, scopes, points) if scopes else points


def _lessened(scheme: Scheme) -> Iterator[tuple[str, StandardRun]]:
    """The standards whose points are lessened once a matter is put right, each with its item, while they say so."""
    for item in scheme.items:
        for runs in runs_of(scheme, item, lambda standard: getattr(standard, "cured", None)).values():
            yield from ((item, run) for run in runs if getattr(run.standard, "cured", None) is not None)


def _lay_cured(layout: BookLayout, scheme: Scheme, lessened: list[tuple[str, StandardRun]]) -> str:
    if "cured_points" in layout.table(RECORD, "", ()).columns:
        return "cured_points"
    cured = col(give_record_column(layout, "cured"))
    points: Op = col("effective")
    for item, run in lessened:
        rule = run.standard.cured  # type: ignore[attr-defined]
        is_so = op("and", run.holds(item), rule.holds(cured, scheme.year))
        points = op("if", is_so, op("mul", col("effective"), const(rule.share)), points)
    made = Column("cured_points", "改正后分值", "points", points, said="已改正到位的，按标准减轻")
    return layout.lay(RECORD, made)


def _scopes(scheme: Scheme) -> dict[str, list[str]]:
    """The parts and items within which one fact counts once, each with its items."""
    found: dict[str, list[str]] = {}
    for part in scheme.components:
        for placed in part.list_items():
            if getattr(part, "once", "") and placed.item.once != HIGHEST_OF_ALL:
                found.setdefault(part.id, []).append(placed.item.id)
            elif placed.item.once:
                found.setdefault(f"{part.id}/{placed.item.id}", []).append(placed.item.id)
    return found


def _lay_fact(layout: BookLayout, scheme: Scheme) -> Op:
    """The column of the records with what several of them are about; of items of which one counts, all one thing."""
    fact = col(give_record_column(layout, "fact"))
    whole = [item.id for item in scheme.items.values() if item.once == HIGHEST_OF_ALL]
    if not whole:
        return fact
    is_in = op("or", *(op("eq", col("item"), const(item)) for item in whole))
    made = Column("thing", "只计一条的范围内的同一事项", "text", op("if", is_in, const("*"), fact), shown="sheet")
    return col(layout.lay(RECORD, made))


def _lay_once_for_a_fact(layout: BookLayout, scheme: Scheme, scopes: dict[str, list[str]], points: str) -> str:
    """Of the records of one fact, the highest counts; where several are highest, they share its points evenly.

    So neither the order of records nor their ids decide a figure.
    """
    if "counted" in layout.table(RECORD, "", ()).columns:
        return "counted"
    fact = _lay_fact(layout, scheme)
    same = (*_FACT, fact.column)
    scope: Op = const(None)
    for name, items in scopes.items():
        is_in = [op("eq", col("item"), const(item)) for item in items]
        scope = op("if", op("or", *is_in), const(name), scope)
    layout.lay(RECORD, Column("scope", "同一事实只计一次的范围", "text", scope, shown="sheet"))
    once = op("and", op("not-none", col("scope")), op("not-none", fact))
    highest = op("if", once, over("highest", RECORD, points, same), const(None))
    layout.lay(RECORD, Column("best", "同一事实的最高分值", "points", highest))
    at_best = op("if", op("eq", col(points), col("best")), col(points), const(None))
    layout.lay(RECORD, Column("at_best", "是最高的一条", "points", at_best, shown="sheet"))
    shared = op("div", col("at_best"), over("count", RECORD, "at_best", same))
    counted = op("if", once, op("nz", shared, const(0)), col(points))
    return layout.lay(RECORD, Column("counted", "计入分值", "points", counted, said="同一事实只计分值最高的一条"))


def lay_months(layout: BookLayout, scheme: Scheme) -> list[str]:
    """Lays the column of the records with the month of the date of each; all months of the year (2019-01)."""
    lay_span(layout, scheme, "month")
    return spans_of(scheme.year, "month")


def lay_span(layout: BookLayout, scheme: Scheme, over: str) -> str:
    """The column of the records with the month, or the quarter, of the date of each."""
    lay_records(layout, scheme)
    if over not in layout.table(RECORD, "", ()).columns:
        spans = spans_of(scheme.year, over)
        found: Op = const(spans[-1])
        for span, following in zip(spans[-2::-1], spans[:0:-1], strict=True):
            begins = const(span_begin(following).isoformat())
            found = op("if", op("lt", col("date"), begins), const(span), found)
        title = "发生的月份" if over == "month" else "发生的季度"
        layout.lay(RECORD, Column(over, title, "text", found, shown="sheet"))
    return over


def lay_occurrences(layout: BookLayout, scheme: Scheme) -> str:
    """The column of the records with how many times what they tell of happened; none of one that is void."""
    lay_records(layout, scheme)
    if "occurrences" not in layout.table(RECORD, "", ()).columns:
        count = op("nz", col(give_record_column(layout, "count")), const(1))
        times = op("if", record_is_void(scheme), const(None), count)
        layout.lay(RECORD, Column("occurrences", "有效次数", "number", times))
    return "occurrences"


def lay_charges(layout: BookLayout, scheme: Scheme) -> str:
    """The column of the records with the points that each charges to another unit."""
    lay_records(layout, scheme)
    if "charged" not in layout.table(RECORD, "", ()).columns:
        give_record_column(layout, "charge_unit")
        points = col(give_record_column(layout, "charge_points"))
        void = record_is_void(scheme)
        if scheme.splits_years:
            void = op("or", void, is_outside("charge_unit"))
        charged = op("if", void, const(None), points)
        layout.lay(RECORD, Column("charged", "另计有效分值", "points", charged))
    return "charged"
