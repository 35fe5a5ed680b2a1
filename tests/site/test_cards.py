"""Entries of registers on a telephone: cards that need no sliding, hold all of their row, and are read as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.sample import demo_pages

pytestmark = pytest.mark.needs("chromium")
REGISTERS = ("rectification", "indicators", "proposals", "inspections")
_SLIDES = """() => [...document.querySelectorAll(".kh-scroll:has(.kh-entries)")]
    .filter(part => part.scrollWidth > part.clientWidth + 1).length"""
_CARDS = """() => [...document.querySelectorAll(".kh-entries tbody tr")].map(row => [...row.cells].map(cell => [
    getComputedStyle(cell, "::before").content.replace(/["\\s]/g, ""), cell.textContent.trim(),
    cell.checkVisibility()]))"""
_HEADS = (
    "() => [...document.querySelectorAll('.kh-entries')].map(t => [...t.tHead.rows[0].cells].map(c => c.textContent))"
)


@pytest.fixture(scope="module")
def site() -> Path:
    """The pages of the demonstration."""
    return demo_pages()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [390, 320])
def test_a_card_has_every_column_with_its_name_and_nothing_slides(
    browser: Browser, site: Path, width: int, script: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, java_script_enabled=script)
    for name in REGISTERS:
        page.goto(f"file://{site / 'registers' / name}.html")
        page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")
        assert page.evaluate(_SLIDES) == 0, name
        heads = {tuple(found) for found in page.evaluate(_HEADS)}
        for card in page.evaluate(_CARDS):
            said = tuple(before for before, _, _ in card[1:])
            assert any(tuple(found[1:]) == said for found in heads), (name, said)
            assert all(seen == bool(text) for _, text, seen in card), (name, card)


def test_a_card_is_still_read_as_a_row_of_a_table(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"file://{site / 'registers/proposals.html'}")
    table = page.get_by_role("table").last
    heads = table.get_by_role("columnheader").count()
    row = table.get_by_role("row").nth(1)
    assert heads > 2
    assert row.get_by_role("rowheader").count() + row.get_by_role("cell").count() == heads


def test_a_card_that_is_filtered_out_is_gone(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"file://{site / 'registers/proposals.html'}?filter=美丽乡村")
    page.wait_for_selector(".kh-filter-told:has-text('列出')")
    assert page.locator(".kh-entries tbody tr:visible").count() == 1
