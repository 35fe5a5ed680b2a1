"""What changed in the data, when, and by which office."""

from __future__ import annotations

from generator.change.change_words import CHANGES
from generator.model.place import find_place
from generator.opendata.disclosure import ChangeRow, Disclosure, unit_name
from generator.opendata.sheet import Sheet, SheetColumn
from generator.opendata.table import DataTable, TableColumn, tabulate
from generator.public.redact import field_leaves

KINDS: dict[str, str] = dict(CHANGES.items())
DOC = (
    "数据的每一处变动，一个值一行。不显示操作人，只显示所属单位；评议的票数变动只显示发生过，不显示数字。"
    "正式数据的公开版只列历次发布、更正之间的变动，日期是发布日期。"
)


def changes_table(disclosure: Disclosure) -> DataTable:
    """The changes given, in their order.

    A change of an internal field is left out. Counts of the appraisal are never shown here: an older count may have
    been that of a small group.
    """
    corpus = disclosure.corpus
    columns = (
        TableColumn("commit", "提交", "id", lambda change: change.commit, "数据仓库中的提交编号"),
        TableColumn("recorded", "登记日期", "day", lambda change: change.recorded, "进入主分支的日期"),
        TableColumn("kind", "变动种类", "id", lambda change: change.kind, names=KINDS),
        TableColumn("path", "数据文件", "id", lambda change: change.path),
        TableColumn("year", "年度", "whole", lambda change: change.year, required=False),
        TableColumn("unit", "单位编号", "id", lambda change: change.unit, required=False),
        TableColumn(
            "unit_name",
            "被考核单位",
            "text",
            lambda change: unit_name(corpus, change.unit) if change.unit else "",
            required=False,
        ),
        TableColumn("item", "单项编号", "id", lambda change: change.item, required=False),
        TableColumn("record", "记录编号", "id", lambda change: change.record, required=False),
        TableColumn("field", "字段", "id", lambda change: change.field, required=False),
        TableColumn("old", "变动前", "text", lambda change: shown_value(change, change.old), required=False),
        TableColumn("new", "变动后", "text", lambda change: shown_value(change, change.new), required=False),
        TableColumn("office", "登记单位编号", "id", lambda change: change.office, required=False),
    )
    doc = DOC + (f"本次没有内容：{disclosure.changes_missing}" if disclosure.changes_missing else "")
    return DataTable("changes", "变动记录", doc, columns, tabulate(columns, public_changes(disclosure)))


def change_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """The changes of the records of a year, and of what belongs to no year, as a sheet of its workbook."""
    columns = (
        SheetColumn("recorded", "登记日期", "day", 12),
        SheetColumn("kind", "变动", "text", 10),
        SheetColumn("unit", "单位", "text", 30),
        SheetColumn("path", "数据文件", "id", 50),
        SheetColumn("field", "字段", "id", 24),
        SheetColumn("old", "变动前", "long", 30),
        SheetColumn("new", "变动后", "long", 30),
        SheetColumn("office", "登记单位", "text", 30),
        SheetColumn("commit", "提交", "id", 44),
    )
    rows = tuple(
        (
            change.recorded,
            KINDS[change.kind],
            unit_name(disclosure.corpus, change.unit) if change.unit else None,
            change.path,
            change.field or None,
            shown_value(change, change.old) or None,
            shown_value(change, change.new) or None,
            unit_name(disclosure.corpus, change.office) if change.office else None,
            change.commit,
        )
        for change in public_changes(disclosure)
        if change.year in (None, year)
    )
    votes = "；评议的票数变动不显示数字" if disclosure.corpus.appraises else ""
    note = disclosure.changes_missing or f"一个值一行；只显示单位，不显示操作人{votes}。"
    return Sheet("变动记录", f"{year}年度数据的变动记录", note, columns, rows, printed=8)


def public_changes(disclosure: Disclosure) -> list[ChangeRow]:
    """The changes of what may leave."""
    shown = disclosure.corpus.registers
    return [change for change in disclosure.changes if field_leaves(change.path, change.field, shown)]


def shown_value(change: ChangeRow, value: str) -> str:
    """`value` of a change; nothing of the counts of an appraisal."""
    placed = find_place(change.path)
    return "" if placed and placed.kind == "appraisal" and change.field.startswith("panels") else value
