"""What units are made of: a table where some have parts."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.unit import Unit
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.table import DataTable, Reference, TableColumn, tabulate

_REFERENCES = (Reference(("year",), "schemes", ("year",)), Reference(("unit",), "units", ("unit",)))


@dataclass(frozen=True, slots=True)
class PartFact:
    """A part of a unit that is assessed in a year."""

    year: int
    unit: Unit
    of: str
    part: str


def unit_parts_table(disclosure: Disclosure) -> DataTable:
    """What the units are made of in each year: records of such a part count for the unit."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.year),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.unit.id),
        TableColumn("of", "哪一种组成部分", "id", lambda fact: fact.of),
        TableColumn("part", "组成部分编号", "id", lambda fact: fact.part),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: fact.unit.name),
        TableColumn("part_name", "组成部分", "text", lambda fact: unit_name(corpus, fact.part)),
    )
    facts = [
        PartFact(year, unit, of, part)
        for year in disclosure.years()
        for unit in sorted(corpus.units.values(), key=lambda unit: unit.id)
        if unit.assessed_in(year)
        for of in sorted(unit.parts)
        for part in sorted(unit.parts[of])
    ]
    rows, words = (
        tabulate(columns, facts),
        "被考核单位由哪些部分组成，一个部分一行；按组成部分记录的，合成单位的分值。",
    )
    key = ("year", "unit", "of", "part")
    return DataTable("unit-parts", "单位的组成部分", words, columns, rows, key, _REFERENCES)
