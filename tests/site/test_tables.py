"""Tables that sort and filter in a real browser, from disk; what was chosen stands in the address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.test_browser import Visit, visit  # noqa: F401  # a fixture

pytestmark = pytest.mark.needs("chromium")
ROWS = ".kh-ranking tbody tr:not([hidden]) th a"
FIELD = ".kh-filter input"


def test_a_table_is_filtered_and_says_how_much_is_left(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/ranking.html")
    page.fill(FIELD, "教育")
    assert page.locator(ROWS).all_inner_texts() == ["区教育局"]
    assert page.inner_text(".kh-filter-told") == "列出 1 条，共 4 条"
    assert page.get_attribute(".kh-filter-told", "role") == "status"
    page.fill(FIELD, "没有这样的单位")
    assert page.locator(ROWS).count() == 0
    assert "没有符合的" in page.inner_text(".kh-filter-told")
    page.fill(FIELD, "")
    assert page.locator(ROWS).count() == 4
    assert page.inner_text(".kh-filter-told") == ""


def test_a_filtered_and_sorted_view_has_an_address(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/ranking.html")
    page.fill(FIELD, "局")
    page.click(".kh-ranking thead button:has-text('得分')")
    chosen = page.locator(ROWS).all_inner_texts()
    again = visit(built / "2015/ranking.html", query=page.evaluate("location.search"))
    again.wait_for_selector("th[aria-sort=ascending]")
    assert again.locator(ROWS).all_inner_texts() == chosen
    assert again.input_value(FIELD) == "局"
    assert "按“得分”从小到大排列" in again.inner_text(".kh-filter-told")


def test_sorting_needs_no_mouse(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/ranking.html")
    page.focus(".kh-ranking thead button:has-text('得分')")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("得分")


def test_the_records_of_an_item_are_filtered_too(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/items/hotline.html")
    all_of_them = page.locator(".kh-records > :visible").count()
    page.fill(FIELD, "财政")
    assert 0 < page.locator(".kh-records > :visible").count() < all_of_them


def test_without_script_a_table_is_whole(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/ranking.html", java_script_enabled=False)
    assert page.locator(ROWS).count() == 4
    assert page.locator(FIELD).count() == 0


def test_on_paper_a_filtered_table_says_that_it_is_one(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/ranking.html", query="?filter=%E6%95%99%E8%82%B2")
    page.wait_for_selector(".kh-filter")
    page.emulate_media(media="print")
    assert page.is_hidden(".kh-filter")
    assert page.is_visible(".kh-filter-told")
    assert page.locator(ROWS).all_inner_texts() == ["区教育局"]


def test_what_a_page_lists_twice_is_filtered_in_both_tables_and_counted_once(visit: Visit, built: Path) -> None:  # noqa: F811
    page = visit(built / "2015/appraisal.html")
    units = len(set(page.locator("section table.kh-sticky tbody th a").all_inner_texts()))
    page.fill(FIELD, "教育")
    shown = page.locator("section table tbody tr:not([hidden]) th a").all_inner_texts()
    assert set(shown) == {"区教育局"}
    assert len(shown) == 2
    assert page.inner_text(".kh-filter-told") == f"列出 1 条，共 {units} 条"
