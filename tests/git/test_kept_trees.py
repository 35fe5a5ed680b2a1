"""Trees that are read once for many commits are those that `git ls-tree` lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.git.git_tree import GitTree, list_blobs
from generator.git.kept_trees import hold_trees, trees_held
from generator.git.repository import open_repository
from tests.release.repository import Repo, first_quarter


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return first_quarter(tmp_path_factory.mktemp("trees") / "project")


def test_what_is_held_is_what_git_lists(repo: Repo) -> None:
    commits = repo.git("rev-list", "--all").split()
    held, plain = open_repository(repo.root), open_repository(repo.root)
    hold_trees(held, commits)
    assert len(commits) > 1
    for commit in commits:
        assert trees_held(held).entries(commit) == GitTree(plain, commit).entries()
        assert trees_held(plain).entries(commit) is None
        for folder in ("data", "data/units", "data/deductions/2015", "data/site.yml", "data/nothing/there"):
            found = {e.path: e.blob for e in GitTree(plain, commit).entries() if e.path.startswith(f"{folder}/")}
            assert list_blobs(held, commit, folder) == found


def test_links_and_submodules_are_no_files_there_either(repo: Repo, tmp_path: Path) -> None:
    copy = repo.copy(tmp_path / "copy")
    (copy.root / "data/units/link.yml").symlink_to("fagaiju.yml")
    copy.git("add", "data/units/link.yml")
    copy.git("update-index", "--add", "--cacheinfo", f"160000,{copy.head},data/units/other")
    copy.git("commit", "-q", "-m", "链接和子模块")
    held = open_repository(copy.root)
    hold_trees(held, [copy.head])
    assert trees_held(held).entries(copy.head) == GitTree(open_repository(copy.root), copy.head).entries()


def test_an_odd_tree_is_left_to_git(repo: Repo, tmp_path: Path) -> None:
    """A name that stands twice in a folder, which git lists and never writes itself."""
    copy = repo.copy(tmp_path / "copy")
    blob = copy.git("rev-parse", "HEAD:data/site.yml")
    row = b"100644 site.yml\0" + bytes.fromhex(blob)
    (tmp_path / "tree").write_bytes(row + row)
    data = copy.git("hash-object", "-t", "tree", "-w", "--literally", str(tmp_path / "tree"))
    (tmp_path / "root").write_bytes(b"40000 data\0" + bytes.fromhex(data))
    root = copy.git("hash-object", "-t", "tree", "-w", "--literally", str(tmp_path / "root"))
    commit = copy.git("commit-tree", root, "-m", "重名")
    held = open_repository(copy.root)
    hold_trees(held, [commit])
    assert trees_held(held).entries(commit) is None
    assert [entry.kind for entry in GitTree(held, commit).entries()] == ["other"]
