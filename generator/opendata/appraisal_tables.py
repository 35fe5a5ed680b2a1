"""评议: ballots and tallies as they were counted, small groups withheld."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.appraisal import PanelTally, WithheldTally
from generator.model.lazy_dataclass import dataclass
from generator.opendata.disclosure import Appraised, Disclosure, appraised
from generator.opendata.table import DataTable, Reference, TableColumn, Value, tabulate
from generator.rules.part_record import COUNTED, Option, Poll, Weighted

_WITHHELD = "不公布计票时为空"


@dataclass(frozen=True, slots=True)
class PanelFact:
    """One panel's part in one unit's appraisal, or one channel's where a panel has some."""

    held: Appraised
    panel: Poll

    @property
    def tally(self) -> PanelTally:
        """What was counted."""
        return self.held.appraisal.panels[self.panel.id]

    @property
    def withheld(self) -> bool:
        """Whether the counts do not leave."""
        return isinstance(self.tally, WithheldTally)

    @property
    def key(self) -> tuple[str, str, str]:
        """Unit, component and panel: the order of the rows."""
        return (self.held.result.unit.id, self.held.component.id, self.panel.id)


@dataclass(frozen=True, slots=True)
class CountFact:
    """One count: how many ballots of a panel chose an option for an aspect."""

    panel: PanelFact
    aspect: Weighted
    option: Option

    @property
    def count(self) -> int | None:
        """The number of ballots; None where it is withheld."""
        if self.panel.withheld:
            return None
        return self.panel.tally.tallies.get(self.aspect.id, {}).get(self.option.id, 0)


def panel_facts(disclosure: Disclosure, year: int) -> Iterator[PanelFact]:
    """The panels of all appraisals of `year` in order of the tables."""
    for held in appraised(disclosure, year):
        present = [panel for panel in held.component.polls if panel.id in held.appraisal.panels]
        yield from sorted((PanelFact(held, panel) for panel in present), key=lambda fact: fact.key)


def _keys() -> tuple[TableColumn, ...]:
    """The columns that both tables have; names stand in the shorter one alone."""
    return (
        TableColumn("year", "年度", "whole", lambda fact: fact.held.scheme.year),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.held.result.unit.id),
        TableColumn("component", "部分编号", "id", lambda fact: fact.held.component.id),
        TableColumn("panel", "评议主体编号", "id", lambda fact: fact.panel.id),
        TableColumn(
            "suppressed", "不公布计票", "flag", lambda fact: fact.withheld, "true 表示票数过少或者需要一并隐去"
        ),
    )


def ballots_table(disclosure: Disclosure) -> DataTable:
    """The numbers of ballots, panel by panel. No sum over panels is given: it would undo what is withheld."""

    def ballots(fact: PanelFact, name: str) -> Value:
        found: Value = None if fact.withheld else getattr(fact.tally.ballots, name)
        return found

    columns = (
        *_keys(),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: fact.held.result.unit.name),
        TableColumn("panel_name", "评议主体", "text", lambda fact: fact.panel.name),
        TableColumn("held", "评议日期", "day", lambda fact: fact.held.appraisal.held),
        TableColumn("issued", "发出票数", "whole", lambda fact: ballots(fact, "issued"), _WITHHELD, required=False),
        TableColumn(
            "returned", "收回票数", "whole", lambda fact: ballots(fact, "returned"), _WITHHELD, required=False
        ),
        TableColumn("valid", "有效票数", "whole", lambda fact: ballots(fact, "valid"), _WITHHELD, required=False),
        *_denominator(disclosure),
    )
    return DataTable(
        "appraisal-ballots",
        "评议票数",
        "各评议主体对各单位发出、收回和有效的票数。",
        columns,
        tabulate(columns, (fact for year in disclosure.years() for fact in panel_facts(disclosure, year))),
        ("year", "unit", "component", "panel"),
        (Reference(("year",), "schemes", ("year",)), Reference(("unit",), "units", ("unit",))),
    )


def has_channels(disclosure: Disclosure) -> bool:
    """Whether in some year a panel votes by several channels: then tables say which panel each belongs to."""
    return any(disclosure.latest(year).result.scheme.has_channels for year in disclosure.years())


def _denominator(disclosure: Disclosure) -> Iterator[TableColumn]:
    """What the rates are of: no column where all are of the votes that count."""
    schemes = [disclosure.latest(year).result.scheme for year in disclosure.years()]
    if any(part.denominator != COUNTED for scheme in schemes for part in scheme.appraisals):
        doc = "空表示以计入的票数为分母，或者不公布计票"
        yield TableColumn("denominator", "满意率的分母", "whole", _base, doc, required=False)


def _base(fact: PanelFact) -> Value:
    name = fact.held.component.denominator
    found: Value = None if fact.withheld or name == COUNTED else getattr(fact.tally.ballots, name)
    return found


def tallies_table(disclosure: Disclosure) -> DataTable:
    """The counts of each option, aspect and panel."""
    columns = (
        *(_of_panel(column) for column in _keys()),
        TableColumn("aspect", "评议方面编号", "id", lambda fact: fact.aspect.id),
        TableColumn("option", "评议选项编号", "id", lambda fact: fact.option.id),
        TableColumn("held", "评议日期", "day", lambda fact: fact.panel.held.appraisal.held),
        TableColumn("count", "票数", "whole", lambda fact: fact.count, _WITHHELD, required=False),
    )
    if has_channels(disclosure):
        doc = "分渠道计票的，是渠道所属的评议主体；不分的，就是这个评议主体"
        columns += (TableColumn("joint", "所属评议主体编号", "id", lambda fact: fact.panel.panel.panel, doc),)
    facts = [
        CountFact(panel, aspect, option)
        for year in disclosure.years()
        for panel in panel_facts(disclosure, year)
        for aspect in sorted(panel.held.component.aspects, key=lambda aspect: aspect.id)
        for option in sorted(panel.held.component.options, key=lambda option: option.id)
    ]
    key = ("year", "unit", "component", "panel")
    return DataTable(
        "appraisal-tallies",
        "评议计票",
        "各评议主体对各单位各方面的计票，一个选项一行；方面和选项的名称见 appraisal-scale。",
        columns,
        tabulate(columns, facts),
        (*key, "aspect", "option"),
        (Reference(key, "appraisal-ballots", key),),
    )


def _of_panel(column: TableColumn) -> TableColumn:
    """A column of a panel, for facts that belong to one."""
    return TableColumn(column.name, column.title, column.kind, lambda fact: column.get(fact.panel), column.doc)
