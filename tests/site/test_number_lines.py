"""On a phone no line ends between a number and its unit, nor within a date but after its year: every kind of page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.sample import demo_pages

pytestmark = pytest.mark.needs("chromium")

# The places of text that lies on more than one line, of each number with what follows it. Parts of a block that stand
# in different elements belong together; a line break that is written is one.
PARTED = r"""() => {
  const lines = (node) => {
    let at = node.parentElement;
    while (getComputedStyle(at).display === "inline") at = at.parentElement;
    return at;
  };
  const blocks = new Map();
  const shown = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const walk = document.createTreeWalker(document.querySelector("main"), shown);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const block = node.tagName === "BR" ? lines(node) : node.data?.trim() && !node.parentElement.closest(
      "script, style, svg, code, pre, select, .kh-unseen, .kh-id") ? lines(node) : null;
    if (block) blocks.set(block, [...(blocks.get(block) ?? []), node]);
  }
  const number = new RegExp([
    "\\d{4}-\\d{2}-\\d{2}", "\\d{1,2} ?月 ?\\d{1,2} ?日",
    "(?<![0-9A-Za-z.,/-])(?:第 ?)?\\d{1,9}(?:[.,]\\d+)*(?: ?[%‰])?(?: ?[\u4e00-\u9fff])(?!\\d)",
  ].join("|"), "g");
  const found = [];
  for (const nodes of blocks.values()) {
    const each = (node) => Array.from({ length: node.length }, (_, at) => [node, at]);
    const signs = nodes.flatMap((node) => (node.tagName === "BR" ? ["\n"] : each(node)));
    const text = signs.map((sign) => (sign === "\n" ? sign : sign[0].data[sign[1]])).join("");
    for (const match of text.matchAll(number)) {
      const tops = signs.slice(match.index, match.index + match[0].length)
        .filter(([node, at]) => node.data[at].trim())
        .map(([node, at]) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect();
        }).filter((box) => box.width).map((box) => box.bottom);
      if (tops.length && Math.max(...tops) - Math.min(...tops) > 12) {
        found.push(text.slice(Math.max(0, match.index - 12), match.index + match[0].length + 6));
      }
    }
  }
  return found;
}"""
APART = """() => [...document.querySelectorAll(".kh-one")].filter((one) => {
  const [own, about] = [getComputedStyle(one), getComputedStyle(one.parentElement)];
  return own.display !== "inline" || own.fontSize !== about.fontSize || own.color !== about.color;
}).map((one) => one.parentElement.textContent.trim())"""
PAGES = [
    "index.html",
    "units.html",
    "units/jiaoyuju.html",
    "method.html",
    "data.html",
    "audit.html",
    "audit/git.html",
    "publications.html",
    "publications/2015-final.html",
    "documents/index.html",
    "documents/2015/circular.html",
    "registers.html",
    "registers/tasks.html",
    "registers/evaluations/2015/q2-annual-targets.html",
    "2015/index.html",
    "2015/q3.html",
    "2015/ranking.html",
    "2015/items.html",
    "2015/items/hotline-handling.html",
    "2015/categories/cadres.html",
    "2015/appraisal.html",
    "2015/outcomes.html",
    "2015/compare-units.html",
    "2015/units/jiajiedao.html",
    "2015/records/window-conduct/2015-0610-danganju-1.html",
    "notice/2015-41/measures.html",
    "guide/unit.html",
]


@pytest.fixture(scope="module")
def pages() -> Path:
    """The pages of the demonstration."""
    return demo_pages()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_line_ends_between_a_number_and_its_unit(browser: Browser, pages: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    parted = {}
    for name in (found for found in PAGES if (pages / found).exists()):
        page.goto(f"file://{pages / name}")
        parted[name] = page.evaluate(PARTED)
    page.close()
    assert len(parted) > 20
    assert {name: found for name, found in parted.items() if found} == {}


def test_what_is_kept_together_stays_in_its_line_and_looks_like_it(browser: Browser, pages: Path) -> None:
    """No rule for words of a list or a card takes what is within them for words of its own."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    apart = {}
    for name in ["compare.html", *(found for found in PAGES if (pages / found).exists())]:
        page.goto(f"file://{pages / name}")
        apart[name] = page.evaluate(APART)
    page.close()
    assert {name: found for name, found in apart.items() if found} == {}


def test_what_is_copied_and_searched_holds_no_sign_but_those_of_the_text(browser: Browser, pages: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{pages / '2015/units/jiajiedao.html'}")
    text = page.inner_text("main")
    page.close()
    assert "第 " in text
    assert not set(text) & set("\u2060\u200b\u00ad\ufeff")
