"""The mark of a demonstration in everything that is downloaded: file names, tables and sheets, their description.

A banner stays behind on the site; a row of a table that somebody passes on still says that it was made up.
"""

from __future__ import annotations

from dataclasses import replace

from generator.model.unit import Site
from generator.opendata.sheet import Sheet, SheetColumn
from generator.opendata.table import DataTable, FactRows, TableColumn
from generator.words.site_frame import saved_name

MARK = "示例数据"
KEYWORDS = (MARK, "sample")
_NAME, _TITLE = "demonstration", "演示"
_DOC = "每一行都有：这是演示，内容都是编造的"


def file_name(site: Site, name: str) -> str:
    """The name of a file of the open data; a demonstration's begins with a word that says so."""
    return saved_name(site.demo, name)


def mark_table(site: Site, table: DataTable) -> DataTable:
    """The table; a demonstration's with the mark as its first column, in every row."""
    if not site.demo:
        return table
    column = TableColumn(_NAME, _TITLE, "text", lambda fact: MARK, _DOC)
    rows = table.rows
    if isinstance(rows, FactRows):
        return replace(
            table, columns=(column, *table.columns), rows=replace(rows, getters=(column.get, *rows.getters))
        )
    return replace(table, columns=(column, *table.columns), rows=tuple((MARK, *row) for row in rows))


def mark_sheet(site: Site, sheet: Sheet) -> Sheet:
    """The sheet; a demonstration's with the mark in its title and as its last column, where no formula looks."""
    if not site.demo:
        return sheet
    return replace(
        sheet,
        title=f"{sheet.title}（{MARK}）",
        columns=(*sheet.columns, SheetColumn(_NAME, _TITLE, "text", 12)),
        rows=tuple((*row, MARK) for row in sheet.rows),
        parameters=tuple((*row, None) for row in sheet.parameters),
    )
