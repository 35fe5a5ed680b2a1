"""Which changes the open data of a build tell, and what they say where they can tell none."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.load.edition import Edition, WholeEdition, open_edition
from generator.opendata.open_data_files import produce_open_data
from generator.opendata.shown_changes import SHALLOW, shown_changes
from generator.public.periods import Audience
from tests.history.scripted import Story
from tests.release.publishing import tell_story
from tests.release.repository import Repo

REVISED = "data/deductions/2015/hotline/0305-jiaoyu.yml"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return tell_story(tmp_path_factory.mktemp("changed") / "project")


def opened(root: Path, audience: Audience = "public") -> Edition:
    head = Story(root).git("rev-parse", "HEAD") if (root / ".git").exists() else None
    found = open_edition(root, audience, commit=head)
    assert isinstance(found, Edition)
    return found


def as_demonstration(edition: Edition) -> Edition:
    assert isinstance(edition, WholeEdition)
    whole = edition.project.corpus
    assert whole.site is not None
    corpus = replace(whole, site=replace(whole.site, demo=True))
    return WholeEdition(edition.root, edition.audience, project=replace(edition.project, corpus=corpus))


def test_the_public_reads_what_publications_and_corrections_brought_out(story: Repo) -> None:
    rows = shown_changes(opened(story.root))
    assert not isinstance(rows, str)
    assert {row.recorded.isoformat() for row in rows} == {"2015-07-10", "2015-07-21", "2016-01-08"}
    assert {row.office for row in rows} == {""}
    revised = [(row.recorded.isoformat(), row.field, row.new) for row in rows if row.path == REVISED]
    assert ("2015-07-21", "appeal.points", "1") in revised
    assert len({(row.kind, row.path, row.field) for row in rows}) == len(rows)
    assert not [row for row in rows if row.kind == "vanished"]


def test_the_office_and_a_demonstration_read_the_whole_history(story: Repo) -> None:
    internal = shown_changes(opened(story.root, "internal"))
    assert not isinstance(internal, str)
    assert internal == shown_changes(as_demonstration(opened(story.root)))
    public = shown_changes(opened(story.root))
    assert len(internal) > len(public)
    assert {row.path for row in public if not isinstance(row, str)} <= {row.path for row in internal}
    assert "@" not in repr(internal)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_shallow_clone_says_so_instead(story: Repo, tmp_path: Path, audience: Audience) -> None:
    Story(tmp_path).git("clone", "-q", "--depth", "1", f"file://{story.root}", str(tmp_path / "shallow"))
    edition = opened(tmp_path / "shallow", audience)
    found = shown_changes(edition)
    assert isinstance(found, str)
    assert "浅克隆" in found
    assert audience == "public" or found == SHALLOW
    files = dict(produce_open_data(edition))
    assert files["open-data/changes.csv"].decode("utf-8-sig").count("\r\n") == 1
    assert found in files["open-data/README.txt"].decode("utf-8-sig")
    assert found in files["open-data/datapackage.json"].decode()


def test_without_a_repository_it_says_so_instead(story: Repo, tmp_path: Path) -> None:
    shutil.copytree(story.root, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    found = shown_changes(opened(tmp_path / "copy"))
    assert isinstance(found, str)
    assert found


def test_the_files_hold_the_rows(story: Repo) -> None:
    files = dict(produce_open_data(opened(story.root)))
    rows = shown_changes(opened(story.root))
    assert files["open-data/changes.csv"].decode("utf-8-sig").count("\r\n") == len(rows) + 1
    assert files["open-data/changes.json"].decode().count('"path"') == len(rows)
