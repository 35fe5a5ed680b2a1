"""What units are made of, which are assessed for a part of a year, and in which months units are scored."""

from __future__ import annotations

from generator.model.lazy_dataclass import dataclass
from generator.model.quarter import span_begin, span_name
from generator.model.unit import Unit
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.table import DataTable, Reference, TableColumn, tabulate
from generator.rules.span_columns import scored_over
from generator.score.given import counts_wholly, edges_of, scored_spans

_ENDS = {"from": "参加", "to": "退出"}
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


def unit_edges_table(disclosure: Disclosure) -> DataTable:
    """The units that are assessed for a part of a year: from the day after `outside`, or until the day before it."""
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact[0]),
        TableColumn("unit", "单位编号", "id", lambda fact: fact[1].id),
        TableColumn("end", "参加或退出", "id", lambda fact: fact[2], names=_ENDS),
        TableColumn("outside", "此日不计", "day", lambda fact: fact[3], "参加的前一天，或者退出的后一天"),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: fact[1].name),
    )
    facts = [
        (year, unit, end, outside)
        for year in disclosure.years()
        if disclosure.latest(year).result.scheme.splits_years
        for unit in sorted(disclosure.corpus.units.values(), key=lambda unit: unit.id)
        if disclosure.latest(year).result.scheme.group_in(unit) is not None
        for _, end, outside in edges_of(unit, year)
    ]
    words = "年度中间参加或退出考核的单位；不在参加期间的记录不计分。"
    rows, key = tabulate(columns, facts), ("year", "unit", "end")
    return DataTable("unit-edges", "年度中间参加、退出的单位", words, columns, rows, key, _REFERENCES)


def scored_months_table(disclosure: Disclosure) -> DataTable:
    """The months in which units are scored, in years in which items are scored month by month."""
    return _spans_table(disclosure, "month", "月份")


def scored_quarters_table(disclosure: Disclosure) -> DataTable:
    """The same of quarters."""
    return _spans_table(disclosure, "quarter", "季度")


def _spans_table(disclosure: Disclosure, over: str, called: str) -> DataTable:
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact[0]),
        TableColumn("unit", "单位编号", "id", lambda fact: fact[1].id),
        TableColumn(over, called, "id", lambda fact: fact[2]),
        TableColumn("name", f"{called}名称", "text", lambda fact: span_name(fact[2])),
        TableColumn("begins", "开始日期", "day", lambda fact: span_begin(fact[2])),
        TableColumn(
            "whole", "全期计分", "flag", lambda fact: fact[3],
            "false 表示考核办法的施行、单位参加考核的起止在这一期之内，没有评分的不计入",
        ),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: fact[1].name),
    )  # fmt: skip
    facts = [
        (year, unit, span, counts_wholly(unit, scheme, span))
        for year in disclosure.years()
        for scheme in [disclosure.latest(year).result.scheme]
        if over in scored_over(scheme)
        for unit in sorted(disclosure.corpus.units.values(), key=lambda unit: unit.id)
        if scheme.group_in(unit) is not None
        for span in scored_spans(unit, scheme, over)
    ]
    words = f"有单项按{called}单独计分的，每个单位参加考核的{called}。"
    rows, key = tabulate(columns, facts), ("year", "unit", over)
    return DataTable(f"scored-{over}s", f"单独计分的{called}", words, columns, rows, key, _REFERENCES)
