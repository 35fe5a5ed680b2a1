"""The site in a real browser, opened from disk: data never act, the policy holds, finding and sorting work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.site.site_build import build_site
from tests.browsing import Visits, follow
from tests.site.sample import LONG, MIDDLE, SHORT, copy_district, poison_district

pytestmark = pytest.mark.needs("chromium")

KINDS = [
    "index.html",
    "units.html",
    "units/caizheng.html",
    "method.html",
    "data.html",
    "search.html",
    "style.html",
    "compare.html",
    "compare/draft_2015-q1/draft_2015-q2.html",
    "2015/index.html",
    "2015/q1.html",
    "2015/ranking.html",
    "2015/items.html",
    "2015/items/hotline.html",
    "2015/categories/service.html",
    "2015/appraisal.html",
    "2015/outcomes.html",
    "2015/compare-units.html",
    "2015/units/minzheng.html",
    "2015/records/hotline/2015-0212-caizheng-1.html",
    "notice/2015-1/opinions.html",
    "guide/clerk.html",
]
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, window: Page) -> Iterator[Visit]:
    """Opens a page from disk; what the browser complains of, or asks a network for, fails the test."""
    visits = Visits(browser, window)

    def open_page(path: Path | str, width: int = 1280, query: str = "", **options: Any) -> Page:
        return visits.open(f"file://{path}{query}", width, **options)

    yield open_page
    visits.close()
    assert visits.complaints == []


def test_hostile_text_is_only_text(visit: Visit, poisoned: Path) -> None:
    page = visit(poisoned / KINDS[0])
    for kind in KINDS:
        page.goto(f"file://{poisoned / kind}")
        own = "" if kind.startswith("guide/") else "img, "  # the guide shows the program in pictures
        assert page.evaluate(f"document.querySelectorAll('{own}iframe, object, embed').length") == 0, kind
        scripts = page.evaluate("[...document.scripts].map((found) => new URL(found.src).pathname.split('/').pop())")
        assert set(scripts) <= {"kaohe.js", "compare.js", "compare-units.js", "tables.js"}, kind
    unit = visit(poisoned / "2015/units/minzheng.html")
    assert unit.inner_text("h1") == "小河区民政局" + MIDDLE
    assert unit.text_content(".kh-record-reason >> nth=0") == "第1次检查，窗口1人不在岗" + LONG


def test_hostile_text_is_only_text_in_search(visit: Visit, poisoned: Path) -> None:
    page = visit(poisoned / "search.html", query="?q=%E6%B0%91%E6%94%BF%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_selector("#kh-results p")
    page.fill("#kh-page-query", "民政")
    page.wait_for_selector("#kh-results a")
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_a_script_that_got_in_would_not_run(built: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"file://{built / 'index.html'}")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.evaluate(
        """() => {
            const inline = document.createElement("script");
            inline.textContent = "document.title = 'owned'";
            document.body.append(inline);
            const handler = document.createElement("div");
            handler.innerHTML = "<img src=x onerror=\\"document.title='owned'\\">";
            document.body.append(handler);
        }"""
    )
    page.wait_for_timeout(100)
    assert page.title() != "owned"
    assert any("Content Security Policy" in text for text in refused)
    context.close()


QUERIES = [
    ("小河区财政局", "小河区财政局"),
    ("财政", "小河区财政局"),
    ("水利局", "小河区水务局"),  # an alias
    ("小河教育局", "小河区教育局"),  # the characters in order, one left out
    ("热线办理", "热线办理"),
    ("窗口", "窗口服务"),
    ("推诿", "热线办理"),  # in a standard
    ("财政 热线", "区财政局：热线办理（2015-02-12）"),  # two words
    ("来电人再次反映", "区财政局：热线办理（2015-02-12）"),  # in a reason, across a line break
    ("千人评议机关", "小河区机关2015年度考核办法"),  # in the notice
    ("飞行检查", "关于改进机关作风的意见"),
    ("申诉", "提申诉"),  # a part of a guide
    ("计算方法", "怎样计算"),
]


def test_chinese_is_found(visit: Visit, built: Path) -> None:
    page = visit(built / "search.html")
    for query, first in QUERIES:
        page.fill("#kh-page-query", query)
        page.wait_for_function("(query) => document.querySelector('#kh-results').dataset.query === query", arg=query)
        assert first in page.locator("#kh-results strong").all_inner_texts()[:3], query


def test_finding_leads_to_the_page(visit: Visit, built: Path) -> None:
    page = visit(built / "2015/records/hotline/2015-0212-caizheng-1.html")
    page.fill("#kh-query", "水务")
    page.click(".kh-drop a >> nth=0")
    page.wait_for_url("**/2015/units/shuiwu.html")
    page.fill("#kh-query", "魑魅魍魉")
    page.wait_for_selector(".kh-drop p")
    assert "没有找到" in page.inner_text(".kh-drop")
    page.press("#kh-query", "Enter")
    page.wait_for_url("**/search.html?q=*")


def test_a_clause_is_found_where_it_stands(visit: Visit, built: Path) -> None:
    page = visit(built / "search.html")
    page.fill("#kh-page-query", "110名特邀监督员")
    page.click("#kh-results a >> nth=0")
    page.wait_for_url("**/notice/2015-1/opinions.html#opinions-m12")


def test_a_table_is_sorted_and_back(visit: Visit, built: Path) -> None:
    page = visit(built / "2015/ranking.html")
    order = "[...document.querySelectorAll('.kh-ranking tbody th a')].map((found) => found.textContent)"
    as_ranked = page.evaluate(order)
    assert as_ranked == ["区水务局", "区教育局", "区民政局", "区财政局"]
    score = page.locator(".kh-ranking thead th >> nth=2")
    score.locator("button").click()
    assert score.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(order)[0] == "区财政局"
    score.locator("button").click()
    assert page.evaluate(order)[0] == "区水务局"
    score.locator("button").click()
    assert page.evaluate(order) == as_ranked


def test_no_page_is_wider_than_the_screen(visit: Visit, built: Path) -> None:
    page = visit(built / KINDS[0])
    for kind in KINDS:
        page.goto(f"file://{built / kind}")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{kind} at {width}"


def test_without_script_everything_is_there(browser: Browser, built: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{built / '2015/units/caizheng.html'}")
    assert page.inner_text(".kh-score-number") == "97.28"
    assert "工单逾期2个工作日办结" in page.inner_text("#content")
    page.goto(f"file://{built / 'search.html'}")
    assert page.locator("#kh-all .kh-units a").count() == 4
    assert page.locator("#kh-all a[href='documents/index.html']").count() == 1
    assert "没有启用 JavaScript" in page.inner_text("#content")
    context.close()


CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let part = element; part; part = part.parentElement) {
      const found = numbers(getComputedStyle(part).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const weak = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest("svg")) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.add(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...weak];
}"""


def test_all_text_stands_out_from_its_ground(visit: Visit, built: Path) -> None:
    page = visit(built / KINDS[0])
    for kind in KINDS:
        page.goto(f"file://{built / kind}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(CONTRAST) == [], f"{kind}, {scheme}"


def test_the_policy_holds_when_served_from_a_host(browser: Browser, built: Path) -> None:
    """From http the same files load, and a request to anywhere else is refused."""
    import functools
    import http.server
    import threading

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"http://127.0.0.1:{server.server_port}/2015/ranking.html")
    page.fill("#kh-query", "财政")
    page.wait_for_selector(".kh-drop a")
    assert complaints == []
    refused = page.evaluate("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
    assert refused
    assert any("Content Security Policy" in text for text in complaints)
    context.close()
    server.shutdown()
    server.server_close()


def test_two_versions_are_chosen_and_compared(visit: Visit, built: Path) -> None:
    page = visit(built / "compare.html")
    page.select_option("#kh-from", "draft_2015-q1")
    page.select_option("#kh-to", "draft_2015-q2")
    page.wait_for_selector("#kh-compared tbody tr")
    assert page.url.endswith("#draft_2015-q1/draft_2015-q2")
    cells = "rows => rows.map(row => [...row.cells].slice(0, 7).map(cell => cell.innerText.trim()))"
    drawn = page.eval_on_selector_all("#kh-compared tbody tr", cells)
    static = visit(built / "compare/draft_2015-q1/draft_2015-q2.html")
    assert drawn == static.eval_on_selector_all("tbody tr", cells)
    listed = "all => all.map(entry => entry.textContent.replace(/\\s+/g, ' ').trim())"
    for part in (".kh-changes > li", ".kh-causes > li"):
        assert page.eval_on_selector_all(f"#kh-compared {part}", listed) == static.eval_on_selector_all(part, listed)
    assert page.eval_on_selector_all("#kh-compared .kh-causes > li", listed)


def test_versions_chosen_the_wrong_way_round_are_turned(visit: Visit, built: Path) -> None:
    page = visit(built / "compare.html#draft_2015-q3/draft_2015-q1")
    page.wait_for_selector("#kh-compared tbody tr")
    assert page.input_value("#kh-from") == "draft_2015-q1"
    assert page.inner_text("#kh-compared h2 >> nth=0") == "2015年至第一季度末 → 2015年至第三季度末"
    page.select_option("#kh-to", "draft_2015-q1")
    page.wait_for_selector("#kh-compared tbody", state="detached")
    assert "同一个版本" in page.inner_text("#kh-compared")


def test_without_javascript_adjacent_versions_are_pages(visit: Visit, built: Path) -> None:
    page = visit(built / "compare.html", java_script_enabled=False)
    assert page.is_hidden(".kh-choose")
    follow(page, ".kh-hits a >> nth=-1")  # the latest stand first
    assert page.inner_text("h1") == "2015年至第一季度末 → 2015年至第二季度末"


def test_hostile_text_is_only_text_in_a_drawn_comparison(visit: Visit, tmp_path: Path) -> None:
    assert build_site(poison_district(tmp_path / "district"), tmp_path / "site").problems == ()
    page = visit(tmp_path / "site/compare.html#draft_2015-q1/draft_2015-q4")
    page.wait_for_selector("#kh-compared tbody tr")
    assert page.evaluate("document.querySelectorAll('#kh-compared :is(img, script, textarea)').length") == 0
    assert SHORT in page.inner_text("#kh-compared")


def test_a_phone_shows_charts_and_the_pages_of_a_year_whole(visit: Visit, built: Path) -> None:
    page = visit(built / "2015/index.html", width=390)
    beyond = """all => all.filter(part => {
        const box = part.getBoundingClientRect(), edge = part.closest(".kh-wrap").getBoundingClientRect();
        return box.right > edge.right + 1 || box.left < edge.left - 1;
    }).length"""
    assert page.eval_on_selector_all(".kh-columns, .kh-columns text, .kh-tabs a", beyond) == 0
    assert page.eval_on_selector_all(".kh-columns, .kh-tabs a", "all => all.length") > 5


def test_a_phone_folds_the_columns_of_the_site_into_one_line(browser: Browser, built: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{built}/2015/ranking.html")
    assert page.locator(".kh-nav").bounding_box()["height"] < 60  # type: ignore[index]
    sections = page.locator("#kh-sections a")
    assert not sections.first.is_visible()
    page.get_by_role("button", name="全部栏目").click()
    assert all(link.is_visible() for link in sections.all())
    page.get_by_role("button", name="收起").click()
    assert not sections.first.is_visible()
    page.get_by_role("button", name="全部栏目").click()
    page.click("#kh-sections >> text=怎样计算")
    page.wait_for_url("**/method.html")
    context.close()


def test_a_phone_folds_the_pages_of_a_part_until_its_heading_is_followed(browser: Browser, built: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{built}/guide/clerk.html")
    pages = page.locator(".kh-part-pages a")
    assert pages.count() > 10
    assert not pages.first.is_visible()
    assert page.locator("h1").bounding_box()["y"] < 250  # type: ignore[index]
    follow(page, ".kh-reading-part a")
    assert all(link.is_visible() for link in pages.all())
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(f"file://{built}/guide/clerk.html")
    assert all(link.is_visible() for link in pages.all())
    context.close()


def test_a_wide_screen_shows_all_columns_of_the_site(visit: Visit, built: Path) -> None:
    page = visit(built / "2015/ranking.html")
    assert all(link.is_visible() for link in page.locator("#kh-sections a").all())
    assert not page.locator(".kh-nav-open").is_visible()


def widen_district(folder: Path) -> Path:
    """A copy of the district that assesses ten things more."""
    scheme = copy_district(folder) / "data/schemes/2015.yml"
    stem, last = scheme.read_text("utf-8").split("          - id: window\n")
    rest = "max: 1, assessor: kaoheban, methods: [spot-check], standards: [{id: late, text: 扣分, points: 1}]"
    items = "".join(f"          - {{id: more-{at}, name: 另一单项{at}, {rest}}}\n" for at in range(10))
    scheme.write_text(f"{stem}{items}          - id: window\n{last.replace('max: 49', 'max: 39')}", "utf-8")
    return folder


def test_a_table_that_goes_on_beyond_the_edge_fades_until_its_end_is_reached(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    assert build_site(widen_district(tmp_path / "district"), tmp_path / "site").problems == ()
    page = visit(tmp_path / "site/2015/compare-units.html", width=320)
    page.click("summary >> text=各单项扣分")
    table = page.locator(".kh-scroll:has(#kh-units-items)")
    assert table.evaluate("part => part.scrollWidth > part.clientWidth")
    page.wait_for_selector(".kh-goes-on:has(#kh-units-items)")
    table.evaluate("part => { part.scrollLeft = part.scrollWidth; }")
    page.wait_for_selector(".kh-goes-on:has(#kh-units-items)", state="detached")
