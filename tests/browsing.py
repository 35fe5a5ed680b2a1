"""One browser for all tests of a worker: to start it costs more than what most of them ask of it.

A page is opened once and laid out for one screen after the other: axe takes half as long to judge it again as it
takes to judge it first, and it is neither asked for nor read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Screen = tuple[int, Literal["light", "dark"]]
# Widths and schemes: a desk by day, a phone by night, and 1280 px at 400 %.
SCREENS: list[Screen] = [(1280, "light"), (390, "dark"), (320, "light")]
VIOLATIONS = {"resultTypes": ["violations"]}  # of what is in order not every place is described
PATIENCE = 300_000  # milliseconds
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def patient(opens: Callable[..., Any]) -> Callable[..., Any]:
    """`opens`, whose pages wait as long as a machine takes that has more to do than to draw them."""

    def call(**options: Any) -> Any:
        opened = opens(**options)
        opened.set_default_timeout(PATIENCE)
        return opened

    return call


def follow(page: Page, selector: str) -> None:
    """Clicks what leads to another page and waits until that page is there, whole.

    A click alone returns when the browser turns to the other page: what is read right after it may be the page left
    behind, or the first half of the new one.
    """
    with page.expect_navigation():
        page.click(selector)


def lay_out_for(page: Page, screen: Screen) -> None:
    """Turns the page to a screen of another width and scheme; what follows the size of its window has done so."""
    width, scheme = screen
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def find_faults(page: Page, options: Mapping[str, Any] = VIOLATIONS) -> str:
    """What axe says of the page as it is laid out, and by how much it is wider than its window; empty if all is well.

    The script of axe is given to each page once.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("(options) => axe.run(options)", options))
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    told = [found.generate_report()] if found.violations_count else []
    return "\n".join([*told, *([f"{beyond} px beyond the window"] if beyond > 0 else [])])


@pytest.fixture(scope="session")
def started_browser(needs: Callable[[str], Path]) -> Iterator[Browser]:
    """The browser of this worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(needs("chromium")), args=ARGUMENTS)
        for name in ("new_context", "new_page"):
            setattr(found, name, patient(getattr(found, name)))
        yield found
        found.close()


@pytest.fixture(scope="module")
def browser(started_browser: Browser) -> Iterator[Browser]:
    """The browser, with no page of another file open; what it keeps (storage, cache) is that of a context."""
    yield started_browser
    for context in started_browser.contexts:
        context.close()
