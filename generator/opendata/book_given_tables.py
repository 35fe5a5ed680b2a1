"""What the calculation is given beside records and values: what units are made of, the totals of single quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.number import Figure
from generator.opendata.disclosure import Disclosure, Shown, unit_name
from generator.opendata.table import DataTable, Reference, TableColumn, figure, tabulate
from generator.rules.given_tables import QUARTER, UNIT_PART
from generator.score.operations import Value, number

_UNIT = Reference(("unit",), "units", ("unit",))


@dataclass(frozen=True, slots=True)
class UnitPartFact:
    """One part of a unit, such as a county of a city, in the book of a year."""

    year: int
    unit: str
    of: str
    part: str


@dataclass(frozen=True, slots=True)
class QuarterFact:
    """What a unit came to in one quarter by itself, from which a period's total follows."""

    period: Shown
    unit: str
    quarter: str
    total: Figure


def unit_parts_table(disclosure: Disclosure) -> DataTable:
    """What units are made of, where records are of their parts."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.year),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.unit),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact.unit)),
        TableColumn("of", "哪一种部分", "id", lambda fact: fact.of),
        TableColumn("part", "部分编号", "id", lambda fact: fact.part),
    )
    facts = [
        UnitPartFact(year, *map(str, key))
        for year in disclosure.years()
        for key, _ in sorted(_rows(disclosure.latest(year), UNIT_PART), key=lambda row: tuple(map(str, row[0])))
    ]
    rows, words = tabulate(columns, facts), "被考核单位由哪些部分组成；按部分记录的单项由此合成单位的分值。"
    return DataTable("unit-parts", "单位的组成部分", words, columns, rows, ("year", "unit", "of", "part"), (_UNIT,))


def quarter_totals_table(disclosure: Disclosure) -> DataTable:
    """The totals of the quarters that are scored by themselves, for each period that follows from them."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("period", "时段", "id", lambda fact: fact.period.name, "由这些季度合成得分的时段"),
        TableColumn("year", "年度", "whole", lambda fact: fact.period.result.year),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.unit),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact.unit)),
        TableColumn("quarter", "季度", "id", lambda fact: fact.quarter),
        TableColumn("total", "季度得分", "figure", lambda fact: figure(fact.total)),
    )
    facts = [
        QuarterFact(shown, str(key[0]), str(key[1]), number(total))
        for shown in disclosure.periods
        for key, total in sorted(_rows(shown, QUARTER), key=lambda row: tuple(map(str, row[0])))
    ]
    rows, words = tabulate(columns, facts), "各季度分别计分、年度由各季度合成的，各季度的得分。"
    return DataTable("quarter-totals", "季度得分", words, columns, rows, ("period", "unit", "quarter"), (_UNIT,))


def _rows(shown: Shown, name: str) -> Iterator[tuple[tuple[Value, ...], Value]]:
    """The rows of a table of the period's book: the key, and the last given value."""
    found = shown.result.filled.tables.get(name)
    if found is not None:
        given = [column.id for column in found.table.columns if column.expr is None]
        for key, row in found.rows.items():
            yield key, row[found.positions[given[-1]]]
