"""One browser for all tests of a worker: to start it costs more than what most of them ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="session")
def started_browser(needs: Callable[[str], Path]) -> Iterator[Browser]:
    """The browser of this worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(needs("chromium")), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def browser(started_browser: Browser) -> Iterator[Browser]:
    """The browser, with no page of another file open; what it keeps (storage, cache) is that of a context."""
    yield started_browser
    for context in started_browser.contexts:
        context.close()
