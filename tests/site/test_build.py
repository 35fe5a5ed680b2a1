"""One folder, whole or not at all: what it may replace, what a stopped build leaves, what its bytes depend on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from generator.documents.pdf import compiler_version
from generator.load.edition import Edition
from generator.model.problem import UserError
from generator.model.system import list_files
from generator.site.folder import exchange, put_in_place, restore, write_files
from generator.site.lock import hold_lock
from generator.site.producers import SitePart
from generator.site.site_build import build_output, build_site
from tests.elsewhere import made_elsewhere
from tests.release.repository import Repo
from tests.site.sample import copy_district, district_alone, open_district, read_district

# What is opened is counted as the interpreter tells it; a library of C without the call stands in for other systems.
SETTLE = """
import ctypes, errno, sys
from pathlib import Path
from generator.site.folder import settle
class Refusing:
    def syncfs(self, _):
        ctypes.set_errno(errno.ENOSYS)
        return -1
if sys.argv[2] != "there":
    ctypes.CDLL = lambda *_, **__: Refusing() if sys.argv[2] == "refused" else object()
opened = []
sys.addaudithook(lambda event, args: opened.append(args) if event == "open" else None)
settle(Path(sys.argv[1]))
print(len(opened))
"""


def digests(site: Path) -> dict[str, str]:
    return {path: sha256((site / path).read_bytes()).hexdigest() for path in list_files(site)}


def is_whole(site: Path) -> bool:
    """Whether the folder is exactly what its manifest lists."""
    there = digests(site)
    there.pop("manifest.json")
    listed: dict[str, str] = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    return listed == there


@pytest.fixture
def pages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds make pages and nothing else: how folders change places does not depend on what is in them."""
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])


def test_the_manifest_lists_every_file(built: Path) -> None:
    assert is_whole(built)
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    assert {name: manifest[name] for name in ("audience", "commit", "demo", "previous_publication", "updated")} == {
        "audience": "public",
        "commit": None,
        "demo": True,
        "previous_publication": None,
        "updated": "2015-12-18",
    }
    assert {"kaohe", "mkdocs", "jinja2"} <= manifest["tools"].keys()
    assert manifest["tools"]["typst"] == compiler_version()


def test_the_same_input_gives_the_same_bytes(told: Repo, built: Path) -> None:
    """Another time, zone, locale, hash seed, mask, user, folder and working directory."""
    assert digests(made_elsewhere(told) / "district") == digests(built)


@pytest.mark.usefixtures("pages_alone")
def test_everyone_may_read_the_site_whatever_the_mask_of_its_builder(tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        build_site(district_alone(), tmp_path / "out")
    finally:
        os.umask(mask)
    assert oct((tmp_path / "out").stat().st_mode)[-3:] == "755"
    assert oct((tmp_path / "out/index.html").stat().st_mode)[-3:] == "644"


@pytest.mark.usefixtures("pages_alone")
def test_a_new_build_replaces_the_old_one(tmp_path: Path) -> None:
    district = copy_district(tmp_path / "district")
    out = tmp_path / "out"
    build_site(district, out)
    (out / "left-over.html").write_text("old")
    record = district / "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
    record.write_text(record.read_text("utf-8").replace("1人迟到", "2人迟到"), "utf-8")
    build_site(district, out)
    assert is_whole(out)
    assert not (out / "left-over.html").exists()
    assert "2人迟到" in (out / "2015/records/meetings/2015-1105-caizheng-1.html").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["district", "out"]


@pytest.mark.parametrize("made", ["files", "file", "link"])
def test_what_no_build_has_made_is_never_replaced(tmp_path: Path, made: str) -> None:
    out = tmp_path / "out"
    if made == "files":
        out.mkdir()
        (out / "letter.docx").write_text("important")
    elif made == "file":
        out.write_text("important")
    else:
        (tmp_path / "elsewhere").mkdir()
        out.symlink_to(tmp_path / "elsewhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError, match="没有生成网站"):
        build_site(district_alone(), out)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.usefixtures("pages_alone")
def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert build_site(district_alone(), tmp_path / "out").files > 50


@pytest.mark.usefixtures("pages_alone")
def test_data_with_errors_are_not_built(tmp_path: Path) -> None:
    district = copy_district(tmp_path / "district")
    out = tmp_path / "out"
    build_site(district, out)
    before = digests(out)
    record = district / "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
    record.write_text(record.read_text("utf-8").replace("unit: caizheng", "unit: caizhen"), "utf-8")
    built = build_site(district, out)
    assert built.files == 0
    assert [problem.place.file for problem in built.problems] == [
        "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
    ]
    assert digests(out) == before


@pytest.mark.usefixtures("pages_alone")
def test_a_failure_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    build_site(district_alone(), out)
    before = digests(out)

    def run_out(edition: Edition) -> list[tuple[str, bytes]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [SitePart("别的", "", run_out)])
    with pytest.raises(UserError, match="原有的网站没有改动"):
        build_site(district_alone(), out)
    assert digests(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    freed = threading.Event()
    with hold_lock(tmp_path, lambda words, count: None):

        def second() -> None:
            with hold_lock(tmp_path, lambda words, count: said.append(words)):
                freed.set()

        waiting = threading.Thread(target=second)
        waiting.start()
        assert not freed.wait(0.2)
    waiting.join(300)
    assert freed.is_set()
    assert said == ["另一次生成正在进行，等待它结束…"]


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("new", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name)
    put_in_place(tmp_path / "new", tmp_path / "place", tmp_path / "aside")
    assert (tmp_path / "place/which").read_text() == "new"
    assert (tmp_path / "aside/which").read_text() == "place"
    assert not exchange(tmp_path / "nothing", tmp_path / "place")


@pytest.mark.parametrize(("call", "opened"), [("there", 1), ("missing", 13), ("refused", 14)])
def test_what_was_written_is_brought_to_the_disk_at_once_or_file_by_file(
    tmp_path: Path, call: str, opened: int
) -> None:
    write_files(tmp_path / "new", [(f"{number % 2}/{number}.html", b"a page") for number in range(10)])
    told = subprocess.run(
        [sys.executable, "-c", SETTLE, str(tmp_path / "new"), call], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) == opened  # every file and folder is asked for by itself, or the upper folder alone


def test_without_such_a_step_a_stopped_build_is_mended(tmp_path: Path) -> None:
    (tmp_path / "aside").mkdir()
    restore(tmp_path / "place", tmp_path / "aside")
    assert (tmp_path / "place").is_dir()
    assert not (tmp_path / "aside").exists()


@pytest.mark.parametrize("path", ["../out", "a/../../b", "/etc/x", "a//b", "a\\b", ""])
def test_no_file_is_written_outside_of_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        write_files(tmp_path / "site", [(path, b"")])


def test_no_file_takes_the_place_of_another(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="same path"):
        write_files(tmp_path, [("a/Index.html", b"1"), ("a/index.html", b"2")])


@pytest.mark.usefixtures("pages_alone")
def test_texts_of_a_project_are_used_but_never_its_settings_or_links(tmp_path: Path) -> None:
    """A project is data and texts of others: its mkdocs.yml and templates are not read, its links not followed."""
    district = copy_district(tmp_path / "district")
    (tmp_path / "secret.md").write_text("# 机密\n", "utf-8")
    (district / "mkdocs.yml").write_text("hooks: [evil.py]\n", "utf-8")
    (district / "evil.py").write_text("raise SystemExit('run')\n", "utf-8")
    (district / "templates/pages").mkdir(parents=True)
    (district / "templates/pages/home_page.html.j2").write_text("owned", "utf-8")
    texts = district / "content/guide"
    texts.mkdir(parents=True)
    (texts / "index.md").write_text("---\ntitle: <b>题</b>&\n---\n# 自己的指南\n", "utf-8")
    (texts / "secret.md").symlink_to(tmp_path / "secret.md")
    out = tmp_path / "out"
    build_site(district, out)
    page = (out / "guide/index.html").read_text("utf-8")
    assert "自己的指南" in page
    assert "<title>&lt;b&gt;题&lt;/b&gt;&amp; - 小河区机关考核</title>" in page
    assert "<b>题" not in page
    assert not (out / "guide/secret.html").exists()
    assert "owned" not in (out / "index.html").read_text("utf-8")


@pytest.mark.usefixtures("pages_alone")
def test_a_district_that_has_published_nothing_has_a_site(tmp_path: Path) -> None:
    from dataclasses import replace

    corpus = read_district()
    assert corpus.site is not None
    corpus = replace(corpus, site=replace(corpus.site, demo=False))
    out = tmp_path / "out"
    build_output(open_district(corpus), out, lambda words, count: None)
    text = (out / "index.html").read_text("utf-8")
    assert "还没有发布过结果" in text
    assert [path.name for path in (out / "2015").iterdir()] == ["method.html"], "the rules alone"
