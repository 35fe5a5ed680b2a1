"""The scale of each year's appraisal: aspects, options and panels with their weights."""

from __future__ import annotations

from generator.model.lazy_dataclass import dataclass
from generator.opendata.appraisal_tables import has_channels
from generator.opendata.disclosure import Disclosure
from generator.opendata.table import DataTable, Reference, TableColumn, Value, figure, tabulate
from generator.rules.part_record import EMPTY_RATES, Option, Poll, VotedPart, Weighted
from generator.rules.scheme import Scheme

PARTS = {"aspect": "评议方面", "option": "评议选项", "panel": "评议主体"}


@dataclass(frozen=True, slots=True)
class ScalePart:
    """An aspect, an option or a panel of an appraisal."""

    year: int
    component: VotedPart
    part: str
    number: int
    entry: Weighted | Option


def scale_table(disclosure: Disclosure) -> DataTable:
    """The aspects, options and panels of each year's appraisal, with their weights."""
    columns: tuple[TableColumn, ...] = (
        TableColumn("year", "年度", "whole", lambda fact: fact.year),
        TableColumn("component", "部分编号", "id", lambda fact: fact.component.id),
        TableColumn("part", "种类", "id", lambda fact: fact.part, names=PARTS),
        TableColumn("id", "编号", "id", lambda fact: fact.entry.id),
        TableColumn("number", "序号", "whole", lambda fact: fact.number),
        TableColumn("name", "名称", "text", lambda fact: fact.entry.name),
        TableColumn("weight", "权重", "figure", _weight, "空表示不计入满意率", required=False, declared=True),
        TableColumn(
            "when_empty",
            "没有可计入的票时的满意率",
            "figure",
            _when_empty,
            "只有评议主体有；空表示没有规定一个数",
            required=False,
            declared=True,
        ),
    )
    if has_channels(disclosure):
        doc = "分渠道计票的评议主体之下的渠道，是它所属的评议主体；权重是在这个主体里的"
        columns += (TableColumn("joint", "所属评议主体编号", "id", _panel_of, doc, required=False),)
    facts = [fact for year in disclosure.years() for fact in _scale(disclosure.latest(year).result.scheme)]
    return DataTable(
        "appraisal-scale",
        "评议的尺度",
        "评议的方面、选项和评议主体及其权重；方面和主体的权重按占合计的比例计算。",
        columns,
        tabulate(columns, facts),
        ("year", "component", "part", "id"),
        (Reference(("year",), "schemes", ("year",)),),
    )


def _scale(scheme: Scheme) -> list[ScalePart]:
    found = []
    for component in scheme.components:
        if isinstance(component, VotedPart):
            parts: dict[str, tuple[Weighted | Option, ...]] = {
                "aspect": component.aspects,
                "option": component.options,
                "panel": _panels_and_channels(component),
            }
            for part, entries in parts.items():
                numbered = enumerate(entries, 1)
                found += [ScalePart(scheme.year, component, part, number, entry) for number, entry in numbered]
    return sorted(found, key=lambda fact: (fact.component.id, fact.part, fact.entry.id))


def _panels_and_channels(component: VotedPart) -> tuple[Weighted, ...]:
    """The panels, and behind them the channels of those that have some."""
    return (*component.panels, *(poll for poll in component.polls if poll.is_channel))


def _panel_of(fact: ScalePart) -> Value:
    return fact.entry.panel if isinstance(fact.entry, Poll) else None


def _weight(fact: ScalePart) -> Value:
    excluded = isinstance(fact.entry, Option) and fact.entry.excluded
    return None if excluded or fact.entry.weight is None else figure(fact.entry.weight)


def _when_empty(fact: ScalePart) -> Value:
    """The rate of a panel or channel without a vote that counts, where the scheme sets one."""
    rule = fact.component.empty_channel if isinstance(fact.entry, Poll) else fact.component.empty_panel
    rate = EMPTY_RATES.get(rule)
    return figure(rate) if fact.part == "panel" and rate is not None else None
