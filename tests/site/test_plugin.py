"""`mkdocs build` and `mkdocs serve`: the same pages, the same data, the same refusal."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.site.folder import list_files
from generator.site.producers import PRODUCERS
from tests.site.sample import DISTRICT, open_district, read_district


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A project as MkDocs is run in one: settings, texts, theme, and the small district's data."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(root / "mkdocs.yml", folder)
    shutil.copytree(root / "content", folder / "content")
    shutil.copytree(root / "templates/theme", folder / "templates/theme")
    shutil.copytree(DISTRICT / "data", folder / "data")
    return folder


def run_mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_mkdocs_builds_the_same_pages(project: Path, built: Path) -> None:
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    made = set(list_files(project / "site"))
    beside = {path for part in PRODUCERS for path, _ in part.produce(open_district(read_district()))}
    assert made == set(list_files(built)) - beside
    for path in made - {"manifest.json"}:
        assert (project / "site" / path).read_bytes() == (built / path).read_bytes(), path


def test_mkdocs_refuses_data_with_errors(project: Path) -> None:
    record = project / "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
    record.write_text(record.read_text("utf-8").replace("unit: caizheng", "unit: caizhen"), "utf-8")
    done = run_mkdocs(project, "build")
    assert done.returncode == 1
    assert "data/deductions/2015/meetings/2015-1105-caizheng-1.yml:1:7" in done.stderr
    assert "改正之前不生成网站" in done.stderr
    assert "Traceback" not in done.stderr


def free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def served(project: Path) -> Iterator[tuple[Path, str]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    yield project, f"http://127.0.0.1:{port}/"
    process.send_signal(signal.SIGINT)
    process.wait(10)


def wait_for(url: str, words: str, seconds: int = 30) -> str:
    """The page at `url` as soon as it holds `words`."""
    end = time.monotonic() + seconds
    text = ""
    while time.monotonic() < end:
        try:
            with urlopen(url) as answer:
                text = answer.read().decode()
        except OSError:
            text = ""
        if words in text:
            return text
        time.sleep(0.2)
    raise AssertionError(f"{words} did not appear at {url}")


def test_a_served_page_follows_the_data(served: tuple[Path, str]) -> None:
    project, root = served
    page = root + "2015/records/meetings/2015-1105-caizheng-1.html"
    text = wait_for(page, "1人迟到")
    assert "&#39;unsafe-inline&#39;" in text, "the page may reload itself while it is served"
    record = project / "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
    record.write_text(record.read_text("utf-8").replace("1人迟到", "3人迟到"), "utf-8")
    wait_for(page, "3人迟到")
