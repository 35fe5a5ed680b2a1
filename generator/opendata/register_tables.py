"""Registers as open data: a table for each whose entries are shown, for the rows in a field, and for all counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.quoted import quoted
from generator.model.register_count import RegisterCount
from generator.model.register_field import FieldRule, RowFieldRule
from generator.model.register_rule import RegisterRule
from generator.model.tally import WITHHELD_CELL
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.table import DataTable, Kind, Reference, TableColumn, Value, figure, tabulate
from generator.public.released import AnyReleased
from generator.score.register_counts import count_entries
from generator.score.register_states import state_name, state_of

_KINDS: dict[str, Kind] = {"day": "day", "number": "figure", "whole": "whole", "flag": "flag"}
_OWN = (
    "record",
    "year",
    "state",
    "state_name",
    "revoked",
    "path",
    "number",
)  # what a column of a field is not called
_IDS = ("ref", "clause", "choice", "period")


@dataclass(frozen=True, slots=True)
class RowFact:
    """One row in a field of an entry, numbered from 1."""

    entry: Entry
    number: int
    row: Any


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """One cell of a count; `value` is None where it is withheld."""

    register: RegisterRule
    count: RegisterCount
    period: str
    key: str
    value: Decimal | None


def register_tables(disclosure: Disclosure) -> Iterator[DataTable]:
    """The tables of all registers that are shown; none where there is nothing to tell."""
    shown = [found for found in disclosure.corpus.registers.values() if found.shows_records]
    for register in shown:
        yield _entries_table(disclosure, register)
        for rule in register.fields:
            if rule.type == "rows":
                yield _rows_table(disclosure, register, rule)
    if any(register.counts for register in disclosure.corpus.registers.values()):
        yield _counts_table(disclosure)


def table_name(register: RegisterRule, rule: FieldRule | None = None) -> str:
    """What the table of a register is called; of the rows in a field with the field's id."""
    return f"register-{register.id}" + (f"-{rule.id}" if rule is not None else "")


def column_name(rule: RowFieldRule) -> str:
    """What the column of a field is called."""
    name = rule.id.replace("-", "_")
    return f"{name}_field" if name in _OWN else name


def _key_of(register: RegisterRule) -> tuple[str, ...]:
    return ("year", "record") if register.per == "year" else ("record",)


def _key_columns(register: RegisterRule, entry_of: Callable[[Any], Entry]) -> Iterator[TableColumn]:
    if register.per == "year":
        yield TableColumn("year", "年度", "whole", lambda fact: entry_of(fact).year)
    yield TableColumn("record", "记录编号", "id", lambda fact: entry_of(fact).id, "文件的名字")


def _itself(fact: Any) -> Entry:
    entry: Entry = fact
    return entry


def _entries_table(disclosure: Disclosure, register: RegisterRule) -> DataTable:
    """The entries of a register, with foreign keys to units and to other registers."""
    corpus = disclosure.corpus
    columns = [*_key_columns(register, _itself)]
    for rule in register.fields:
        if rule.type != "rows":
            columns += _field_columns(corpus, rule, lambda fact, name: fact.value(name))
    if register.steps:
        names = {step.id: step.label for step in register.steps}
        columns.append(TableColumn("state", "状态编号", "id", _state_id, "由各项日期得出", False, names))
        columns.append(TableColumn("state_name", "状态", "text", state_name, required=False))
    columns.append(TableColumn("revoked", "是否撤销", "flag", lambda entry: entry.revoked is not None))
    columns.append(TableColumn("path", "数据文件", "id", lambda entry: entry.path, "在数据仓库中的路径"))
    entries = sorted(corpus.entries_by_register.get(register.id, ()), key=lambda entry: (entry.year, entry.id))
    words = register.about or f"{register.title}的每一条记录。"
    references = tuple(_references(corpus, register))
    name = table_name(register)
    return DataTable(
        name, register.title, words, tuple(columns), tabulate(columns, entries), _key_of(register), references
    )


def _state_id(entry: Entry) -> Value:
    state = state_of(entry)
    return state.id if state is not None else ""


def _references(corpus: AnyReleased, register: RegisterRule) -> Iterator[Reference]:
    for rule in register.fields:
        if rule.type != "ref" or rule.many:
            continue
        if rule.to == "unit":
            yield Reference((column_name(rule),), "units", ("unit",))
        other = corpus.registers.get(rule.to.partition(":")[2])
        if other is not None and other.shows_records and other.per == "once":
            yield Reference((column_name(rule),), table_name(other), ("record",))


def _field_columns(corpus: AnyReleased, rule: RowFieldRule, get: Callable[[Any, str], Any]) -> Iterator[TableColumn]:
    """The column of a field; of a choice, or a unit, also its name."""
    name, title, doc = column_name(rule), rule.label, rule.hint
    kind = _KINDS.get(rule.type, "id" if rule.type in _IDS and not rule.many else "text")
    yield TableColumn(
        name, title, kind, partial(_value, rule, get), doc, False, rule.choices if rule.type == "choice" else {}
    )
    if rule.type == "choice":
        yield TableColumn(
            f"{name}_name",
            f"{title}（名称）",
            "text",
            lambda fact: rule.choices.get(get(fact, rule.id), ""),
            doc,
            False,
        )
    elif rule.type == "ref" and rule.to == "unit":
        yield TableColumn(
            f"{name}_name", f"{title}（名称）", "text", partial(_unit_names, corpus, rule, get), doc, False
        )


def _value(rule: RowFieldRule, get: Callable[[Any, str], Any], fact: Any) -> Value:
    value = get(fact, rule.id)
    if rule.type == "evidence":
        return "；".join(f"{one.title}（{one.held_at}）" for one in value)
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, Decimal):
        return figure(value)
    found: Value = value
    return found


def _unit_names(corpus: AnyReleased, rule: RowFieldRule, get: Callable[[Any, str], Any], fact: Any) -> Value:
    value = get(fact, rule.id)
    units = value if isinstance(value, tuple) else (value,) if value else ()
    return "、".join(unit_name(corpus, unit) for unit in units)


def _rows_table(disclosure: Disclosure, register: RegisterRule, rule: FieldRule) -> DataTable:
    """The rows in one field of all entries."""
    columns = [*_key_columns(register, lambda fact: fact.entry)]
    columns.append(TableColumn("number", "序号", "whole", lambda fact: fact.number, "从 1 起"))
    for inner in rule.rows:
        columns += _field_columns(disclosure.corpus, inner, lambda fact, name: fact.row.value(name))
    entries = sorted(
        disclosure.corpus.entries_by_register.get(register.id, ()), key=lambda entry: (entry.year, entry.id)
    )
    facts = [RowFact(entry, at, row) for entry in entries for at, row in enumerate(entry.value(rule.id), start=1)]
    key = _key_of(register)
    reference = Reference(key, table_name(register), key)
    name, title = table_name(register, rule), f"{register.title}：{rule.label}"
    words = f"{register.title}里{quoted(rule.label)}的每一行。"
    return DataTable(name, title, words, tuple(columns), tabulate(columns, facts), (*key, "number"), (reference,))


def _counts_table(disclosure: Disclosure) -> DataTable:
    """All counts of all registers, cell by cell."""
    columns = (
        TableColumn("register", "登记簿编号", "id", lambda fact: fact.register.id),
        TableColumn("register_name", "登记簿", "text", lambda fact: fact.register.title),
        TableColumn("count", "统计数编号", "id", lambda fact: fact.count.id),
        TableColumn("count_name", "统计数", "text", lambda fact: fact.count.label),
        TableColumn("period", "时段", "id", lambda fact: fact.period, "季度或年度；不分时段的写 all"),
        TableColumn("key", "按什么分", "id", lambda fact: fact.key, "几样的以 / 隔开；不再分的写 all"),
        TableColumn("value", "数", "figure", lambda fact: fact.value, "太少、不公开的没有值", False),
        TableColumn("withheld", "是否不公开", "flag", lambda fact: fact.value is None),
    )
    facts = sorted(_count_facts(disclosure), key=lambda f: (f.register.id, f.count.id, f.period, f.key))
    words = "各登记簿的统计数。只公开统计数的登记簿，太少的和由别的数能推出来的不公开。"
    key = ("register", "count", "period", "key")
    return DataTable("register-counts", "登记簿统计", words, columns, tabulate(columns, facts), key)


def _count_facts(disclosure: Disclosure) -> Iterator[RegisterCell]:
    corpus = disclosure.corpus
    for register in corpus.registers.values():
        known = {count.id: count for count in register.counts}
        if register.shows_records:
            entries = corpus.entries_by_register.get(register.id, ())
            for count in register.counts:
                for key, cell in count_entries(count, entries, corpus.holidays, disclosure.until).items():
                    if cell.value is not None:
                        yield RegisterCell(register, count, "all", "/".join(key) or "all", figure(cell.value))
            continue
        for tally in (tally for tally in corpus.tallies if tally.register == register.id):
            for name, cells in tally.counts.items():
                for cell_key, text in cells.items() if name in known else ():
                    value = None if text == WITHHELD_CELL else Decimal(text)
                    yield RegisterCell(register, known[name], tally.id, cell_key, value)
