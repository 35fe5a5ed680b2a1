"""Finding in the demonstration, in a real browser, from disk: what share of queries leads to the right page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.demo.demo_project import make_demo
from generator.demo.district import Options
from generator.site.site_build import build_site
from tests.site.sample import demo_pages

pytestmark = pytest.mark.needs("chromium")
QUERIES = Path(__file__).with_name("queries")


@pytest.fixture(scope="module")
def demonstration() -> Path:
    """The pages of the demonstration."""
    return demo_pages()


@pytest.fixture(scope="module")
def page(browser: Browser, demonstration: Path) -> Page:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"file://{demonstration / 'search.html'}")
    return page


def ask(page: Page, query: str) -> list[str]:
    """The addresses of the hits in the order in which they stand, without anchors."""
    page.fill("#kh-page-query", query)
    page.wait_for_function("query => document.querySelector('#kh-results').dataset.query === query", arg=query)
    found = "links => links.map(link => decodeURI(link.href).split('/site/')[1].split('#')[0])"
    return list(page.eval_on_selector_all("#kh-results a", found))


def read_queries(name: str) -> list[tuple[str, str]]:
    """Query and pattern of the right pages, of each line."""
    lines = (QUERIES / f"{name}.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(parts[-2], parts[-1]) for parts in told]


@pytest.mark.parametrize(
    "query",
    ["财政局 审计局", "财政局和审计局", "区财政局与区审计局比较", "财政局跟审计局比谁得分高", "财政局、审计局的名次"],
)
def test_who_names_two_units_is_led_to_both_side_by_side(page: Page, query: str) -> None:
    found = ask(page, query)
    assert found[0] == "2015/compare-units.html?a=caizhengju&b=shenjiju"
    assert found.count("2015/compare-units.html") == 0
    assert {"2015/units/caizhengju.html", "2015/units/shenjiju.html"} <= set(found)


def test_the_page_of_two_units_shows_them(page: Page, demonstration: Path) -> None:
    page.goto(f"file://{demonstration / ask(page, '审计局 财政局')[0]}")
    head = page.locator("#kh-pair table").first.locator("thead").inner_text()
    assert head.index("区审计局") < head.index("区财政局")
    page.goto(f"file://{demonstration / 'search.html'}")


@pytest.mark.parametrize(
    "query", ["财政局", "财政局 财政局", "农林局 政务信息", "财政局 审计局 窗口没人", "复核决定 审计局"]
)
def test_who_names_one_unit_or_something_else_is_not(page: Page, query: str) -> None:
    assert not [url for url in ask(page, query) if "?a=" in url]


@pytest.mark.parametrize("query", ["投诉", "怎么投诉", "我要投诉", "举报", "去哪里反映问题"])
def test_who_wants_to_complain_is_led_first_to_where_and_how(page: Page, query: str) -> None:
    assert ask(page, query)[0] == "guide/public.html"
    place = page.eval_on_selector("#kh-results a", "link => decodeURI(link.href).split('#')[1]")
    assert place == "投诉没有人理-对结果有意见-找谁"


@pytest.mark.parametrize(
    ("name", "least"),
    [("collected", 60), ("own", 64), ("later", 83), ("readers", 42), ("further", 43), ("plain", 24)],
)
def test_what_people_type_leads_to_the_right_page_among_the_first_three(page: Page, name: str, least: int) -> None:
    queries = read_queries(name)
    missed = [query for query, right in queries if not any(re.search(right, url) for url in ask(page, query)[:3])]
    assert len(queries) - len(missed) >= least, missed


def test_what_only_resembles_says_so(page: Page) -> None:
    ask(page, "财政局")
    assert page.locator("#kh-results li >> nth=0").locator(".kh-near").count() == 0
    ask(page, "财证局")
    assert page.inner_text("#kh-results li >> nth=0 >> .kh-near") == "相近"
    assert "没有完全符合的" in page.inner_text("#kh-results [role=status]")


@pytest.mark.parametrize("query", ["公安局", "派出所", "交通局", "交通局扣分", "区供电局"])
def test_a_body_that_is_not_assessed_is_said_to_be_none_before_what_resembles(page: Page, query: str) -> None:
    found = ask(page, query)
    assert found[0] == "units.html"
    assert "可能不在被考核的单位里" in page.inner_text("#kh-results .kh-hits-unlisted")
    hits = page.locator("#kh-results .kh-hits li").count()
    assert hits == page.locator("#kh-results .kh-hits .kh-near").count(), "all of them only resemble"


@pytest.mark.parametrize("query", ["财政局", "学校", "督办", "区文化局", "教育局为什么扣分", "区财政局 整改办法"])
def test_of_a_body_that_is_listed_nothing_of_the_kind_is_said(page: Page, query: str) -> None:
    ask(page, query)
    assert page.locator("#kh-results .kh-hits-unlisted").count() == 0


@pytest.mark.parametrize("query", ["更正", "更正记录", "撤回", "改过没有"])
def test_who_asks_for_corrections_is_led_to_them_and_sees_words_before_codes(page: Page, query: str) -> None:
    assert ask(page, query)[0] == "publications.html"
    titles = page.eval_on_selector_all("#kh-results a strong", "found => found.map(title => title.textContent)")
    assert not [title for title in titles if title.startswith("KH")]


def test_hits_are_grouped_and_all_of_a_group_can_be_seen(page: Page) -> None:
    ask(page, "窗口")
    kinds = page.eval_on_selector_all(".kh-hits-kind", "heads => heads.map(head => head.textContent)")
    assert len(kinds) > 2
    records = next(kind for kind in kinds if kind.startswith("记录"))
    number = int(re.sub(r"\D", "", records))
    group = page.locator(f"h2:text('{records}') + .kh-hits")
    assert group.locator("li").count() == 5 < number
    page.click(f"h2:text('{records}') ~ button:text('全部 {number} 处') >> nth=0")
    assert group.locator("li").count() == number


def test_a_search_has_an_address(page: Page, demonstration: Path) -> None:
    ask(page, "审计局")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "审计局"
    page.reload()
    page.wait_for_selector("#kh-results a")
    assert page.input_value("#kh-page-query") == "审计局"


def test_the_list_says_what_was_searched_and_searches_the_rest(page: Page) -> None:
    page.reload()
    ask(page, "审计局")
    assert "指南的标题和开头，2015年度的记录" in page.inner_text(".kh-hits-reach")
    page.click("button:text('也查指南全文')")
    page.wait_for_selector(".kh-hits-reach:has-text('指南全文，2015年度的记录')")
    assert page.locator(".kh-hits-reach button").count() == 0


def test_what_has_only_some_of_the_words_says_so(page: Page) -> None:
    ask(page, "信访局 今天 天气")
    assert page.inner_text("#kh-results li >> nth=0 >> .kh-near") == "符合一部分"


def test_older_records_are_searched_after_one_press(
    tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_demo(tmp_path / "district", Options(units=6, years=2, deductions=40))
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    assert build_site(tmp_path / "district", tmp_path / "site").problems == ()
    page.goto(f"file://{tmp_path / 'site' / 'search.html'}")
    records = "() => Number(document.querySelector('#kh-results').innerText.match(/记录（(\\d+)）/)[1])"
    assert not [url for url in ask(page, "扣分记录") if url.startswith("2015/records/")]
    newest = page.evaluate(records)
    page.click("#kh-results button:has-text('也查更早的记录（2015年度')")
    page.wait_for_selector("#kh-results :text('更早年度的记录。')")
    assert page.evaluate(records) > newest
