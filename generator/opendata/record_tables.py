"""Deductions and their evidence: every point lost, by which rule, found by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.model.bonus import Bonus
from generator.model.deduction import DECISIONS, METHODS, SOURCES, Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.rare_columns import rare_columns
from generator.opendata.table import (
    DataTable,
    Kind,
    Reference,
    TableColumn,
    Value,
    figure,
    tabulate,
)
from generator.public.released import AnyReleased
from generator.rules.effect_words import EFFECTS, reword
from generator.rules.item import Item
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord
from generator.score.result import RecordEffect
from generator.score.step import EARLY, OUTSIDE
from generator.words.labels import body_name

STATUSES = {
    "standing": "有效",
    "appealed": "申诉复核中",
    "upheld": "复核维持",
    "reduced": "复核减少扣分",
    "revoked-on-review": "复核撤销",
    "revoked": "已撤销",
    "early": EARLY,
    "outside": OUTSIDE,
}
_ASSESSES = "负责考核这个单位的部门；考核部门自己的单项由别的部门考核的，是那个部门"


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One deduction with what it did to the score."""

    scheme: Scheme
    effect: RecordEffect

    @property
    def record(self) -> Deduction:
        """The record."""
        return self.effect.record

    @property
    def item(self) -> Item:
        """Its item."""
        return self.scheme.items[self.record.item]

    @property
    def assessor(self) -> str:
        """Who assesses its unit in its item."""
        return self.scheme.assessor_of(self.item, self.record.unit)

    @property
    def standard(self) -> StandardRecord | None:
        """The rule it rests on."""
        return next((found for found in self.item.standards if found.id == self.record.standard), None)


def status_of(effect: RecordEffect) -> str:
    """What became of a record, as an id of STATUSES."""
    record = effect.record
    if effect.early:
        return "early" if effect.early == EARLY else "outside"
    if record.revoked is not None:
        return "revoked"
    if record.appeal is None:
        return "standing"
    return {"": "appealed", "revoked": "revoked-on-review"}.get(record.appeal.decision, record.appeal.decision)


def record_facts(disclosure: Disclosure, *years: int) -> Iterator[RecordFact]:
    """The deductions that entered into the latest period of these years, or of every year, by year, item, id."""
    for year in years or disclosure.years():
        facts = [
            RecordFact(result.scheme, effect)
            for result in disclosure.told(year)
            for unit in result.units
            for effect in unit.score.effects()
        ]
        yield from sorted(facts, key=lambda fact: (fact.record.item, fact.record.id))


def deductions_table(disclosure: Disclosure) -> DataTable:
    """All deductions."""
    facts = list(facts_in(disclosure, Deduction.KIND))
    noun = common_fact_noun(facts)
    columns = tuple(_reworded(column, noun) for column in record_columns(disclosure))
    words = "每一笔扣分：依据、分值、封顶、整改、申诉和撤销。“实际扣分”是真正"
    words = reword(words, noun) + ("使得分减少的分数。" if noun == "扣分" else "计入的分数。")
    rows = tabulate(columns, facts)
    return DataTable("deductions", f"{noun}记录", words, columns, rows, _KEY, _REFERENCES)


def bonuses_table(disclosure: Disclosure) -> DataTable:
    """All additions of points."""
    columns = tuple(_reworded(column, "加分") for column in record_columns(disclosure))
    words = "每一笔加分：依据、分值、封顶、申诉和撤销。“实际加分”是真正使得分增加的分数。"
    rows = tabulate(columns, facts_in(disclosure, Bonus.KIND))
    return DataTable("bonuses", "加分记录", words, columns, rows, _KEY, _REFERENCES)


_KEY = ("year", "item", "record")
_REFERENCES = (
    Reference(("year", "item"), "items", ("year", "item")),
    Reference(("year", "item", "standard"), "standards", ("year", "item", "standard")),
    Reference(("unit",), "units", ("unit",)),
    Reference(("assessor",), "units", ("unit",)),
)


def facts_in(disclosure: Disclosure, kind: FileKind) -> Iterator[RecordFact]:
    """The facts of deductions or of bonuses, by the kind of their files."""
    return (fact for fact in record_facts(disclosure) if kind == fact.record.KIND)


def common_fact_noun(facts: Iterable[RecordFact]) -> str:
    """What the points of these records are called together: 扣分 where there are none, 计分 where they differ."""
    nouns = {fact.effect.words.noun for fact in facts} or {EFFECTS["loses"].noun}
    return nouns.pop() if len(nouns) == 1 else EFFECTS["none"].noun


def _reworded(column: TableColumn, noun: str) -> TableColumn:
    """The same column in the words of points that are called `noun`."""
    names = {name: reword(words, noun) for name, words in column.names.items()}
    get = column.get
    if column.name == "status_name":
        return replace(column, title=reword(column.title, noun), get=lambda fact: reword(str(get(fact)), noun))
    return replace(column, title=reword(column.title, noun), doc=reword(column.doc, noun), names=names)


def record_columns(disclosure: Disclosure) -> tuple[TableColumn, ...]:
    """The columns that a RecordFact fills; the office's internal note is none of them."""
    return (
        *_identity(disclosure),
        *_points(),
        *rare_columns(disclosure.corpus),
        *_finding(),
        *_aftermath(disclosure.corpus),
        TableColumn("path", "数据文件", "id", lambda fact: fact.record.path, "在数据仓库中的路径"),
    )


def _identity(disclosure: Disclosure) -> tuple[TableColumn, ...]:
    corpus = disclosure.corpus
    return (
        TableColumn("year", "年度", "whole", lambda fact: fact.record.year),
        TableColumn("item", "单项编号", "id", lambda fact: fact.record.item),
        TableColumn("record", "记录编号", "id", lambda fact: fact.record.id, "在单项之内唯一"),
        TableColumn("date", "日期", "day", lambda fact: fact.record.date, "发现问题的日期，决定所属季度"),
        TableColumn("quarter", "季度", "whole", lambda fact: fact.record.quarter),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.record.unit),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact.record.unit)),
        TableColumn("category_name", "类别", "text", lambda fact: fact.scheme.category_of[fact.record.item].name),
        TableColumn("item_name", "考核单项", "text", lambda fact: fact.item.name),
        TableColumn("assessor", "考核实施部门编号", "id", lambda fact: fact.assessor, _ASSESSES),
        TableColumn("assessor_name", "考核实施部门", "text", lambda fact: unit_name(corpus, fact.assessor)),
    )


def _points() -> tuple[TableColumn, ...]:
    return (
        TableColumn("standard", "标准编号", "id", lambda fact: fact.record.standard),
        TableColumn(
            "standard_text",
            "扣分标准",
            "text",
            lambda fact: fact.standard.text if fact.standard else "",
            required=False,
        ),
        TableColumn("points", "记录扣分", "figure", lambda fact: figure(fact.record.points), declared=True),
        TableColumn("count", "件数", "whole", lambda fact: fact.record.count, "记录扣分是几件（次、人次）的合计"),
        TableColumn(
            "effective",
            "有效扣分",
            "figure",
            lambda fact: figure(fact.effect.effective),
            "撤销的和施行前不计分的为 0；复核减少的为减少后的分数",
        ),
        TableColumn(
            "absorbed",
            "封顶不扣",
            "figure",
            lambda fact: figure(fact.effect.absorbed),
            "超过单项上限、不再扣的分数",
        ),
        TableColumn(
            "counted", "实际扣分", "figure", lambda fact: figure(fact.effect.counted), "有效扣分减去封顶不扣"
        ),
        TableColumn("status", "状态编号", "id", lambda fact: status_of(fact.effect), names=STATUSES),
        TableColumn("status_name", "状态", "text", lambda fact: STATUSES[status_of(fact.effect)]),
    )


def _finding() -> tuple[TableColumn, ...]:
    return (
        TableColumn("method", "考核方式编号", "id", lambda fact: fact.record.method, names=METHODS),
        TableColumn("method_name", "考核方式", "text", lambda fact: METHODS[fact.record.method]),
        TableColumn("source", "线索来源编号", "id", lambda fact: fact.record.source, names=SOURCES),
        TableColumn("source_name", "线索来源", "text", lambda fact: SOURCES[fact.record.source]),
        TableColumn("reason", "扣分事由", "text", lambda fact: fact.record.reason),
    )


def _aftermath(corpus: AnyReleased) -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            "notified", "告知日期", "day", lambda fact: fact.record.notified, "扣分告知书送达的日期", required=False
        ),
        _optional("reply_date", "答复日期", "day", "reply", "date"),
        _optional("reply_text", "被扣分单位的答复", "text", "reply", "text"),
        _optional("rectification_due", "整改期限", "day", "rectification", "due"),
        _optional("rectification_done", "完成整改日期", "day", "rectification", "done"),
        _optional("rectification_accepted", "验收销号日期", "day", "rectification", "accepted"),
        _optional("rectification_note", "整改情况", "text", "rectification", "note"),
        *_appeal(corpus),
        TableColumn("revoked", "已撤销", "flag", lambda fact: fact.record.revoked is not None, "复核撤销的不在内"),
        _optional("revoked_date", "撤销日期", "day", "revoked", "date"),
        _optional("revoked_reasons", "撤销理由", "text", "revoked", "reasons"),
    )


def _appeal(corpus: AnyReleased) -> tuple[TableColumn, ...]:
    return (
        _optional("appeal_filed", "申诉日期", "day", "appeal", "filed"),
        _optional("appeal_grounds", "申诉理由", "text", "appeal", "grounds"),
        _optional("appeal_decided", "复核日期", "day", "appeal", "decided", "空表示尚未决定"),
        TableColumn(
            "appeal_decision",
            "复核决定",
            "id",
            lambda fact: _of(fact.record, "appeal", "decision"),
            required=False,
            names=DECISIONS,
        ),
        _optional("appeal_points", "复核后扣分", "figure", "appeal", "points", "只在减少扣分时有"),
        _optional("appeal_reasons", "复核理由", "text", "appeal", "reasons"),
        TableColumn("appeal_decided_by", "复核单位或机构编号", "id", _decider, required=False),
        TableColumn(
            "appeal_decided_by_name",
            "复核单位或机构",
            "text",
            lambda fact: body_name(corpus, str(_decider(fact) or "")) or None,
            required=False,
        ),
        _optional("appeal_document", "复核决定书文号", "text", "appeal", "document", "复核决定书的发文字号"),
    )


def _optional(name: str, title: str, kind: Kind, part: str, attribute: str, doc: str = "") -> TableColumn:
    """The column of one field of a part that a record may lack."""
    return TableColumn(name, title, kind, lambda fact: _of(fact.record, part, attribute), doc, False, declared=True)


def _decider(fact: RecordFact) -> Value:
    """Who decided, or is to decide, on the appeal."""
    return _of(fact.record, "appeal", "decided_by") or None


def _of(record: Deduction, part: str, attribute: str) -> Value:
    """One field of a part that a record may lack; None where it lacks it."""
    whole = getattr(record, part)
    value: Value = None if whole is None else getattr(whole, attribute)
    return figure(value) if isinstance(value, Decimal) else value
