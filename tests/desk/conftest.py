"""A desk with a remote, and browsers that visit it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page

from generator.desk.desk_guard import KEY_HEADER
from tests.browsing import Visits
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
def visit(browser: Browser, window: Page, port: int) -> Iterator[Visit]:
    """Opens a page as an office; what the browser complains of, or asks elsewhere for, fails the test."""
    home = f"http://127.0.0.1:{port}"
    visits = Visits(browser, window, home)

    def open_page(office: str, path: str = "/", width: int = 1280, script: bool = True) -> Page:
        options = {} if script else {"java_script_enabled": False}
        return visits.open(f"{home}{path}", width, {USER: office, KEY_HEADER: KEY}, **options)

    yield open_page
    visits.close()
    assert visits.complaints == []
