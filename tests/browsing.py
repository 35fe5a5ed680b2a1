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
NO_HEADERS: Mapping[str, str] = {}
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


@pytest.fixture(scope="module")
def window(browser: Browser) -> Page:
    """A page for whatever the tests of a file look at, one after the other: a new one costs more than most of it."""
    return browser.new_page()


class Visits:
    """Opens pages for one test, the first of them in the window of the file.

    A page in another state (`options`), or a second one beside the first, has a window of its own. `complaints` are
    the browser's, and each address that is asked for and lies elsewhere than at `home`.
    """

    def __init__(self, browser: Browser, window: Page, home: str = "file:") -> None:
        self.complaints: list[str] = []
        self._home = home
        self._browser, self._window = browser, window
        self._heard: list[tuple[Page, str, Callable[..., None]]] = []
        self._contexts: list[Any] = []

    def open(self, url: str, width: int, headers: Mapping[str, str] = NO_HEADERS, **options: Any) -> Page:
        """The page, laid out for a screen of this width, of somebody who has not been there before."""
        if options or self._heard:
            context = self._browser.new_context(viewport={"width": width, "height": 844}, **options)
            self._contexts.append(context)
            page = context.new_page()
        else:
            page = self._window
            page.context.clear_cookies()
            page.emulate_media(media="screen")
            lay_out_for(page, (width, "light"))
        self._listen(page, "console", lambda message: self.complaints.append(f"{url}: {message.text}"))
        self._listen(page, "pageerror", lambda error: self.complaints.append(f"{url}: {error}"))
        self._listen(page, "request", self._look_at)
        page.set_extra_http_headers(dict(headers))
        page.goto(url)
        return page

    def close(self) -> None:
        """Leaves the window empty, and nobody listens to it any more."""
        self._window.goto("about:blank")
        for page, event, hear in self._heard:
            page.remove_listener(event, hear)
        for context in self._contexts:
            context.close()

    def _listen(self, page: Page, event: str, hear: Callable[..., None]) -> None:
        page.on(event, hear)  # type: ignore[call-overload]
        self._heard.append((page, event, hear))

    def _look_at(self, asked: Any) -> None:
        if not asked.url.startswith((self._home, "about:")):
            self.complaints.append(asked.url)
