"""Pages at the widths of a desk and of a telephone: documents fit their sheet, nothing is told of what is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.sample import demo_pages

pytestmark = pytest.mark.needs("chromium")
# How much wider than its room each table is; and how the lines of the text end.
WIDER = "() => [...document.querySelectorAll('.gw .kh-scroll')].map((at) => at.scrollWidth - at.clientWidth)"
ENDS = "() => [...document.querySelectorAll('.gw-text')].map((at) => getComputedStyle(at).textAlign)"
# Parts of the short heads of columns that stand on more than one line.
PARTED = """() => [...document.querySelectorAll('.kh-table thead th')].filter((head) => {
  const words = head.innerText.trim();
  const walk = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), tops = new Set();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 2) tops.add(Math.round(box.top));
  }
  return /^[\\u4e00-\\u9fff]{2,4}$/.test(words) && tops.size > 1;
}).map((head) => head.innerText)"""


# Words of lists to choose from that are wider than what is seen of a list when it is closed (its arrow is 20 px).
CUT = """() => [...document.querySelectorAll("select")].filter((at) => at.checkVisibility()).flatMap((at) => {
  const style = getComputedStyle(at), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = at.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
  return [...at.options].filter((one) => pen.measureText(one.text).width > room).map((one) => one.text);
})"""
LISTS = (
    "compare.html",
    "documents/index.html",
    "2015/compare-units.html",
    "2015/outcomes.html",
    "registers/tasks.html",
)


def opened(browser: Browser, path: Path, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"file://{path}")
    return page


def test_a_document_fits_its_sheet_and_no_line_of_it_is_drawn_apart(browser: Browser) -> None:
    page = opened(browser, demo_pages() / "documents/2015/circular.html", 1280)
    wider = page.evaluate(WIDER)
    assert len(wider) > 2
    assert max(wider) <= 1
    assert set(page.evaluate(ENDS)) == {"start"}
    page.close()


def test_a_telephone_is_told_of_no_bars(browser: Browser, built: Path) -> None:
    for width, told in ((1280, True), (390, False)):
        page = opened(browser, built / "2015/ranking.html", width)
        assert ("条的长短" in page.locator(".kh-legend").first.inner_text()) == told
        assert page.locator(".kh-ranking .kh-bar").first.is_visible() == told
        page.close()


@pytest.mark.parametrize("kind", ["2015/index.html", "2015/appraisal.html", "registers/leads.html"])
def test_short_heads_stay_on_one_line(browser: Browser, kind: str) -> None:
    page = opened(browser, demo_pages() / kind, 390)
    assert page.evaluate(PARTED) == []
    page.close()


def test_the_table_of_the_calendar_fits_a_telephone(browser: Browser) -> None:
    page = opened(browser, demo_pages() / "calendar.html", 390)
    room = page.locator(".kh-scroll:has(.kh-duties)")
    assert room.evaluate("(at) => at.scrollWidth - at.clientWidth") <= 1
    page.close()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("kind", ["circular", "public-notice", "q3-circular", "feedback/chengguanju"])
def test_the_tables_of_documents_fit_a_telephone(browser: Browser, kind: str, width: int) -> None:
    page = opened(browser, demo_pages() / f"documents/2015/{kind}.html", width)
    wider = page.evaluate(WIDER)
    assert wider
    assert max(wider) <= 1
    page.close()


def test_a_table_of_many_words_is_cards_on_a_telephone_and_a_table_to_who_hears_it(browser: Browser) -> None:
    page = opened(browser, demo_pages() / "documents/2015/feedback/chengguanju.html", 390)
    heads = page.locator(".gw-cards thead th").all_inner_texts()
    cells = page.locator(".gw-cards tbody tr:has(td) >> nth=0").locator("td")
    assert [cell.get_attribute("data-head") for cell in cells.all()] == heads
    assert page.get_by_role("table").last.get_by_role("columnheader").count() == len(heads)
    tops = {round(cell.bounding_box()["y"]) for cell in cells.all() if cell.bounding_box()}  # type: ignore[index]
    assert len(tops) > 2, "the cells of a row stand below each other"
    page.close()


@pytest.mark.parametrize(("kind", "widths"), [("compare.html", (390, 320)), ("2015/compare-units.html", (1280, 390))])
def test_what_compares_fits(browser: Browser, kind: str, widths: tuple[int, ...]) -> None:
    pages = demo_pages()
    found = next((pages / "compare").glob("*/*.html")) if kind == "compare.html" else pages / kind
    for width in widths:
        page = opened(browser, found, width)
        room = page.locator(".kh-scroll:has(.kh-table)").first
        assert room.evaluate("(at) => at.scrollWidth - at.clientWidth") <= 1, width
        page.close()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("kind", LISTS)
def test_what_is_chosen_from_a_list_is_read_whole_and_is_told_from_every_other(
    browser: Browser, kind: str, width: int
) -> None:
    page = opened(browser, demo_pages() / kind, width)
    page.wait_for_selector("select")
    assert page.evaluate(CUT) == []
    for one in page.locator("select").all():
        words = one.locator("option").all_text_contents()
        assert len(words) == len(set(words)) > 1
    page.close()


def test_versions_to_choose_from_say_their_day_first(browser: Browser) -> None:
    page = opened(browser, demo_pages() / "compare.html", 390)
    words = page.locator("#kh-from option").all_text_contents()
    assert "2015-07-30 第二季度通报" in words
    assert any(one.endswith(" 第二季度更正") for one in words)
    page.close()


# One page of each kind that has a table; of a kind of many pages the first.
KINDS = (
    "*.html",
    "2015/*.html",
    *(f"{kind}/*.html" for kind in ("2015/categories", "2015/items", "2015/units", "units", "audit", "registers")),
    *(f"{kind}/*.html" for kind in ("publications", "documents", "documents/2015", "compare/*", "2015/records/*")),
)
SLIDE = """() => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  return [...document.querySelectorAll(".kh-scroll")].filter((at) => at.scrollWidth > at.clientWidth + 1)
    .map((at) => at.innerText.replace(/\\s+/g, " ").slice(0, 60));
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_slides_on_a_tablet(browser: Browser, kind: str) -> None:
    pages = demo_pages()
    found = sorted(pages.glob(kind))
    assert found
    page = browser.new_page()
    for path in found if kind.count("/") < 2 and len(found) < 20 else found[:1]:
        page.goto(f"file://{path}")
        for width in (768, 800, 820, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(SLIDE) == [], (path.name, width)
    page.close()


def test_no_table_of_the_guide_slides_on_a_telephone_and_short_names_of_fields_stay_whole(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for path in sorted((demo_pages() / "guide").glob("*.html")):
        page.goto(f"file://{path}")
        assert page.evaluate(SLIDE) == [], path.name
    page.goto(f"file://{demo_pages() / 'guide/format.html'}")
    parted = """() => [...document.querySelectorAll("td:first-child > code:only-child")]
        .filter((at) => at.textContent.length < 8 && at.getClientRects().length > 1).map((at) => at.textContent)"""
    assert page.evaluate(parted) == []
    page.close()
