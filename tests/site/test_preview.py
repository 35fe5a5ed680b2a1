"""A preview makes what is asked for, and it is what a build of the same files makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.load.unfinished import FOLDER, JOURNAL, pack_journal
from generator.read.program import SHIPPED_TEMPLATES
from generator.site.preview import Preview
from generator.site.preview_site import PreviewSite
from generator.site.site_build import build_site
from generator.words.page_frame import Article, Framer, Shell
from tests.site.sample import copy_district

RECORD = "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
PAGE = "2015/records/meetings/2015-1105-caizheng-1.html"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of which pages alone are made."""
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    monkeypatch.setattr("generator.site.preview_site.PRODUCERS", [])
    return copy_district(tmp_path / "project")


def open_preview(root: Path, work: Path) -> Preview:
    made = Preview(root, work, "public", SHIPPED_TEMPLATES)
    assert made.refresh(repr)
    assert made.condition.holds, made.condition
    return made


def change(root: Path, old: str, new: str) -> None:
    text = (root / RECORD).read_text("utf-8")
    assert old in text
    (root / RECORD).write_text(text.replace(old, new), "utf-8")


def test_after_changes_every_page_is_that_of_a_build(project: Path, tmp_path: Path) -> None:
    preview = open_preview(project, tmp_path / "work")
    assert b"1\xe4\xba\xba\xe8\xbf\x9f\xe5\x88\xb0" in (preview.read(PAGE) or b"")
    change(project, "1人迟到", "3人迟到")
    assert preview.refresh(repr)
    assert preview.read(PAGE), "a page before all others"
    assert build_site(project, tmp_path / "site").problems == ()
    listed = json.loads((tmp_path / "site/manifest.json").read_bytes())["files"]
    assert len(listed) > 60
    differing = [path for path in listed if preview.read(path) != (tmp_path / "site" / path).read_bytes()]
    assert differing == []
    assert preview.read("2015/records/meetings/none.html") is None


def test_while_files_are_being_written_the_pages_stay_and_it_is_said(project: Path, tmp_path: Path) -> None:
    preview = open_preview(project, tmp_path / "work")
    shown = preview.read(PAGE)
    journal = project / FOLDER / JOURNAL
    journal.parent.mkdir()
    journal.write_bytes(pack_journal("kaohe import 扣分.xlsx", []))
    change(project, "1人迟到", "")
    assert preview.refresh(repr)
    assert [problem.code for problem in preview.condition.problems] == ["KH632"]
    assert preview.read(PAGE) == shown
    assert [problem.code for problem in build_site(project, tmp_path / "site").problems] == ["KH632"]
    journal.unlink()
    assert preview.refresh(repr), "nothing but the journal has changed"
    assert preview.condition.holds
    assert preview.read(PAGE) != shown


def test_no_other_page_is_made_than_the_one_that_is_asked_for(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def note(shell: Shell, framer: Framer, article: Article) -> bytes:
        made.append(article.url)
        return b"page"

    monkeypatch.setattr("generator.site.preview_site.frame_article", note)
    preview = open_preview(project, tmp_path / "work")
    assert [preview.read(PAGE), preview.read(PAGE)] == [b"page", b"page"]
    assert made == [PAGE]


def test_a_fault_while_a_page_is_made_shows_the_page_as_it_was(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = open_preview(project, tmp_path / "work")
    before = preview.read(PAGE)
    change(project, "1人迟到", "3人迟到")
    assert preview.refresh(repr)

    def fail(site: PreviewSite, path: str) -> bytes:
        raise KeyError(path)

    monkeypatch.setattr(PreviewSite, "_find", fail)
    assert preview.read(PAGE) == before
    assert preview.condition.fault == repr(KeyError(PAGE))
