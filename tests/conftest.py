"""What every test shares: the project's folder, the programs of the system, and an environment of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.demo.demo_project import project_files
from generator.documents.docx_pandoc import run_pandoc
from tests.release.publishing import told  # noqa: F401  # fixtures for several rooms
from tests.run_once import folder_of_run, once
from tests.sample import sample_tree

ROOT = Path(__file__).resolve().parent.parent

# The names under which a program is installed, where it is not its own.
NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "soffice": ("soffice", "libreoffice"),
}

# The same examples on every run and every machine, however slow it is; nothing is kept between runs.
settings.register_profile(
    "kaohe", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("kaohe")


def pytest_configure() -> None:
    """Neither the user's git settings nor a surrounding git command reach a test."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1"}
    os.environ["KAOHE_CACHE"] = "off"  # what the user keeps is no part of a test


def find_tool(name: str) -> Path | None:
    """The program `name` of this system, or None."""
    found = (shutil.which(candidate) for candidate in NAMES.get(name, (name,)))
    return next((Path(path) for path in found if path), None)


def require_tool(name: str) -> Path:
    """The program `name`; without it the test is skipped, or fails if KAOHE_STRICT_TOOLS=1."""
    path = find_tool(name)
    if path is not None:
        return path
    message = f"{name} is not installed"
    if os.environ.get("KAOHE_STRICT_TOOLS") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Holds `@pytest.mark.needs("qpdf", …)` before any fixture is made."""
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            require_tool(name)


@pytest.fixture(scope="session")
def needs() -> Callable[[str], Path]:
    """`needs("qpdf")`: the path of a program, or the test is skipped or fails as above."""
    return require_tool


@pytest.fixture(scope="session", autouse=True)
def pandoc_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The same document is not given to pandoc by every test anew; a process of its own asks as ever."""
    with pytest.MonkeyPatch.context() as patch:
        taken = once(run_pandoc, folder_of_run(tmp_path_factory) / "pandoc")
        patch.setattr("generator.documents.docx.run_pandoc", taken)
        yield


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district as a project on the disk, without a history; nobody changes it."""
    folder = tmp_path_factory.mktemp("sample") / "project"
    for path, data in {**project_files(), **sample_tree().files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of this project."""
    return ROOT
