"""What is kept of comparisons and workbooks saves time and decides nothing: the files are the same, byte for byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from generator.cli import main
from generator.kept.kept_store import FILE, NOTHING_KEPT, KeptStore
from generator.load.compared_versions import Comparer
from generator.load.edition import Edition, open_edition
from generator.opendata.open_data_files import produce_open_data
from generator.pages.comparison_source import comparison_articles, produce_comparisons
from tests.release.publishing import tell_story
from tests.release.repository import Repo

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return tell_story(tmp_path_factory.mktemp("kept-pairs") / "project")


def build(repo: Repo, store: KeptStore) -> Files:
    edition = open_edition(repo.root, commit=repo.git("rev-parse", "HEAD"), store=store)
    assert isinstance(edition, Edition)
    pages = {article.url: f"{article}".encode() for article in comparison_articles(edition)}
    store.close()
    return {**pages, **dict(produce_comparisons(edition)), **dict(produce_open_data(edition))}


@pytest.fixture(scope="module")
def plain(story: Repo) -> Files:
    """What is made where nothing is kept."""
    return build(story, NOTHING_KEPT)


@pytest.fixture
def folder(story: Repo, plain: Files, tmp_path: Path) -> Path:
    assert build(story, KeptStore(tmp_path / "kept")) == plain
    return tmp_path / "kept"


def test_frozen_versions_are_not_compared_again(
    story: Repo, plain: Files, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Comparer, "_side", lambda *_: pytest.fail("a version was read"))
    monkeypatch.setattr("generator.opendata.shown_changes.comparison_changes", lambda *_: ())
    edition = open_edition(story.root, commit=story.git("rev-parse", "HEAD"), store=KeptStore(folder))
    assert isinstance(edition, Edition)
    for path, data in produce_comparisons(edition):
        assert plain[path] == data


def test_rows_that_are_gone_cut_or_swapped_change_no_file(story: Repo, plain: Files, folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as store:
        rows = store.execute("SELECT key, seal, body FROM kept ORDER BY key").fetchall()
        assert len(rows) > 20
        for at, (key, _, body) in enumerate(rows):
            _, other_seal, other = rows[(at + 4) % len(rows)]
            if at % 4 == 0:
                store.execute("DELETE FROM kept WHERE key = ?", (key,))
            elif at % 4 == 1:
                store.execute("UPDATE kept SET body = ? WHERE key = ?", (body[: len(body) // 2], key))
            elif at % 4 == 2:
                store.execute("UPDATE kept SET seal = ?, body = ? WHERE key = ?", (other_seal, other, key))
    store.close()
    assert build(story, KeptStore(folder)) == plain
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data[: len(data) // 2])
    assert build(story, KeptStore(folder)) == plain


def test_after_a_change_the_files_are_those_made_with_nothing_kept(story: Repo, folder: Path, tmp_path: Path) -> None:
    """A note is added, then a text of a frozen record redacted: what was kept of it does not come back."""
    repo = story.copy(tmp_path / "project")
    path = "data/deductions/2015/hotline/0305-jiaoyu.yml"
    text = (repo.root / path).read_text("utf-8")
    repo.write(path, text + "internal_note: 另记\n")
    repo.commit("加注", "2016-01-20")
    assert build(repo, KeptStore(folder)) == build(repo, NOTHING_KEPT)
    words = ("redact", path, "reason", "--reason", "含个人信息", "--date", "2016-01-21", "--yes")
    assert main([*words, "-C", str(repo.root)]) == 0
    repo.commit("遮盖", "2016-01-21")
    masked = build(repo, KeptStore(folder))
    assert masked == build(repo, NOTHING_KEPT)
    line = next(line for line in text.splitlines() if line.startswith("reason: "))
    said = line.removeprefix("reason: ").strip("'\"").encode()
    assert not [name for name, data in masked.items() if name.startswith("compare/") and said in data]
