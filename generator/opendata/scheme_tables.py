"""Who is assessed, and by which rules: units, schemes, items, standards, and the scale of the appraisal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from generator.model.deduction import METHODS
from generator.model.lazy_dataclass import dataclass
from generator.model.ranking_rule import TIES
from generator.model.unit import KINDS, Unit
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.table import DataTable, Reference, TableColumn, Value, figure, tabulate
from generator.rules.item import Category, Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import BEFORE, Scheme
from generator.rules.standard_kind import StandardKind
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import StandardRecord
from generator.words.own_item import own_item_words
from generator.words.rounding_words import rounding_words
from generator.words.unit_parts import unit_parts


@dataclass(frozen=True, slots=True)
class ItemFact:
    """One item where it stands in the year's scheme."""

    scheme: Scheme
    component: ComponentRecord
    category: Category
    item: Item
    number: int


@dataclass(frozen=True, slots=True)
class StandardFact:
    """One standard of an item."""

    scheme: Scheme
    item: Item
    standard: StandardRecord

    @property
    def kind(self) -> StandardKind:
        """The kind of the standard."""
        return standard_kind(self.standard)


def units_table(disclosure: Disclosure) -> DataTable:
    """All registered bodies, assessed or assessing."""
    columns = (
        TableColumn("unit", "单位编号", "id", lambda unit: unit.id, "唯一，不重复使用"),
        TableColumn("name", "单位全称", "text", lambda unit: unit.name),
        TableColumn("short_name", "简称", "text", lambda unit: unit.short_name),
        TableColumn("kind", "类别编号", "id", lambda unit: unit.kind, names=KINDS),
        TableColumn("kind_name", "类别", "text", lambda unit: KINDS[unit.kind]),
        TableColumn(
            "aliases", "曾用名和其他称呼", "text", lambda unit: "、".join(unit.aliases), "以顿号分隔", required=False
        ),
        TableColumn(
            "not_assessed",
            "不参加考核的原因",
            "text",
            lambda unit: unit.not_assessed or None,
            "承担考核而自己不参加考核的单位",
            required=False,
        ),
        TableColumn(
            "assessed_from", "开始参加考核的年度", "whole", _first, "只承担考核工作的单位为空", required=False
        ),
        TableColumn("assessed_to", "最后参加考核的年度", "whole", _last, "空表示至今", required=False),
        *_day_columns(disclosure),
        *_parts_column(disclosure),
    )
    units = sorted(disclosure.corpus.units.values(), key=lambda unit: unit.id)
    return DataTable("units", "单位", "被考核单位和考核实施部门。", columns, tabulate(columns, units), ("unit",))


def _parts_column(disclosure: Disclosure) -> Iterator[TableColumn]:
    """What units are made of: no column where none has parts."""
    units = disclosure.corpus.units
    if any(unit.parts for unit in units.values()):
        yield TableColumn(
            "parts", "组成部分", "text", lambda unit: "、".join(unit_parts(units, unit)), "以顿号分隔", required=False
        )


def _first(unit: Unit) -> int | None:
    return unit.assessed.first_day.year if unit.assessed else None


def _last(unit: Unit) -> int | None:
    return unit.assessed.last_day.year if unit.assessed and unit.assessed.last is not None else None


def _day_columns(disclosure: Disclosure) -> Iterator[TableColumn]:
    """The days on which units began or ended within a year: no columns where none did."""
    spans = [unit.assessed for unit in disclosure.corpus.units.values() if unit.assessed]
    if any(isinstance(day, date) for span in spans for day in (span.first, span.last)):
        doc = "参加或退出不在年度中间的为空"
        yield TableColumn("assessed_from_day", "参加考核的第一天", "day", lambda u: _day(u, 0), doc, required=False)
        yield TableColumn("assessed_to_day", "参加考核的最后一天", "day", lambda u: _day(u, 1), doc, required=False)


def _day(unit: Unit, at: int) -> date | None:
    found = (unit.assessed.first, unit.assessed.last)[at] if unit.assessed else None
    return found if isinstance(found, date) else None


def _target_weight(disclosure: Disclosure) -> Iterator[TableColumn]:
    """The weight in another assessment: no column where no scheme has one."""
    weights = [scheme.target_assessment_weight for scheme in disclosure.corpus.schemes.values()]
    if any(weight is not None for weight in weights):
        every = None not in weights
        doc = "" if every else "不计入别的考核的为空"
        yield TableColumn("target_weight", "折算权重", "figure", _share, doc, required=every, declared=True)
    if any(scheme.target_assessment_groups for scheme in disclosure.corpus.schemes.values()):
        doc = "排名组的编号，以分号分隔；各组都计入的为空"
        yield TableColumn("target_groups", "计入的排名组", "text", _target_groups, doc, required=False)


def _share(scheme: Scheme) -> Value:
    weight = scheme.target_assessment_weight
    return None if weight is None else figure(weight)


def _target_groups(scheme: Scheme) -> Value:
    return ";".join(scheme.target_assessment_groups) or None


def schemes_table(disclosure: Disclosure) -> DataTable:
    """The rules of each year that concern the whole."""
    columns = (
        TableColumn("year", "年度", "whole", lambda scheme: scheme.year),
        TableColumn("title", "考核办法", "text", lambda scheme: scheme.title),
        TableColumn("document", "发文字号", "text", lambda scheme: scheme.document),
        TableColumn("full_marks", "满分", "figure", lambda scheme: figure(scheme.full_marks), declared=True),
        TableColumn("rounding", "舍入", "text", rounding_words),
        *_target_weight(disclosure),
        TableColumn("in_force", "施行日期", "day", lambda scheme: scheme.in_force, "空表示没有规定", required=False),
        TableColumn(
            "before",
            "施行之前发现的问题",
            "id",
            lambda scheme: scheme.before or None,
            required=False,
            names=BEFORE,
        ),
        TableColumn("ties", "同分名次", "id", lambda scheme: scheme.ranking.ties, names=TIES),
        TableColumn(
            "suppress_below",
            "计票公布下限",
            "whole",
            lambda scheme: scheme.suppress_below,
            "有效票少于此数的评议主体，在网页、公文和开放数据中都不公布计票；0 为不限",
        ),
        TableColumn("sample", "是否示例", "flag", lambda scheme: scheme.is_sample, "单项、标准和计算设置是否为示例"),
    )
    schemes = [disclosure.latest(year).result.scheme for year in disclosure.years()]
    return DataTable("schemes", "考核办法", "各年度的总体规则。", columns, tabulate(columns, schemes), ("year",))


def item_facts(scheme: Scheme) -> list[ItemFact]:
    """The items of a scheme, in its order."""
    places = (
        (component, placed.category, placed.item)
        for component in scheme.components
        for placed in component.list_items()
    )
    return [ItemFact(scheme, *place, number) for number, place in enumerate(places, 1)]


def _all_items(disclosure: Disclosure) -> Iterator[ItemFact]:
    for year in disclosure.years():
        facts = item_facts(disclosure.latest(year).result.scheme)
        yield from sorted(facts, key=lambda fact: fact.item.id)


def items_table(disclosure: Disclosure) -> DataTable:
    """The items of each year."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.scheme.year),
        TableColumn("item", "单项编号", "id", lambda fact: fact.item.id),
        TableColumn("number", "序号", "whole", lambda fact: fact.number, "在考核办法中的次序"),
        TableColumn("item_name", "考核单项", "text", lambda fact: fact.item.name),
        TableColumn("category", "类别编号", "id", lambda fact: fact.category.id),
        TableColumn("category_name", "类别", "text", lambda fact: fact.category.name),
        TableColumn("component", "部分编号", "id", lambda fact: fact.component.id),
        TableColumn("component_name", "部分", "text", lambda fact: fact.component.name),
        TableColumn("max", "分值", "figure", _limit, "也是计分的上限；没有上限的为空", required=False, declared=True),
        TableColumn("assessor", "考核实施部门编号", "id", lambda fact: fact.item.assessor),
        TableColumn("assessor_name", "考核实施部门", "text", lambda fact: unit_name(corpus, fact.item.assessor)),
        TableColumn(
            "own_items",
            "考核实施部门自己在本单项上怎样考核",
            "text",
            lambda fact: own_item_words(corpus, fact.scheme, fact.item) or None,
            "考核实施部门自己不参加考核的为空",
            required=False,
        ),
        TableColumn("methods", "考核方式", "text", lambda fact: "、".join(METHODS[m] for m in fact.item.methods)),
        TableColumn("basis", "依据条款", "id", lambda fact: fact.item.basis, "通知文本中的锚点", required=False),
    )
    references = (
        Reference(("year",), "schemes", ("year",)),
        Reference(("assessor",), "units", ("unit",)),
    )
    rows = tabulate(columns, _all_items(disclosure))
    return DataTable("items", "考核单项", "各年度的考核单项及其分值。", columns, rows, ("year", "item"), references)


def _limit(fact: ItemFact) -> Value:
    return None if fact.item.max.is_infinite() else figure(fact.item.max)


_BOUND = "由数值计分、不登记记录的为空"


def _bound(name: str, fact: StandardFact) -> Value:
    return figure(getattr(fact.standard.range, name)) if fact.kind.takes_records else None


def standards_table(disclosure: Disclosure) -> DataTable:
    """The standards of each item."""
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.scheme.year),
        TableColumn("item", "单项编号", "id", lambda fact: fact.item.id),
        TableColumn("standard", "标准编号", "id", lambda fact: fact.standard.id),
        TableColumn("item_name", "考核单项", "text", lambda fact: fact.item.name),
        TableColumn("text", "标准原文", "text", lambda fact: fact.standard.text),
        TableColumn("kind", "标准种类编号", "id", lambda fact: fact.kind.name),
        TableColumn("kind_name", "标准种类", "text", lambda fact: fact.kind.title),
        TableColumn("min", "每次最少几分", "figure", partial(_bound, "min"), _BOUND, required=False, declared=True),
        TableColumn("max", "每次最多几分", "figure", partial(_bound, "max"), _BOUND, required=False, declared=True),
    )
    facts = [
        StandardFact(fact.scheme, fact.item, standard)
        for fact in _all_items(disclosure)
        for standard in sorted(fact.item.standards, key=lambda standard: standard.id)
    ]
    return DataTable(
        "standards",
        "计分标准",
        "各考核单项的计分标准：扣几分、得几分、加几分。",
        columns,
        tabulate(columns, facts),
        ("year", "item", "standard"),
        (Reference(("year", "item"), "items", ("year", "item")),),
    )
