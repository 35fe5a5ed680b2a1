"""A desk with a remote, and browsers that visit it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page

from generator.desk.desk_guard import KEY_HEADER
from tests.desk.desks import KEY, USER, Visit, run_desk, tell_district
from tests.history.scripted import Story


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell_district(tmp_path_factory.mktemp("desk") / "district")


@pytest.fixture
def story(origin: Story, tmp_path: Path) -> Story:
    copytree(origin.root, tmp_path / "district", symlinks=True)
    made = Story(tmp_path / "district")
    if "origin" not in made.git("remote").split():
        made.git("remote", "add", "origin", (tmp_path / "hub.git").as_uri())
    made.git("config", "remote.origin.url", (tmp_path / "hub.git").as_uri())
    made.git("init", "-q", "--bare", "-b", "main", str(tmp_path / "hub.git"))
    made.git("push", "-q", "origin", "main")
    return made


@pytest.fixture
def port(story: Story) -> Iterator[int]:
    with run_desk(story.root, remote="origin") as found:
        yield found


@pytest.fixture
def visit(browser: Browser, port: int) -> Iterator[Visit]:
    """Opens a page as an office; what the browser complains of, or asks elsewhere for, fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_page(office: str, path: str = "/", width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=script,
            extra_http_headers={USER: office, KEY_HEADER: KEY},
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        home = f"http://127.0.0.1:{port}"
        page.on("console", lambda message: complaints.append(f"{path}: {message.text}"))
        page.on("request", lambda asked: None if asked.url.startswith(home) else complaints.append(asked.url))
        page.goto(f"{home}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
