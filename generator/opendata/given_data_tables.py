"""Measured values, other assessments, items that do not apply, amendments: tables where there are rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.model.amendment import Amendment
from generator.model.deduction import Evidence
from generator.model.imported import Imported
from generator.model.inapplicable import Inapplicable
from generator.model.lazy_dataclass import dataclass
from generator.model.measured import Measured, MeasuredValue
from generator.model.quarter import quarter_of, span_end
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.table import DataTable, Reference, TableColumn, Value, figure, tabulate
from generator.rules.measure_rule import MEASURE_UNITS, MeasureRule
from generator.words.amended_value import value_words
from generator.words.labels import body_name

_ITEM = Reference(("year", "item"), "items", ("year", "item"))
_UNIT = Reference(("unit",), "units", ("unit",))
_YEAR = Reference(("year",), "schemes", ("year",))
_COUNTS = "截止日期不早于它的时段才计入"
_WITHIN = "各季度单独计分的，计入哪个季度；按年度填报的就是年度"


@dataclass(frozen=True, slots=True)
class ValueFact:
    """One measured value; `rule` is the measure of the scheme, None where that is gone."""

    record: Measured
    value: MeasuredValue
    rule: MeasureRule | None


@dataclass(frozen=True, slots=True)
class ValueEvidence:
    """One piece of evidence of a measured value, numbered from 1."""

    fact: ValueFact
    number: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ImportFact:
    """What one import says of one unit; of all of them where `unit` is empty."""

    record: Imported
    unit: str


@dataclass(frozen=True, slots=True)
class AppliesFact:
    """One item that does not apply to one unit in a year."""

    year: int
    entry: Inapplicable


@dataclass(frozen=True, slots=True)
class AmendedFact:
    """One change of an amendment, numbered from 1."""

    record: Amendment
    number: int


def measured_facts(disclosure: Disclosure) -> Iterator[ValueFact]:
    """The values of periods that have ended in the latest period of each year, by year, item, unit, measure."""
    for year in disclosure.years():
        result = disclosure.latest(year).result
        rules = {rule.id: rule for rule in result.scheme.measures}
        found = [
            ValueFact(record, value, rules.get(value.measure))
            for record in disclosure.corpus.measures_of(year)
            if record.item in result.scheme.items
            for value in record.values
            if span_end(value.period) <= result.until
        ]
        yield from sorted(found, key=lambda fact: (*_place(fact.record), fact.value.measure, fact.value.period))


def _place(record: Measured) -> tuple[str, str]:
    return record.item, record.unit


def measures_table(disclosure: Disclosure) -> DataTable:
    """The measured values."""
    corpus = disclosure.corpus
    columns = (
        *_value_key(),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact.record.unit)),
        TableColumn("measure_name", "指标", "text", lambda fact: fact.rule.name if fact.rule else "", required=False),
        TableColumn(
            "measured_in",
            "数值的单位",
            "id",
            lambda fact: fact.rule.unit if fact.rule else "",
            required=False,
            names=MEASURE_UNITS,
        ),
        TableColumn("value", "数值", "figure", lambda fact: _figure(fact.value.value), required=False),
        TableColumn("done", "完成数", "figure", lambda fact: _figure(fact.value.done), required=False),
        TableColumn("of", "应完成数", "figure", lambda fact: _figure(fact.value.of), required=False),
        TableColumn("date", "取得数值的日期", "day", lambda fact: fact.value.date, required=False),
        TableColumn("counts_from", "计入得分的日期", "day", lambda fact: span_end(fact.value.period), _COUNTS),
        TableColumn("within", "所在时段", "id", lambda fact: quarter_of(fact.value.period), _WITHIN),
        TableColumn("path", "数据文件", "id", lambda fact: fact.record.path, "在数据仓库中的路径"),
    )
    rows = tabulate(columns, measured_facts(disclosure))
    return DataTable(
        "measures", "指标数值", "由数值计分的标准所用的数值。", columns, rows, _VALUE_KEY, (_ITEM, _UNIT)
    )


_VALUE_KEY = ("year", "item", "unit", "measure", "period")


def _value_key() -> tuple[TableColumn, ...]:
    return (
        TableColumn("year", "年度", "whole", lambda fact: fact.record.year),
        TableColumn("item", "单项编号", "id", lambda fact: fact.record.item),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.record.unit),
        TableColumn("measure", "指标编号", "id", lambda fact: fact.value.measure),
        TableColumn("period", "时段", "id", lambda fact: fact.value.period, "年度或季度"),
    )


def measures_evidence_table(disclosure: Disclosure) -> DataTable:
    """The evidence of the measured values, by title, place and digest."""
    columns = (
        *(_of_value(column) for column in _value_key()),
        TableColumn("number", "序号", "whole", lambda found: found.number),
        TableColumn("title", "材料名称", "text", lambda found: found.evidence.title),
        TableColumn("held_at", "存放处", "text", lambda found: found.evidence.held_at),
        TableColumn("sha256", "电子文件的 SHA-256", "id", lambda found: found.evidence.sha256, required=False),
    )
    facts = [
        ValueEvidence(fact, number, evidence)
        for fact in measured_facts(disclosure)
        for number, evidence in enumerate(fact.value.evidence, 1)
    ]
    key = (*_VALUE_KEY, "number")
    words = "指标数值的佐证材料清单。材料本身不在开放数据里。"
    rows, reference = tabulate(columns, facts), Reference(_VALUE_KEY, "measures", _VALUE_KEY)
    return DataTable("measures-evidence", "指标数值的佐证材料", words, columns, rows, key, (reference,))


def _of_value(column: TableColumn) -> TableColumn:
    return TableColumn(column.name, column.title, column.kind, lambda found: column.get(found.fact), column.doc)


def imports_table(disclosure: Disclosure) -> DataTable:
    """What was taken over from other assessments."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.record.year),
        TableColumn("import", "编号", "id", lambda fact: fact.record.id),
        TableColumn("number", "序号", "whole", _number, "0 是对各单位都相同的一个数"),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.unit, "对各单位都相同的为空", required=False),
        TableColumn("unit_name", "单位", "text", lambda fact: _called(disclosure, fact), required=False),
        TableColumn("period", "时段", "id", lambda fact: fact.record.period or str(fact.record.year)),
        TableColumn("score", "得分", "figure", _score, required=False),
        TableColumn("rank", "名次", "whole", lambda fact: _rank(fact, "rank"), required=False),
        TableColumn("of", "参加排名的单位数", "whole", lambda fact: _rank(fact, "of"), required=False),
        TableColumn("counts_from", "计入得分的日期", "day", lambda fact: fact.record.ends, _COUNTS),
        TableColumn("source", "来源", "text", lambda fact: fact.record.source.title),
        TableColumn("source_date", "结果的日期", "day", lambda fact: fact.record.source.date),
        TableColumn("document", "发文字号", "text", lambda fact: fact.record.source.document, required=False),
        TableColumn("sha256", "电子文件的 SHA-256", "id", lambda fact: fact.record.source.sha256, required=False),
        TableColumn("path", "数据文件", "id", lambda fact: fact.record.path, "在数据仓库中的路径"),
    )
    facts = [
        ImportFact(record, unit)
        for year in disclosure.years()
        for record in corpus.imports_of(year)
        if record.ends <= disclosure.latest(year).result.until
        for unit in (*([""] if record.value is not None else []), *record.units)
    ]
    words = "采用的其他考核的结果，原样照录。"
    rows = tabulate(columns, facts)
    return DataTable("imports", "其他考核的结果", words, columns, rows, ("year", "import", "number"), (_YEAR, _UNIT))


def _number(fact: ImportFact) -> int:
    return fact.record.units.index(fact.unit) + 1 if fact.unit else 0


def _called(disclosure: Disclosure, fact: ImportFact) -> str:
    return unit_name(disclosure.corpus, fact.unit) if fact.unit else ""


def _score(fact: ImportFact) -> Value:
    return _figure(fact.record.scores.get(fact.unit) if fact.unit else fact.record.value)


def _rank(fact: ImportFact, name: str) -> int | None:
    found = fact.record.ranks.get(fact.unit)
    number: int | None = None if found is None else getattr(found, name)
    return number


def _figure(value: Decimal | None) -> Value:
    return None if value is None else figure(value)


def applies_table(disclosure: Disclosure) -> DataTable:
    """The items that do not apply to a unit."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.year),
        TableColumn("item", "单项编号", "id", lambda fact: fact.entry.item),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.entry.unit),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact.entry.unit)),
        TableColumn("reason", "不适用的原因", "text", lambda fact: fact.entry.reason),
        TableColumn("decided", "决定的日期", "day", lambda fact: fact.entry.decided),
        TableColumn("counts_from", "计入得分的日期", "day", _applies_from, _COUNTS),
        TableColumn("decided_by", "决定的单位或机构编号", "id", lambda fact: fact.entry.decided_by, required=False),
        TableColumn(
            "decided_by_name",
            "决定的单位或机构",
            "text",
            lambda fact: body_name(corpus, fact.entry.decided_by) if fact.entry.decided_by else "",
            required=False,
        ),
        TableColumn("document", "依据的文件", "text", lambda fact: fact.entry.document, required=False),
    )
    facts = [
        AppliesFact(year, entry)
        for year in disclosure.years()
        if (record := corpus.inapplicable.get(year)) is not None
        for entry in sorted(record.entries, key=lambda entry: (entry.item, entry.unit))
        if record.holds(entry, disclosure.latest(year).result.until)
        if entry.item in disclosure.latest(year).result.scheme.items
    ]
    rows, words = tabulate(columns, facts), "对某个单位不适用的考核单项，附原因和决定。"
    return DataTable("applies", "不适用的单项", words, columns, rows, ("year", "item", "unit"), (_ITEM, _UNIT))


def _applies_from(fact: AppliesFact) -> date:
    """The day on which it was decided, or the last day of the year, which takes in what was decided later."""
    return min(fact.entry.decided, date(fact.year, 12, 31))


def amendments_table(disclosure: Disclosure) -> DataTable:
    """What was changed of a scheme within its year, and from which day."""
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.record.year),
        TableColumn("amendment", "编号", "id", lambda fact: fact.record.id),
        TableColumn("number", "序号", "whole", lambda fact: fact.number),
        TableColumn("starts", "施行日期", "day", lambda fact: fact.record.starts),
        TableColumn("document", "依据的文件", "text", lambda fact: fact.record.document),
        TableColumn("at", "改动的位置", "id", lambda fact: fact.record.changes[fact.number - 1].at),
        TableColumn("to", "改成", "text", lambda fact: value_words(fact.record.changes[fact.number - 1].to)),
        TableColumn("reason", "修改的原因", "text", lambda fact: fact.record.reason, required=False),
        TableColumn("path", "数据文件", "id", lambda fact: fact.record.path, "在数据仓库中的路径"),
    )
    years = set(disclosure.years())
    facts = [
        AmendedFact(record, number)
        for record in disclosure.corpus.amendments
        if record.year in years
        for number in range(1, len(record.changes) + 1)
    ]
    rows, words = tabulate(columns, facts), "年度中途对考核办法的修改，一处一行。"
    key = ("year", "amendment", "number")
    return DataTable("amendments", "考核办法的修改", words, columns, rows, key, (_YEAR,))
