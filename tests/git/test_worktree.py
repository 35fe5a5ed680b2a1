"""Telling the disk from the last commit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.git.git_tree import list_snapshot
from generator.git.objects import hash_object
from generator.git.worktree import differing_files, disk_commit
from tests.release.repository import Repo, first_quarter


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return first_quarter(tmp_path / "project")


def differing(repo: Repo) -> list[str]:
    return differing_files(repo.root, list_snapshot(repo.opened, repo.head))


def test_a_fresh_checkout_is_pristine(repo: Repo) -> None:
    assert differing(repo) == []
    listed = list_snapshot(repo.opened, repo.head)
    assert {path: stored.blob for path, stored in listed.items() if stored.is_file} == {
        path.relative_to(repo.root).as_posix(): hash_object("blob", path.read_bytes())
        for path in repo.root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_what_was_changed_deleted_or_added_is_named(repo: Repo) -> None:
    repo.change("data/site.yml", "小河区机关考核", "小河区机关考核 ")
    (repo.root / "mkdocs.yml").unlink()
    repo.write("data/units/new.yml", "")
    repo.write("notes.txt", "不在 data/ 之下，也没有提交过")
    (repo.root / "data/units/jiaoyu.yml").unlink()
    os.symlink("minzheng.yml", repo.root / "data/units/jiaoyu.yml")
    assert differing(repo) == ["data/site.yml", "data/units/jiaoyu.yml", "data/units/new.yml", "mkdocs.yml"]


def test_line_ends_of_windows_are_no_difference_and_filters_are_not_run(repo: Repo) -> None:
    path = repo.root / "data/site.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    repo.git("config", "filter.x.clean", "touch ran; cat")
    repo.write(".git/info/attributes", "* filter=x\n")
    assert differing(repo) == []
    assert not (repo.root / "ran").exists()


def test_links_that_were_committed_are_compared_as_links(repo: Repo) -> None:
    os.symlink("site.yml", repo.root / "data/link.yml")
    repo.commit("链接", "2015-04-01")
    assert differing(repo) == []
    (repo.root / "data/link.yml").unlink()
    os.symlink("other.yml", repo.root / "data/link.yml")
    assert differing(repo) == ["data/link.yml"]


def test_a_project_inside_a_larger_repository(repo: Repo, tmp_path: Path) -> None:
    outer = Repo(tmp_path / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "--initial-branch=main")
    outer.write("other.txt", "别的")
    for path in list_snapshot(repo.opened, repo.head):
        outer.write(f"kaohe/{path}", (repo.root / path).read_text("utf-8"))
    outer.commit("合在一起", "2015-04-01")
    inner = Repo(outer.root / "kaohe")
    assert differing(inner) == []
    inner.change("data/site.yml", "小河区机关考核", "小河区考核")
    assert differing(inner) == ["data/site.yml"]


@pytest.mark.parametrize(
    "path",
    ["data/site.yml", "content/guide/x.md", "templates/pages/unit_page.html.j2", "generator/x.py", "mkdocs.yml"],
)
def test_a_build_names_the_commit_only_where_data_texts_and_program_are_those_of_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("generator.git.worktree.PROGRAM", repo.root.resolve())
    if not (repo.root / path).exists():
        repo.write(path, "原来\n")
    repo.write("LICENSE", "许可\n")
    head = repo.commit("带程序的项目", "2015-04-01")
    assert disk_commit(repo.root) == head
    repo.write("letter.txt", "与网站无关")
    assert disk_commit(repo.root) == head
    repo.write(path, (repo.root / path).read_text("utf-8") + "\n")
    assert disk_commit(repo.root) is None


@pytest.mark.parametrize("path", ["content/guide/new.md", "templates/pages/new.html.j2"])
def test_a_build_names_no_commit_where_a_text_or_template_was_never_committed(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("generator.git.worktree.PROGRAM", repo.root.resolve())
    repo.write(path, "新\n")
    assert disk_commit(repo.root) is None


def test_templates_that_lie_in_a_project_are_no_part_of_what_is_built(repo: Repo) -> None:
    repo.write("templates/pages/home_page.html.j2", "不用\n")
    assert disk_commit(repo.root) == repo.head
