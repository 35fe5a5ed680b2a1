"""What changed in the data, when, and by which office."""

from __future__ import annotations

from functools import cache

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.read.layout import place_file
from generator.read.shape import slots_of
from generator.view.opendata.disclosure import Change, Disclosure, unit_name
from generator.view.opendata.table import Column, Table, tabulate


def changes_table(disclosure: Disclosure) -> Table:
    """The changes given, in their order of date, then commit, path and field.

    A change of an internal field is left out. Counts of the appraisal are never shown here: an older count may have
    been that of a small group.
    """
    corpus = disclosure.corpus
    columns = (
        Column("commit", "提交", "id", lambda change: change.commit, "数据仓库中的提交编号"),
        Column("recorded", "登记日期", "day", lambda change: change.recorded, "进入主分支的日期"),
        Column("kind", "变动种类", "id", lambda change: change.kind),
        Column("path", "数据文件", "id", lambda change: change.path),
        Column("year", "年度", "whole", lambda change: change.year, required=False),
        Column("unit", "单位编号", "id", lambda change: change.unit, required=False),
        Column(
            "unit_name",
            "被考核单位",
            "text",
            lambda change: unit_name(corpus, change.unit) if change.unit else "",
            required=False,
        ),
        Column("item", "单项编号", "id", lambda change: change.item, required=False),
        Column("record", "记录编号", "id", lambda change: change.record, required=False),
        Column("field", "字段", "id", lambda change: change.field, required=False),
        Column("old", "变动前", "text", lambda change: _shown(change, change.old), required=False),
        Column("new", "变动后", "text", lambda change: _shown(change, change.new), required=False),
        Column("office", "登记单位编号", "id", lambda change: change.office, required=False),
    )
    facts = sorted(
        (change for change in disclosure.changes if not _is_internal(change)),
        key=lambda change: (change.recorded, change.commit, change.path, change.field),
    )
    doc = "主分支上数据的每一处变动。不显示操作人，只显示所属单位；千人评议的票数变动只显示发生过，不显示数字。"
    return Table("changes", "变动记录", doc, columns, tabulate(columns, facts))


def _is_internal(change: Change) -> bool:
    return change.field.partition(".")[0] in _internal_fields()


@cache
def _internal_fields() -> frozenset[str]:
    """The names of the fields that never leave the repository."""
    slots = (*slots_of(Deduction), *slots_of(Appraisal))
    return frozenset(slot.name for slot in slots if any(marker.internal for marker in slot.markers))


def _shown(change: Change, value: str) -> str:
    placed = place_file(change.path)
    return "" if placed and placed[0] == "appraisal" and change.field.startswith("panels") else value
