"""All tables of the open data, and the list of files that a page offers."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.lazy_dataclass import dataclass
from generator.model.unit import DATA_LICENSES, Site
from generator.opendata.appraisal_tables import ballots_table, tallies_table
from generator.opendata.calculation import CALCULATION
from generator.opendata.change_table import changes_table
from generator.opendata.disclosure import Disclosure
from generator.opendata.evidence_tables import bonuses_evidence_table, evidence_table
from generator.opendata.given_data_tables import (
    amendments_table,
    applies_table,
    imports_table,
    measures_evidence_table,
    measures_table,
)
from generator.opendata.marking import file_name, mark_table
from generator.opendata.publication_tables import (
    correction_results_table,
    corrections_table,
    publication_results_table,
    publications_table,
)
from generator.opendata.quarter_totals import quarter_totals_table
from generator.opendata.record_tables import bonuses_table, deductions_table
from generator.opendata.register_tables import register_tables
from generator.opendata.result_tables import (
    components_table,
    outcomes_table,
    result_items_table,
    results_table,
)
from generator.opendata.scale_table import scale_table
from generator.opendata.scheme_tables import (
    items_table,
    schemes_table,
    standards_table,
    units_table,
)
from generator.opendata.table import DataTable
from generator.opendata.unit_part_tables import (
    scored_months_table,
    scored_quarters_table,
    unit_edges_table,
    unit_parts_table,
)

FOLDER = "open-data"
LICENSE_URLS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "ODC-BY-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_TABLES: tuple[Callable[[Disclosure], DataTable], ...] = (
    units_table,
    schemes_table,
    items_table,
    standards_table,
    scale_table,
    deductions_table,
    evidence_table,
    ballots_table,
    tallies_table,
    results_table,
    components_table,
    result_items_table,
    outcomes_table,
    publications_table,
    publication_results_table,
    corrections_table,
    correction_results_table,
    changes_table,
)
_RARE: tuple[Callable[[Disclosure], DataTable], ...] = (
    bonuses_table,
    bonuses_evidence_table,
    measures_table,
    measures_evidence_table,
    imports_table,
    applies_table,
    unit_parts_table,
    unit_edges_table,
    scored_months_table,
    scored_quarters_table,
    amendments_table,
    quarter_totals_table,
)


@dataclass(frozen=True, slots=True)
class License:
    """The licence of the data: id (Open Definition), Chinese name, place of its text."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table on offer: the paths of its two forms below the site, its number of rows, its columns."""

    name: str
    title: str
    doc: str
    rows: int
    csv: str
    json: str
    columns: tuple[tuple[str, str, str], ...]  # name, title, explanation


@dataclass(frozen=True, slots=True)
class OpenDataIndex:
    """What the page of open data shows. Paths are below the site; each pair is a path and its title."""

    license: License
    workbooks: tuple[tuple[str, str], ...]
    tables: tuple[TableLine, ...]
    others: tuple[tuple[str, str], ...]


def open_data_tables(disclosure: Disclosure) -> tuple[DataTable, ...]:
    """All tables, those that others refer to first; a demonstration's are marked in every row.

    A table of what few projects have is there where it has rows.
    """
    rare = (make(disclosure) for make in _RARE)
    registers = register_tables(disclosure)
    tables = (*(make(disclosure) for make in _TABLES), *(table for table in (*rare, *registers) if table.rows))
    return tuple(mark_table(disclosure.site, table) for table in tables)


def license_of(disclosure: Disclosure) -> License:
    """The licence that the site's settings name."""
    name = disclosure.site.data_license
    return License(name, DATA_LICENSES[name], LICENSE_URLS[name])


def workbook_path(site: Site, year: int) -> str:
    """Where the workbook of `year` lies below the open-data folder."""
    return file_name(site, f"kaohe-{year}.xlsx")


def opendata_index(disclosure: Disclosure, tables: tuple[DataTable, ...]) -> OpenDataIndex:
    """The files on offer, the newest workbook first; `tables` are those of `open_data_tables`."""
    site = disclosure.site
    years = reversed(disclosure.years())
    return OpenDataIndex(
        license_of(disclosure),
        tuple((f"{FOLDER}/{workbook_path(site, year)}", f"{year}年度考核数据") for year in years),
        tuple(_table_line(site, table) for table in tables),
        (
            (f"{FOLDER}/{file_name(site, 'README.txt')}", "使用说明"),
            (f"{FOLDER}/{file_name(site, CALCULATION)}", "得分怎样计算（机器可读）"),
            (f"{FOLDER}/{file_name(site, 'LICENSE.txt')}", "许可协议"),
            (f"{FOLDER}/datapackage.json", "数据说明（机器可读）"),
        ),
    )


def _table_line(site: Site, table: DataTable) -> TableLine:
    return TableLine(
        table.name,
        table.title,
        table.doc,
        len(table.rows),
        f"{FOLDER}/{file_name(site, table.name)}.csv",
        f"{FOLDER}/{file_name(site, table.name)}.json",
        tuple((column.name, column.title, column.doc) for column in table.columns),
    )
