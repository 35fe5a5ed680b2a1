"""The open data and the feeds of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.load.edition import Edition
from generator.load.year_key import year_key
from generator.opendata.atom_feed import render_feed
from generator.opendata.calculation import CALCULATION, render_calculation
from generator.opendata.catalogue import FOLDER, open_data_tables, workbook_path
from generator.opendata.csv_file import render_csv
from generator.opendata.datapackage import FileFacts, render_datapackage
from generator.opendata.disclosure import Disclosure, Shown
from generator.opendata.feeds import view_feeds
from generator.opendata.json_file import render_json
from generator.opendata.kept_workbook import year_workbook
from generator.opendata.marking import file_name
from generator.opendata.readme import license_text, readme_text
from generator.opendata.shown_changes import shown_changes
from generator.opendata.table import DataTable
from generator.words.site_frame import view_site

Decides = Callable[[int], Sequence[str]]


def make_disclosure(edition: Edition, told: bool = True) -> Disclosure | None:
    """What the open data of this build are made from; None where no site is described or nothing is shown.

    With `told` it holds what has changed in the data, or why that is not there.
    """
    site = edition.corpus.site
    if site is None or not edition.periods:
        return None
    shown = tuple(Shown(period, edition.results[period.year, period.quarter]) for period in edition.periods)
    until = edition.updated or max(found.result.until for found in shown)
    found = shown_changes(edition) if told else ()
    changes, missing = ((), found) if isinstance(found, str) else (found, "")
    return Disclosure(site, edition.corpus, shown, until, edition.commit, changes, view_site(edition).notes, missing)


def produce_open_data(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file in open-data/."""
    disclosure = make_disclosure(edition)
    if disclosure is not None:
        decides = (lambda year: (year_key(edition, year),)) if edition.store.is_there else _nothing
        yield from open_data_files(disclosure, edition.store, decides)


def _nothing(_: int) -> Sequence[str]:
    return ()


def open_data_files(
    disclosure: Disclosure, store: KeptStore = NOTHING_KEPT, decides: Decides = _nothing
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the tables, the workbooks and the texts beside them, the description of them all last.

    `decides` says of a year what its data follow from, for `store`.
    """
    site, tables = disclosure.site, open_data_tables(disclosure)
    files: dict[str, FileFacts] = {}
    for name, content in _data_files(disclosure, tables, store, decides):
        files[name] = FileFacts.of(content)
        yield f"{FOLDER}/{name}", content
    # A byte order mark and CRLF: old editors of Windows take the text for what it is.
    texts = {"README.txt": readme_text(disclosure, tables), "LICENSE.txt": license_text(disclosure)}
    for name, text in texts.items():
        content = text.replace("\n", "\r\n").encode("utf-8-sig")
        files[file_name(site, name)] = FileFacts.of(content)
        yield f"{FOLDER}/{file_name(site, name)}", content
    yield f"{FOLDER}/datapackage.json", render_datapackage(disclosure, tables, files)


def _data_files(
    disclosure: Disclosure, tables: Iterable[DataTable], store: KeptStore, decides: Decides
) -> Iterator[tuple[str, bytes]]:
    site = disclosure.site
    for table in tables:
        made = replace(table, rows=tuple(table.rows))  # for both forms, and no longer than for them
        yield file_name(site, f"{table.name}.csv"), render_csv(made)
        yield file_name(site, f"{table.name}.json"), render_json(made)
    yield file_name(site, CALCULATION), render_calculation(disclosure)
    for year in disclosure.years():
        yield workbook_path(site, year), year_workbook(disclosure, year, store, decides(year))


def produce_feeds(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every feed."""
    disclosure = make_disclosure(edition, told=False)
    if disclosure is not None:
        for feed in view_feeds(disclosure):
            yield feed.path, render_feed(feed)
