"""`kaohe serve`: the site as it is being written, for the browser of this machine alone."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.site.site_build import build_site
from tests.site.sample import copy_district

RECORD = "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
PAGE = "/2015/records/meetings/2015-1105-caizheng-1.html"


@dataclass(frozen=True, slots=True)
class Served:
    """A project that is served by the command in a process of its own."""

    root: Path
    port: int
    process: subprocess.Popen[str]

    def ask(self, path: str, host: str = "", method: str = "GET") -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}

    def wait(self, path: str, holds: Callable[[int, str], bool], seconds: float = 600) -> str:
        """The text at `path` as soon as it is as wanted."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            status, text, _ = self.ask(path)
            if holds(status, text):
                return text
            time.sleep(0.1)
        raise AssertionError(f"{path} did not become what was waited for: {status} {text[:300]}")

    def change(self, old: str, new: str, path: str = RECORD) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


# Whoever starts the tests in the background lets them, and what they start, ignore an interrupt.
HEARING = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from generator.cli import main; sys.exit(main())"
)


def start(root: Path, *options: str) -> Served:
    command = [sys.executable, "-u", "-c", HEARING, "serve", "-C", str(root), "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
    assert found
    return Served(root, int(found[1]), process)


def stop(served: Served) -> str:
    """What it has said; it ends at once and leaves nothing behind."""
    served.process.send_signal(signal.SIGINT)
    said, _ = served.process.communicate(timeout=300)
    return said


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = start(copy_district(tmp_path / "district"))
    yield found
    if found.process.poll() is None:
        stop(found)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One whose files nobody changes."""
    found = start(copy_district(tmp_path_factory.mktemp("served") / "district"))
    found.wait("/", lambda status, text: status == 200)
    yield found
    stop(found)


def test_a_page_follows_the_files_and_an_error_keeps_the_last_good_one(served: Served) -> None:
    served.wait(PAGE, lambda status, text: "1人迟到" in text)
    served.change("1人迟到", "3人迟到")
    served.wait(PAGE, lambda status, text: "3人迟到" in text)
    served.change("unit: caizheng", "unit: caizhen")
    broken = served.wait(PAGE, lambda status, text: "kaohe-preview" in text)
    assert "数据有 1 处问题，下面仍是改动之前的网页。" in broken
    assert "KH301" in broken
    assert "unit: caizhen" in broken
    assert "3人迟到" in broken, "the page as it was"
    served.change("unit: caizhen", "unit: caizheng")
    served.wait(PAGE, lambda status, text: "kaohe-preview" not in text and "3人迟到" in text)
    said = stop(served)
    assert served.process.returncode == 0
    assert "没有更新：数据有 1 处问题" in said
    assert not re.search(r"INFO|WARNING|Traceback|[Ll]ink", said)


def test_what_was_wrong_from_the_beginning_is_said_until_it_is_mended(tmp_path: Path) -> None:
    root = copy_district(tmp_path / "district")
    record = root / RECORD
    good = record.read_text("utf-8")
    record.write_text(good.replace("points: 0.2", "points: 0.9"), "utf-8")
    served = start(root)
    try:
        text = served.wait("/", lambda status, text: status == 503 and "KH306" in text)
        assert "改正之后，网页会自动出现。" in text
        record.write_text(good, "utf-8")
        served.wait("/", lambda status, text: status == 200 and "小河区" in text)
    finally:
        stop(served)


def test_drafts_and_notes_are_seen_unless_one_asks_for_what_the_public_sees(tmp_path: Path) -> None:
    root = copy_district(tmp_path / "district")
    site = root / "data/site.yml"
    site.write_text(site.read_text("utf-8").replace("demo: true", "demo: false"), "utf-8")
    inside, outside = start(root), start(root, "--audience", "public")
    try:
        page = "/2015/records/hotline/2015-0212-caizheng-1.html"
        assert "内部-热线" in inside.wait(page, lambda status, text: status == 200)
        outside.wait("/", lambda status, text: status == 200)
        assert outside.ask(page)[0] == 404
    finally:
        stop(inside)
        stop(outside)


def test_it_serves_what_a_build_makes(calm: Served, tmp_path: Path) -> None:
    built = tmp_path / "site"
    assert build_site(calm.root, built, "internal").problems == ()
    for path in ("open-data/sample-results.csv", "feeds/all.xml", "documents/2015/circular-demo.docx",
                 "verify/verify.py", "assets/kaohe.css", "compare/draft_2015-q1/draft_2015-q2.json"):  # fmt: skip
        status, text, headers = calm.ask(f"/{path}")
        assert status == 200, path
        assert text == (built / path).read_bytes().decode("utf-8", "replace"), path
        assert headers["cache-control"] == "no-store"
    listed = json.loads(calm.ask("/manifest.json")[1])["files"]
    assert listed == json.loads((built / "manifest.json").read_bytes())["files"]
    assert calm.ask("/assets/kaohe.css", method="HEAD")[1] == ""


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1:{port}.x"]
)
def test_no_other_name_leads_here(calm: Served, host: str) -> None:
    status, text, _ = calm.ask("/", host.format(port=calm.port))
    assert (status, text) == (403, "只能从本机打开。\n")
    assert calm.ask("/.kaohe/state", f"localhost:{calm.port}")[0] == 200


def test_nothing_outside_of_the_site_is_served(calm: Served) -> None:
    (calm.root / "secret.txt").write_text("机密", "utf-8")
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/a/../../secret.txt", "//etc/passwd", "/..%5csecret.txt",
                 "/%00", "/2015/", "/.kaohe/../secret.txt"):  # fmt: skip
        status, text, _ = calm.ask(path)
        assert "机密" not in text
        assert status == (200 if path == "/2015/" else 404), path
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.2", calm.port, timeout=5).request("GET", "/")


def test_a_port_that_is_taken_is_said(calm: Served, capsys: pytest.CaptureFixture[str]) -> None:
    from generator.cli import main

    assert main(["serve", "-C", str(calm.root), "--port", str(calm.port)]) == 2
    assert f"端口 {calm.port} 正被占用。请用 --port 另选一个" in capsys.readouterr().err


def test_it_leaves_nothing_behind(served: Served) -> None:
    served.wait("/", lambda status, text: status == 200)
    served.process.send_signal(signal.SIGTERM)
    served.process.communicate(timeout=300)
    assert sorted(path.name for path in served.root.iterdir()) == ["content", "data", "mkdocs.yml"]


def test_a_browser_reloads_by_itself_and_shows_the_banner(served: Served, browser: Browser) -> None:
    served.wait(PAGE, lambda status, text: status == 200)
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"http://127.0.0.1:{served.port}{PAGE}")
    served.change("1人迟到", "4人迟到")
    page.get_by_text("4人迟到").first.wait_for(timeout=300_000)
    served.change("points: 0.2", "points: 0.9")
    banner = page.locator(".kaohe-preview")
    banner.wait_for(timeout=300_000)
    page.wait_for_load_state()  # the banner stands at the top: the page below it, and its style, come after
    assert "KH306" in banner.inner_text()
    assert banner.evaluate("(found) => getComputedStyle(found).position") == "sticky", "its style is loaded"
    page.get_by_text("4人迟到").first.wait_for()
    served.change("points: 0.9", "points: 0.2")
    banner.wait_for(state="detached", timeout=300_000)
    assert refused == []
    page.close()
