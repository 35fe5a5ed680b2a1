"""What is taken from a demonstration still says so when nothing but one file, one sheet or one row is left of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from generator.opendata.feeds import view_feeds
from generator.opendata.marking import MARK
from generator.opendata.open_data_files import open_data_files
from tests.opendata.sample import SITE, make_corpus, make_disclosure


@cache
def files(demo: bool) -> dict[str, bytes]:
    disclosure = make_disclosure(replace(make_corpus(), site=replace(SITE, demo=demo)))
    return {path.removeprefix("open-data/"): content for path, content in open_data_files(disclosure)}


def test_every_file_name_has_a_word_that_says_so() -> None:
    assert [name for name in files(demo=True) if not name.startswith("sample-")] == ["datapackage.json"]


def test_every_row_of_every_table_has_the_mark() -> None:
    tables = [name for name in files(demo=True) if name.endswith(".csv")]
    assert len(tables) > 15
    for name in tables:
        rows = list(csv.DictReader(io.StringIO(files(demo=True)[name].decode("utf-8-sig"), newline="")))
        objects = json.loads(files(demo=True)[name.replace(".csv", ".json")])
        assert len(rows) == len(objects), name
        for row in (*rows, *objects):
            assert row["demonstration"] == MARK, name


def test_every_sheet_has_the_mark_in_its_title_and_in_every_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(files(demo=True)["sample-kaohe-2015.xlsx"]))
    assert MARK in book.properties.title
    assert MARK in book.properties.keywords
    cover, *sheets = book
    assert MARK in cover["A1"].value
    assert len(sheets) >= 6
    for sheet in sheets:
        assert MARK in sheet["A1"].value
        rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
        head = next(at for at, row in enumerate(rows) if "演示" in row)
        column = rows[head].index("演示")
        assert len(rows) > head + 1
        assert {row[column] for row in rows[head + 1 :]} == {MARK}, sheet.title


def test_the_description_for_machines_says_so() -> None:
    described = json.loads(files(demo=True)["datapackage.json"])
    assert described["name"] == "sample-kaohe"
    assert MARK in described["keywords"]
    assert all(resource["path"].startswith("sample-") for resource in described["resources"])


@pytest.mark.parametrize("name", sorted(files(demo=False)))
def test_what_is_no_demonstration_has_no_mark(name: str) -> None:
    assert not SITE.demo
    content = files(demo=False)[name]
    assert not name.startswith("sample-")
    assert MARK.encode() not in content
    assert b"demonstration" not in content


def test_every_entry_of_a_feed_says_so_by_itself() -> None:
    for demo in (True, False):
        feeds = [*view_feeds(make_disclosure(replace(make_corpus(), site=replace(SITE, demo=demo))))]
        titles = [title for feed in feeds for title in (feed.title, *(entry.title for entry in feed.entries))]
        assert len(titles) > 5
        assert {title.startswith("【演示】") for title in titles} == {demo}
