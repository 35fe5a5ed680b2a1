"""What tables of pages say: no two heads alike, no column without content, what explains a table right below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from tests.site.sample import demo_pages


@cache
def tables() -> tuple[tuple[str, lxml.html.HtmlElement], ...]:
    """Each table of the demonstration with the page on which it stands."""
    pages = demo_pages()
    return tuple(
        (str(path.relative_to(pages)), table)
        for path in sorted(pages.rglob("*.html"))
        if path.name != "format.html"  # a reference: what is so of few fields has a column of its own
        for table in lxml.html.parse(str(path)).getroot().iter("table")
    )


def said(cell: lxml.html.HtmlElement) -> str:
    """What a cell says; a picture says something."""
    words = " ".join(cell.text_content().split())
    return words or ("picture" if cell.find(".//svg") is not None else "")


def rows_of(table: lxml.html.HtmlElement, part: str) -> Iterator[list[str]]:
    for row in table.findall(f"./{part}/tr"):
        yield [said(cell) for cell in row]


def test_no_head_is_empty_and_no_two_heads_of_a_table_are_alike() -> None:
    assert len(tables()) > 500
    for page, table in tables():
        for heads in rows_of(table, "thead"):
            assert all(heads), (page, heads)
            assert max(Counter(heads).values()) == 1, (page, heads)


def test_no_column_is_without_content() -> None:
    for page, table in tables():
        rows = list(rows_of(table, "tbody"))
        whole = len(rows) > 1 and len({*map(len, rows)}) == 1
        for at, column in enumerate(zip(*rows, strict=True) if whole else ()):
            assert any(column), (page, next(rows_of(table, "thead"), []), at)


@pytest.mark.parametrize("name", ["circular", "q2-circular"])
def test_a_circular_says_in_one_sentence_of_which_registers_it_has_a_number_alone(name: str) -> None:
    page = lxml.html.parse(str(Path(demo_pages(), f"documents/2015/{name}.html")))
    told = "".join(page.getroot().text_content().split())
    assert re.search("另外登记了(“[^”]+”[0-9]+条，)*“[^”]+”[0-9]+条。", told)


@pytest.mark.parametrize("group", [1, 2])
def test_on_what_ground_a_tie_was_decided_stands_below_the_table_of_its_group(group: int) -> None:
    page = lxml.html.parse(str(Path(demo_pages(), "2015/ranking.html")))
    [section] = page.xpath(f'//section[@aria-labelledby="group-{group}"]')
    told = [note.text_content() for note in section.xpath('./div[.//table]/following-sibling::p[@class="kh-note"]')]
    assert len(told) == (1 if group == 1 else 0)
    assert all("的并列已经确定，依据：" in words for words in told)
    assert len(page.xpath('//p[@class="kh-note"]')) == 1
