"""Pictures in a real browser: legible on a telephone, in the dark and on paper, and two units can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.demo.demo_project import project_files
from generator.demo.district import Options, make_data
from generator.site.site_build import build_site
from tests.browsing import Visits, follow

pytestmark = pytest.mark.needs("chromium")
PAGES = [
    "index.html", "2016/index.html", "2016/q2.html", "2016/appraisal.html", "2016/units/caizhengju.html",
    "units/caizhengju.html", "2016/compare-years.html",
]  # fmt: skip
# Every text of every picture: its size on the screen, whether it leaves its box, and which other it touches. A letter
# takes about nine tenths of its size, whatever room a font asks for its lines.
LEGIBLE = """() => [...document.querySelectorAll("figure.kh-picture > svg")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  const found = [...svg.querySelectorAll("text")].filter((text) => text.textContent).map((text) => {
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    const at = text.getBoundingClientRect();
    const middle = (at.top + at.bottom) / 2;
    return { words: text.textContent, size, left: at.left + 0.5, right: at.right - 0.5,
      top: middle - size * 0.45, bottom: middle + size * 0.45 };
  });
  return found.flatMap((one, at) => [
    ...(one.size < 10 ? [`${one.words}: ${one.size} px`] : []),
    ...(one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 1 || one.bottom > box.bottom + 1
      ? [`${one.words} leaves its box`] : []),
    ...found.slice(at + 1).filter((other) => one.left < other.right && other.left < one.right
      && one.top < other.bottom && other.top < one.bottom)
      .map((other) => `${one.words} touches ${other.words}`),
  ]);
})"""
# The contrast of every colour of a picture with the paper; lines of a grid are meant to be weak.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour, alpha, paper) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part, at) => {
      const whole = (paper ? part * alpha + paper[at] * (1 - alpha) : part) / 255;
      return whole <= 0.03928 ? whole / 12.92 : ((whole + 0.055) / 1.055) ** 2.4;
    }).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  };
  const ground = light(getComputedStyle(document.body).backgroundColor, 1);
  const ratio = (colour) => {
    const found = light(colour, 1);
    return (Math.max(found, ground) + 0.05) / (Math.min(found, ground) + 0.05);
  };
  const weak = [];
  for (const node of document.querySelectorAll("figure.kh-picture > svg :is(text, path, circle)")) {
    const style = getComputedStyle(node);
    const least = node.tagName === "text" ? 4.5 : 3;
    if (node.getAttribute("fill") === "var(--ground)" || node.hasAttribute("fill-opacity")) continue;
    const best = Math.max(...[style.fill, style.stroke].map((colour) => (colour === "none" ? 0 : ratio(colour))));
    if (best < least) weak.push(`${node.tagName} ${node.textContent} ${style.fill} ${style.stroke}: ${best}`);
  }
  return [...new Set(weak)];
}"""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a district of two years."""
    folder = tmp_path_factory.mktemp("pictured")
    data = make_data(Options(units=60, deductions=500, years=2))
    for path, content in {**project_files(), **data}.items():
        (folder / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "project" / path).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.site_build.PRODUCERS", [])
        assert build_site(folder / "project", folder / "site").problems == ()
    return folder / "site"


@pytest.fixture
def visit(browser: Browser, window: Page, pictured: Path) -> Iterator[Open]:
    visits = Visits(browser, window)

    def open_page(url: str, width: int = 390, **options: Any) -> Page:
        return visits.open(f"file://{pictured}/{url}", width, **options)

    yield open_page
    visits.close()
    assert visits.complaints == []


@pytest.mark.parametrize("url", PAGES)
def test_every_text_is_large_enough_stays_in_its_box_and_touches_no_other(visit: Open, url: str) -> None:
    page = visit(url)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.locator("figure.kh-picture > svg").count() > 0
        assert page.evaluate(LEGIBLE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_ranks_and_scores_of_two_years_fit_a_telephone(visit: Open) -> None:
    page = visit("2016/compare-years.html")
    room = page.locator(".kh-scroll:has(th a)").last
    assert room.locator("thead th").count() == 6
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 844})
        assert room.evaluate("(at) => at.scrollWidth - at.clientWidth") <= 1, width


@pytest.mark.parametrize("url", PAGES)
def test_colours_stand_out_in_every_scheme_and_on_paper(visit: Open, url: str) -> None:
    page = visit(url)
    for scheme in ("light", "dark"):
        for media in ("screen", "print"):
            page.emulate_media(media=media, color_scheme=scheme)
            assert page.evaluate(CONTRAST) == [], (scheme, media)


def test_every_picture_has_title_description_and_a_table(visit: Open, pictured: Path) -> None:
    page = visit(PAGES[0])
    for url in PAGES:
        page.goto(f"file://{pictured}/{url}")
        for figure in page.locator("figure.kh-picture").all():
            named = figure.locator("> svg").get_attribute("aria-labelledby") or ""
            said = [page.locator(f"[id='{name}']").text_content() for name in named.split()]
            assert len(said) == 2
            assert all(said), url
            assert figure.locator("table tbody tr").count() > 0


def test_a_stripe_of_the_heat_map_leads_to_its_unit(visit: Open) -> None:
    page = visit("2016/index.html")
    name = page.locator("#heat-table tbody tr").nth(4).locator("a").get_attribute("title")
    follow(page, "a:has(> .kh-picture-row) >> nth=4")
    assert page.inner_text("h1") == name


def test_two_units_are_chosen_by_the_address_or_the_form(visit: Open) -> None:
    page = visit("2016/units/caizhengju.html")
    follow(page, "text=与别的单位比一比")
    assert page.input_value("#kh-a") == "caizhengju"
    assert page.locator("#kh-pair").inner_text() == ""
    page.select_option("#kh-b", "nonglinju")
    page.wait_for_url("**?a=caizhengju&b=nonglinju")
    shown = page.locator("#kh-pair tbody tr")
    columns = page.locator("#kh-units-parts thead th").all_inner_texts()
    rows = [
        page.locator(f"#kh-units-parts tr[data-unit={unit}] > *").all_inner_texts()
        for unit in ("caizhengju", "nonglinju")
    ]
    first = shown.nth(0).locator("> *").all_inner_texts()
    assert [first[1], first[3]] == [row[columns.index(first[0])] for row in rows]
    items = [
        row.locator("> *").all_inner_texts() for row in page.locator("#kh-pair section:nth-of-type(2) tbody tr").all()
    ]
    widest = max((abs(Decimal(row[1]) - Decimal(row[3])), row[0]) for row in items)
    assert "相差最大的单项是" in page.inner_text("#kh-pair .kh-lead")
    assert any(
        row[0] in page.inner_text("#kh-pair .kh-lead")
        for row in items
        if abs(Decimal(row[1]) - Decimal(row[3])) == widest[0]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.reload()
    assert page.locator("#kh-pair h2").count() >= 2
    page.select_option("#kh-b", "caizhengju")
    assert page.locator("#kh-pair").inner_text() == "选的是同一个单位。"


def test_differences_are_exact(visit: Open) -> None:
    page = visit("2016/compare-units.html?a=caizhengju&b=nonglinju", 1280)
    for row in page.locator("#kh-pair tbody tr").all():
        cells = row.locator("> *").all_inner_texts()
        figures = [round(float(cell.rstrip("%")) * 10**6) for cell in (cells[1], cells[-2])]
        said = cells[-1].removesuffix(" 个百分点").replace("＋", "").replace("−", "-")
        assert round(float(said) * 10**6) == figures[0] - figures[1]


def test_the_button_asks_for_two_units_where_they_are_not_chosen(visit: Open) -> None:
    page = visit("2016/compare-units.html", 1280)
    page.get_by_role("button", name="比较", exact=True).click()
    assert page.locator("#kh-pair").inner_text() == "请先选两个单位。"
    assert page.url.endswith("/compare-units.html")
    page.select_option("#kh-a", "caizhengju")
    page.get_by_role("button", name="比较", exact=True).click()
    assert page.locator("#kh-pair").inner_text() == "请先选两个单位。"


def test_without_scripts_the_table_is_complete(visit: Open) -> None:
    page = visit("2016/compare-units.html?a=caizhengju", java_script_enabled=False)
    assert page.locator("form.kh-choose-units").is_hidden()
    units = 66  # localities, too
    assert page.locator("#kh-units-parts tbody tr").count() == units
    assert page.locator("#kh-units-items tbody tr").count() == units
