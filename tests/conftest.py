"""What every test shares: the project's folder, the programs of the system, and an environment of its own."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from mkdocs.structure.pages import Page
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from generator.demo.demo_project import project_files
from generator.documents.docx_pandoc import Pandoc
from generator.model.worker import Worker
from generator.site import markdown_pages
from generator.site.rendered_texts import render_texts
from tests.browsing import browser, started_browser, window  # noqa: F401  # fixtures for several rooms
from tests.bytecode import keep_bytecode
from tests.release.publishing import told  # noqa: F401  # fixtures for several rooms
from tests.run_once import Drawer, asked_once, begin_run, converted_once, end_run, once, place_in_run, rendered_once
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
# Among its examples are constants of whatever local modules the worker has loaded by then: which tests it was given
# before, and so chance, would decide what is drawn. Its own constants remain.
assert callable(providers._get_local_constants)
providers._get_local_constants = Constants


_CONVERT = Pandoc.convert
_ASK = Worker.ask


def pytest_configure(config: pytest.Config) -> None:
    """Neither the user's git settings nor a surrounding git command reach a test; bytecode is made once."""
    if run := begin_run():
        config.add_cleanup(lambda: end_run(run))
    base = config.getoption("basetemp")
    keep_bytecode(ROOT / ".cache" / "bytecode", *([Path(base)] if base else []))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1"}
    os.environ["KAOHE_CACHE"] = "off"  # what the user keeps is no part of a test
    # As the command does, and rarer still: a worker keeps what many tests share, and to look through it for cycles
    # again and again took a tenth of what its own work did.
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="module", autouse=True)
def known_to_stay() -> None:
    """What is there before a file of tests is not looked through again: a build gives memory back some five times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def frozen_stays() -> Iterator[None]:
    """Nothing thaws that: to count first what is frozen would take as long as to look through it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.model.collector.join_what_lives_long", lambda: None)
        yield


@pytest.hookimpl(optionalhook=True)  # xdist may be away
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """A file is one worker's: what its tests share is made once in a run, and chance parts none of them.

    Files begin in the order of their names; those of a few long tests would else come last.
    """
    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


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
def pandoc_once() -> Iterator[None]:
    """The same document is not given to pandoc by every test anew; a process of its own asks as ever."""
    with pytest.MonkeyPatch.context() as patch, Pandoc() as standing:
        patch.setattr(Pandoc, "convert", once(_CONVERT, place_in_run("pandoc"), standing))
        yield


@pytest.fixture(scope="session", autouse=True)
def workers_once() -> Iterator[None]:
    """The same picture is not drawn, nor the same document set, by every test anew; a process of its own asks."""
    with pytest.MonkeyPatch.context() as patch:
        drawer = Drawer()
        patch.setattr(Worker, "ask", asked_once(_ASK, place_in_run("answers"), drawer))
        yield
        drawer.close()


@pytest.fixture
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here each picture is drawn, and each document set, as often as it is asked for."""
    monkeypatch.setattr(Worker, "ask", _ASK)


@pytest.fixture(scope="session", autouse=True)
def texts_once() -> Iterator[None]:
    """Sites of the same texts do not have MkDocs render, nor search read, them anew; a process of its own asks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown_pages, "_read_parts", cache(markdown_pages._read_parts))
        patch.setattr(Page, "render", converted_once(Page.render))
        patch.setattr("generator.site.site_build.render_texts", rendered_once(render_texts))
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
def is_sample() -> None:
    """Skips where what lies in data/ is a district's own, and not the sample that comes with the program."""
    found = ROOT / "data" / "site.yml"
    made = sample_tree().files["data/site.yml"].splitlines()
    if not found.is_file() or not set(made) <= set(found.read_bytes().splitlines()):
        pytest.skip("data/ holds no sample: it is a district's own")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of this project."""
    return ROOT
