"""Every kind of page for everyone: no rule of axe broken, 400 % zoom, the keyboard, a screen reader's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from generator.site.site_build import build_site
from tests.browsing import SCREENS, VIOLATIONS, Screen, find_faults, lay_out_for
from tests.release.publishing import tell_story
from tests.site.sample import demo_pages
from tests.site.test_browser import KINDS

pytestmark = pytest.mark.needs("chromium")

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    **VIOLATIONS,
}
TOLD = ["audit.html", "audit/log.html", "audit/git.html", "publications.html", "documents/index.html"]
MORE = ["publications/*.html", "publications/corrections/*.html", "documents/*/*.html", "compare/*/*.html"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a history, publications and a correction."""
    folder = tmp_path_factory.mktemp("told")
    assert build_site(tell_story(folder / "project").root, folder / "site", "internal").problems == ()
    return folder / "site"


def open_page(browser: Browser, width: int = 1280, **options: Any) -> Page:
    return browser.new_context(viewport={"width": width, "height": 844}, **options).new_page()


def look_at_all(browser: Browser, paths: Sequence[Path]) -> dict[Screen, list[str]]:
    """What is wrong with these pages on each screen. Each is opened once, by turns on another of them."""
    found: dict[Screen, list[str]] = {screen: [] for screen in SCREENS}
    page = open_page(browser)
    for at, path in enumerate(paths):
        first = at % len(SCREENS)
        lay_out_for(page, SCREENS[first])
        page.goto(f"file://{path}")
        for screen in (*SCREENS[first:], *SCREENS[:first]):
            lay_out_for(page, screen)
            if faults := find_faults(page, RULES):
                found[screen].append(f"{path.name}: {faults}")
    page.context.close()
    return found


@pytest.fixture(scope="module")
def faults(browser: Browser, built: Path, told: Path) -> dict[Screen, list[str]]:
    more = [path for pattern in MORE for path in sorted(told.glob(pattern))[:1]]
    assert len(more) >= 3
    kinds = [built / kind for kind in [*KINDS, "404.html"]]
    return look_at_all(browser, [*kinds, *(told / kind for kind in TOLD), *more])


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_no_rule_is_broken_on_any_kind_of_page(
    faults: Mapping[Screen, list[str]], width: int, scheme: Literal["light", "dark"]
) -> None:
    assert faults[width, scheme] == []


def test_what_is_wider_than_the_screen_says_so_and_is_moved_by_keys(browser: Browser) -> None:
    page = open_page(browser, 320)
    page.goto(f"file://{demo_pages() / '2015/compare-units.html'}")
    page.click("summary >> text=各单项扣分")
    table = page.locator(".kh-scroll:has(#kh-units-items)")
    page.wait_for_selector(".kh-wider:visible")
    said = table.evaluate("part => getComputedStyle(part, '::before').content")
    assert "左右滑动" in said
    assert table.get_attribute("role") == "group"
    named = table.evaluate(
        "part => part.ariaLabel || document.getElementById(part.getAttribute('aria-labelledby'))?.id"
    )
    assert named
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("part => part.scrollLeft > 0", arg=table.element_handle())
    page.context.close()


def test_no_cell_of_a_table_is_one_character_wide(browser: Browser, built: Path) -> None:
    """What stands in a cell of words on a phone has room for at least three characters of each line."""
    narrow = """() => [...document.querySelectorAll(".kh-table td, .kh-table tbody th, .gw-table td")]
        .filter((cell) => cell.checkVisibility() && /[\\u4e00-\\u9fff]{4}/.test(cell.textContent))
        .filter((cell) => cell.clientWidth < 3 * parseFloat(getComputedStyle(cell).fontSize))
        .map((cell) => cell.textContent.trim())"""
    page = open_page(browser, 390)
    documents = [str(path.relative_to(built)) for path in sorted(built.glob("documents/2015/*.html"))]
    for kind in [*KINDS, *documents]:
        page.goto(f"file://{built / kind}")
        assert page.evaluate(narrow) == [], kind
    page.context.close()


def test_what_has_the_focus_is_seen_and_nothing_moves_for_those_who_ask(browser: Browser, built: Path) -> None:
    page = open_page(browser, reduced_motion="reduce")
    page.goto(f"file://{built / '2015/units/caizheng.html'}")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => { const part = document.activeElement, found = getComputedStyle(part);
            return [found.outlineStyle, parseFloat(found.outlineWidth), part.outerHTML.slice(0, 80)]; }"""
        )
        assert style[0] != "none", style
        assert style[1] >= 2, style
    page.context.close()


def test_headings_go_down_one_step_at_a_time(browser: Browser, built: Path) -> None:
    page = open_page(browser)
    for kind in KINDS:
        page.goto(f"file://{built / kind}")
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((found) => +found.tagName[1])"
        )
        assert levels.count(1) == 1, kind
        assert levels[0] == 1, kind
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (kind, levels)
    page.context.close()


# What a screen reader meets on the page of a department, in this order (content/guide/public.md says so in words).
ORDER = [
    ("link", "跳到正文"),
    ("complementary", "数据性质"),
    ("banner", ""),
    ("search", "全站查找"),
    ("navigation", "主要栏目"),
    ("main", ""),
    ("article", ""),
    ("heading", "小河区财政局"),
    ("StaticText", "得 97.28 分"),
    ("StaticText", "97.28"),
    ("navigation", "本页目录"),
    ("heading", "得分怎样来"),
    ("table", ""),
    ("heading", "每一笔扣分"),
    ("heading", "名次和结果运用"),
    ("heading", "一年里的得分"),
    ("contentinfo", ""),
]


def test_a_screen_reader_meets_a_department_in_this_order(browser: Browser, built: Path) -> None:
    page = open_page(browser)
    page.goto(f"file://{built / '2015/units/caizheng.html'}")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = list(_joined(_in_order({node["nodeId"]: node for node in nodes}, nodes[0]["nodeId"])))
    at = 0
    for role, name in ORDER:
        found = [
            place for place in range(at, len(told)) if told[place][0] == role and told[place][1].startswith(name)
        ]
        assert found, f"{role} {name} does not follow {told[max(0, at - 1)]}"
        at = found[0] + 1
    page.context.close()


def _joined(told: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What is told, with pieces of text that follow each other as the one sentence that is read of them."""
    for role, run in groupby((one for one in told if one[0] != "InlineTextBox"), key=itemgetter(0)):
        names = [name for _, name in run]
        yield from [(role, "".join(names))] if role == "StaticText" else [(role, name) for name in names]


def _in_order(nodes: Mapping[str, Any], node: str) -> Iterator[tuple[str, str]]:
    """Role and name of everything that Chromium tells a screen reader, as it is read."""
    found = nodes[node]
    if not found.get("ignored"):
        yield found["role"]["value"], found.get("name", {}).get("value", "")
    for child in found.get("childIds", ()):
        if child in nodes:
            yield from _in_order(nodes, child)
