"""What deductions and bonuses rest on: evidence by title, place and digest."""

from __future__ import annotations

from generator.model.bonus import Bonus
from generator.model.deduction import Deduction, Evidence
from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind
from generator.opendata.disclosure import Disclosure
from generator.opendata.record_tables import facts_in
from generator.opendata.table import DataTable, Reference, TableColumn, tabulate


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """One piece of evidence of a record, numbered from 1."""

    record: Deduction
    number: int
    evidence: Evidence


def evidence_table(disclosure: Disclosure) -> DataTable:
    """The evidence of the deductions, by title, place and digest."""
    return _evidence_table(disclosure, Deduction.KIND, "deductions", "evidence", ("佐证材料", "扣分"))


def bonuses_evidence_table(disclosure: Disclosure) -> DataTable:
    """The evidence of the additions of points."""
    return _evidence_table(disclosure, Bonus.KIND, "bonuses", "bonuses-evidence", ("加分记录的佐证材料", "加分"))


def _evidence_table(
    disclosure: Disclosure, kind: FileKind, table: str, name: str, words: tuple[str, str]
) -> DataTable:
    columns = (
        TableColumn("year", "年度", "whole", lambda fact: fact.record.year),
        TableColumn("item", "单项编号", "id", lambda fact: fact.record.item),
        TableColumn("record", "记录编号", "id", lambda fact: fact.record.id),
        TableColumn("number", "序号", "whole", lambda fact: fact.number),
        TableColumn("title", "材料名称", "text", lambda fact: fact.evidence.title),
        TableColumn("held_at", "存放处", "text", lambda fact: fact.evidence.held_at),
        TableColumn(
            "sha256",
            "电子文件的 SHA-256",
            "id",
            lambda fact: fact.evidence.sha256,
            "用来核对材料没有改动",
            required=False,
        ),
    )
    facts = [
        EvidenceFact(fact.record, number, evidence)
        for fact in facts_in(disclosure, kind)
        for number, evidence in enumerate(fact.record.evidence, 1)
    ]
    return DataTable(
        name,
        words[0],
        f"{words[1]}记录的佐证材料清单。材料本身不在开放数据里。",
        columns,
        tabulate(columns, facts),
        ("year", "item", "record", "number"),
        (Reference(("year", "item", "record"), table, ("year", "item", "record")),),
    )
