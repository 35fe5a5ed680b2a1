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


SLID = {
    "2015/appraisal.html": "table[data-sortable]",
    "2015/compare-units.html": "#kh-units-parts",
    "2015/index.html": "[aria-labelledby=quarters] table, #heat-table",
    "2015/units/chengguanju.html": "[aria-label=各主体发出、收回的票] table, .kh-narrow-columns, #votes-1-table",
    "calendar.html": "table",
    "2015/outcomes.html": ".kh-entries",
}
_WIDER = """(tables) => [...document.querySelectorAll(tables)].map(table => table.closest(".kh-scroll"))
    .filter(room => room.scrollWidth > room.clientWidth + 1).map(room => room.getAttribute("aria-label"))"""


@pytest.mark.parametrize("width", [390, 360])
@pytest.mark.parametrize("page", SLID)
def test_what_a_citizen_reads_on_a_telephone_does_not_slide(
    browser: Browser, site: Path, page: str, width: int
) -> None:
    seen = browser.new_page(viewport={"width": width, "height": 844})
    seen.goto(f"file://{site / page}")
    seen.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert seen.locator(SLID[page]).count() > 0
    assert seen.evaluate(_WIDER, SLID[page]) == []


def test_cards_need_no_selector_that_an_older_telephone_does_not_know(site: Path) -> None:
    for sheet in ("kaohe.css", "plain.css"):
        rules = (site / "assets" / sheet).read_text("utf-8").split("}")
        asked = [rule for rule in rules if ".kh-entries" in rule]
        assert len(asked) > 5
        assert not [rule for rule in asked if ":has(" in rule]


def test_what_filters_the_list_of_what_is_not_put_right_stands_below_its_heading(
    browser: Browser, site: Path
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"file://{site / '2015/outcomes.html'}")
    form = page.locator("section:has(#unrectified) .kh-filter")
    assert form.count() == 1
    form.locator("select").select_option(index=1)
    chosen = form.locator("select").input_value()
    named = "section:has(#unrectified) tbody tr:not([hidden]) td[data-head=单位]"
    assert set(page.locator(named).all_text_contents()) == {chosen}
    page.close()
