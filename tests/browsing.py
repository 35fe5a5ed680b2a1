"""One browser for all tests of a worker: to start it costs more than what most of them ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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
