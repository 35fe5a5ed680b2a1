from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.opendata.catalogue import open_data_tables
from generator.opendata.csv_file import protect_text, render_csv, write_cell
from generator.opendata.json_file import plain_value, render_json
from generator.opendata.table import DataTable, TableColumn, Value
from tests.golden import expect
from tests.opendata.sample import make_disclosure

EXPECTED = Path(__file__).parent / "expected"
TABLES = open_data_tables(make_disclosure())
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def make_table(*texts: str) -> DataTable:
    """A table of one column of texts."""
    column = TableColumn("text", "文字", "text", lambda fact: fact)
    return DataTable("texts", "文字", "", (column,), tuple((text,) for text in texts))


def read_csv(content: bytes) -> list[list[str]]:
    """The records of a CSV file, as any reader of RFC 4180 finds them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_files_are_as_expected(table: DataTable) -> None:
    # git keeps the expected files with its own line ends; those of the real ones have a test of their own.
    expect(EXPECTED / f"{table.name}.csv", render_csv(table).replace(b"\r\n", b"\n"))
    expect(EXPECTED / f"{table.name}.json", render_json(table))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_and_json_say_the_same(table: DataTable) -> None:
    head, *records = read_csv(render_csv(table))
    objects = json.loads(render_json(table))
    assert len(records) == len(objects) == len(table.rows)
    for record, found in zip(records, objects, strict=True):
        for name, cell in zip(head, record, strict=True):
            value = found[name]
            said = "" if value is None else json.dumps(value) if isinstance(value, bool) else str(value)
            assert cell.removeprefix("'") == said


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\u3000@x", "'\u3000@x"),
        ("'甲", "''甲"),
        ("甲=1", "甲=1"),
        ("2015-06-18", "2015-06-18"),
        ("“12345”热线", "“12345”热线"),
        ("", ""),
    ],
)
def test_a_text_that_could_be_a_formula_is_prefixed(text: str, written: str) -> None:
    assert protect_text(text) == written


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)))
def test_every_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    records = [record[0] for record in read_csv(render_csv(make_table(*texts)))[1:]]
    assert [record.removeprefix("'") for record in records] == texts
    assert not [record for record in records if record.lstrip(" \u3000").startswith(FORMULAS)]


@pytest.mark.parametrize(
    ("value", "cell", "plain"),
    [
        (None, "", None),
        (True, "true", True),
        (False, "false", False),
        (3, "3", 3),
        (Decimal("96.30"), "96.30", "96.30"),
        (Decimal("0E-2"), "0.00", "0.00"),
        (Decimal("1E+2"), "100", "100"),
        (date(2015, 6, 18), "2015-06-18", "2015-06-18"),
        ("甲", "甲", "甲"),
    ],
)
def test_each_kind_of_value_has_one_form(value: Value, cell: str, plain: object) -> None:
    assert write_cell(value) == cell
    assert plain_value(value) == plain


def test_lines_end_as_rfc_4180_wants_and_excel_knows_the_encoding() -> None:
    content = render_csv(make_table("甲,乙", '丙"丁', "戊\n己"))
    assert content == '\ufefftext\r\n"甲,乙"\r\n"丙""丁"\r\n"戊\n己"\r\n'.encode()


def test_an_empty_table_is_an_empty_list() -> None:
    assert render_json(make_table()) == b"[]\n"
    assert render_csv(make_table()) == b"\xef\xbb\xbftext\r\n"
