"""Results by period: totals and ranks, components, items, and what follows from the ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.model.number import round_figure
from generator.opendata.disclosure import Disclosure, Shown, own_deduction, quarters_doc
from generator.opendata.table import DataTable, Reference, TableColumn, Value, figure, figure_or_none, tabulate
from generator.public.periods import STATES
from generator.public.published_figures import RATE_PLACES
from generator.rules.effect_words import EFFECTS
from generator.score.result import ComponentResult, ItemResult, UnitResult
from generator.score.unit_standing import UnitOutcome

REASON_DOC = "没有得分、不排名或另有规定的，是什么原因"
_TIED_DOC = "含本单位；大于 1 为并列；不排名的为空"
_EFFECT_NAMES: Mapping[str, str] = {effect: words.noun for effect, words in EFFECTS.items()}
_COUNTED_DOC = "按“作用”从总分里扣去，或计入总分；不超过分值"
RANK_DOC = "不排名的为空；并列取平均名次的，有一位小数"


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One unit in one period, perhaps one part of it."""

    period: Shown
    unit: UnitResult
    component: ComponentResult | None = None
    item: ItemResult | None = None
    outcome: UnitOutcome | None = None

    @property
    def places(self) -> int:
        """The decimals that the scheme keeps."""
        return self.period.result.scheme.rounding.places


def unit_facts(disclosure: Disclosure) -> Iterator[ResultFact]:
    """Every unit of every period, by period, then unit id."""
    for period in disclosure.periods:
        for unit in sorted(period.result.units, key=lambda unit: unit.unit.id):
            yield ResultFact(period, unit)


def _contribution(disclosure: Disclosure) -> Iterator[TableColumn]:
    """What the scores count in another assessment: no column where they count in none in any year."""
    shares = [period.result.scheme.target_share for period in disclosure.periods]
    if any(shares):
        words = "得分乘以权重，计入考核办法写明的那项考核"
        every = all(shares) and not any(period.result.scheme.target_whose for period in disclosure.periods)
        doc = words if every else f"{words}；不计入的年度、排名组为空"
        yield TableColumn("target_contribution", "折算分值", "figure", _contributed, doc, required=every)


def _contributed(fact: ResultFact) -> Value:
    contribution = fact.unit.score.contribution
    return None if contribution is None else figure(contribution, fact.places)


def _keys(disclosure: Disclosure) -> tuple[TableColumn, ...]:
    doc = quarters_doc(disclosure.periods, "2015-Q1 为年初至第一季度末", "2015-Q1 为第一季度")
    return (
        TableColumn("period", "时段", "id", lambda fact: fact.period.name, f"2015 为全年，{doc}"),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.unit.unit.id),
        TableColumn("year", "年度", "whole", lambda fact: fact.period.result.year),
        TableColumn(
            "quarter", "季度", "whole", lambda fact: fact.period.result.quarter, "全年的结果为空", required=False
        ),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: fact.unit.unit.name),
    )


def results_table(disclosure: Disclosure) -> DataTable:
    """Total, rank and contribution of each unit in each period."""
    columns = _result_columns(disclosure)
    told = quarters_doc(disclosure.periods, "季度结果为年初至季度末累计", "季度结果只算这一个季度")
    return DataTable(
        "results",
        "考核结果",
        f"各单位各时段的得分和名次；{told}。",
        columns,
        tabulate(columns, unit_facts(disclosure)),
        ("period", "unit"),
        (
            Reference(("unit",), "units", ("unit",)),
            Reference(("year",), "schemes", ("year",)),
            Reference(("publication",), "publications", ("publication",)),
        ),
    )


def _result_columns(disclosure: Disclosure) -> tuple[TableColumn, ...]:
    return (
        *_keys(disclosure),
        TableColumn("until", "截止日期", "day", lambda fact: fact.period.result.until),
        TableColumn("state", "状态", "id", lambda fact: fact.period.period.state, names=STATES),
        TableColumn("state_name", "状态名称", "text", lambda fact: fact.period.period.state_name),
        TableColumn("publication", "所属发布", "id", _publication, "没有单独发布的为空", required=False),
        TableColumn("group", "排名组编号", "id", lambda fact: fact.unit.group),
        TableColumn(
            "group_name", "排名组", "text", lambda fact: fact.period.result.scheme.group_name(fact.unit.group)
        ),
        _rank_column(RANK_DOC),
        TableColumn("tied", "同分单位数", "whole", lambda fact: fact.unit.tied or None, _TIED_DOC, required=False),
        TableColumn(
            "total",
            "得分",
            "figure",
            lambda fact: figure_or_none(fact.unit.total, fact.places),
            "没有得分的为空",
            required=False,
        ),
        TableColumn("grade", "等次", "text", lambda fact: fact.unit.grade, "考核办法没有等次的为空", required=False),
        TableColumn("reason", "原因", "text", lambda fact: fact.unit.reason, REASON_DOC, required=False),
        TableColumn(
            "provisional", "暂定", "flag", lambda fact: fact.unit.score.provisional, "有的部分（如评议）尚未计入"
        ),
        *_contribution(disclosure),
        TableColumn(
            "quarter_deducted",
            "本季度实际扣分",
            "figure",
            _own,
            "只算本季度发现的问题；全年的结果为空",
            required=False,
        ),
    )


def _rank_column(doc: str = "") -> TableColumn:
    return TableColumn(
        "rank", "名次", "figure", lambda fact: figure_or_none(fact.unit.rank), doc, required=not doc, declared=True
    )


def _publication(fact: ResultFact) -> Value:
    return fact.period.period.publication.id if fact.period.period.publication else None


def _own(fact: ResultFact) -> Value:
    own = own_deduction(fact.period.result, fact.unit)
    return None if own is None else figure(own)


def components_table(disclosure: Disclosure) -> DataTable:
    """What each component counts, what that does to the total, and what it leaves or brings."""
    columns = (
        *_keys(disclosure),
        TableColumn("component", "部分编号", "id", lambda fact: fact.component.component.id),
        TableColumn("component_name", "部分", "text", lambda fact: fact.component.component.name),
        TableColumn("effect", "作用", "id", lambda fact: fact.component.laid.kind.effect, names=_EFFECT_NAMES),
        _max_column(lambda fact: fact.component.component.max),
        TableColumn(
            "counted", "计分", "figure", lambda fact: figure(fact.component.counted, fact.places), _COUNTED_DOC
        ),
        TableColumn("score", "得分", "figure", lambda fact: figure(fact.component.score, fact.places)),
        TableColumn("complete", "数据齐全", "flag", lambda fact: fact.component.complete),
        TableColumn("rate", "满意率", "figure", _rate, "比率，四舍五入到 4 位小数；只有评议有", required=False),
    )
    facts = [
        ResultFact(fact.period, fact.unit, component)
        for fact in unit_facts(disclosure)
        for component in sorted(fact.unit.score.components, key=lambda part: part.component.id)
    ]
    return DataTable(
        "result-components",
        "各部分得分",
        "各单位各时段每个组成部分扣、得或加的分，和它的得分。",
        columns,
        tabulate(columns, facts),
        ("period", "unit", "component"),
        (_OF_RESULT,),
    )


def _max_column(read: Callable[[Any], Decimal]) -> TableColumn:
    """The column of a maximum; empty where there is no limit."""

    def limit(fact: ResultFact) -> Value:
        value = read(fact)
        return None if value.is_infinite() else figure(value)

    return TableColumn("max", "分值", "figure", limit, "没有上限的为空", required=False, declared=True)


_OF_RESULT = Reference(("period", "unit"), "results", ("period", "unit"))


def _rate(fact: ResultFact) -> Value:
    rate = fact.component.ratio() if fact.component else None
    return None if rate is None else round_figure(rate, RATE_PLACES, "half-up")


def result_items_table(disclosure: Disclosure) -> DataTable:
    """What each item counts where anything was recorded."""
    columns = (
        *_keys(disclosure),
        TableColumn("item", "单项编号", "id", lambda fact: fact.item.item.id),
        TableColumn("item_name", "考核单项", "text", lambda fact: fact.item.item.name),
        TableColumn("effect", "作用", "id", lambda fact: fact.component.laid.kind.effect, names=_EFFECT_NAMES),
        _max_column(lambda fact: fact.item.item.max),
        TableColumn("raw", "有效分数合计", "figure", lambda fact: figure(fact.item.raw)),
        TableColumn(
            "counted", "计分", "figure", _item_counted, f"{_COUNTED_DOC}；不适用而不计的为空", required=False
        ),
        TableColumn("absorbed", "封顶不计", "figure", lambda fact: figure(fact.item.absorbed)),
    )
    facts = [
        ResultFact(fact.period, fact.unit, part, item)
        for fact in unit_facts(disclosure)
        for part in fact.unit.score.components
        for item in sorted(part.items, key=lambda item: item.item.id)
        if item.effects or item.raw or item.counted
    ]
    return DataTable(
        "result-items",
        "各单项计分",
        "各单位各时段每个考核单项扣、得或加的分；没有记录、也没有计分的不列。",
        columns,
        tabulate(columns, facts),
        ("period", "unit", "item"),
        (_OF_RESULT, Reference(("year", "item"), "items", ("year", "item"))),
    )


def _item_counted(fact: ResultFact) -> Value:
    """What the item counts; nothing where it does not apply and nothing stands in for it."""
    item = fact.item
    return figure(item.counted) if item is not None and item.is_counted else None


def outcomes_table(disclosure: Disclosure) -> DataTable:
    """What follows from the ranks, in the periods for which the scheme says so."""
    columns = (
        *_keys(disclosure),
        TableColumn("outcome", "结果运用编号", "id", lambda fact: fact.outcome.rule.id),
        TableColumn("outcome_name", "结果运用", "text", lambda fact: fact.outcome.rule.name),
        _rank_column(),
        TableColumn("edge_tie", "并列跨界", "flag", lambda fact: fact.outcome.edge_tie, "并列超出名额，须由人确认"),
        TableColumn(
            "clash", "两项相反", "flag", lambda fact: fact.outcome.clash, "与另一项相反，考核办法没有写以哪一项为准"
        ),
    )
    facts = [
        ResultFact(fact.period, fact.unit, outcome=outcome)
        for fact in unit_facts(disclosure)
        for outcome in sorted(fact.unit.outcomes, key=lambda outcome: outcome.rule.id)
    ]
    return DataTable(
        "outcomes",
        "结果运用",
        "由名次引起的表扬、约谈等；考核办法写明季度或年度，其他时段没有。",
        columns,
        tabulate(columns, facts),
        ("period", "unit", "outcome"),
        (_OF_RESULT,),
    )
