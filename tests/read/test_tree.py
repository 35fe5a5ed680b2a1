"""The working tree: links are never followed, nothing is opened that could wait for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.read.tree import MemoryTree, TreeEntry, WorkTree


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path in ("data/site.yml", "data/units/a.yml", "data/units/b.yml", "data/deductions/2015/item/r.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x: 1\n")
    (tmp_path / "mkdocs.yml").write_bytes(b"")
    return tmp_path


def kinds(root: Path, *paths: str) -> dict[str, str]:
    return {entry.path: entry.kind for entry in WorkTree(root, paths or ("data",)).entries()}


def test_files_are_listed_sorted_with_their_sizes(project: Path) -> None:
    entries = WorkTree(project).entries()
    assert [entry.path for entry in entries] == sorted(entry.path for entry in entries)
    assert TreeEntry("data/units/a.yml", "file", None, 5) in entries
    assert len(entries) == 4


def test_only_given_paths_are_listed_and_each_once(project: Path) -> None:
    found = kinds(project, "data/units/a.yml", "data/units", "data/nothing", "data/units/a.yml/below")
    assert found == {"data/units/a.yml": "file", "data/units/b.yml": "file"}


def test_nothing_is_no_error(tmp_path: Path) -> None:
    assert WorkTree(tmp_path).entries() == []


def test_a_link_is_named_and_never_followed(project: Path) -> None:
    (project / "data" / "units" / "c.yml").symlink_to("a.yml")
    (project / "data" / "other").symlink_to("/etc", target_is_directory=True)
    found = kinds(project)
    assert found["data/units/c.yml"] == found["data/other"] == "symlink"
    assert not [path for path in found if path.startswith("data/other/")]
    with pytest.raises(OSError, match=r".*"):
        WorkTree(project).read("data/units/c.yml")


def test_a_linked_folder_on_the_way_is_named(project: Path, tmp_path: Path) -> None:
    (project / "data" / "units").rename(project / "elsewhere")
    (project / "data" / "units").symlink_to(project / "elsewhere")
    assert kinds(project, "data/units/a.yml") == {"data/units": "symlink"}


def test_data_itself_may_be_a_link_or_a_file(project: Path) -> None:
    (project / "data").rename(project / "elsewhere")
    (project / "data").symlink_to(project / "elsewhere")
    assert kinds(project) == {"data": "symlink"}
    (project / "data").unlink()
    (project / "data").write_bytes(b"")
    assert kinds(project) == {"data": "file"}


def test_a_fifo_is_named_and_reading_one_does_not_wait(project: Path) -> None:
    os.mkfifo(project / "data" / "units" / "pipe.yml")
    assert kinds(project)["data/units/pipe.yml"] == "other"
    assert WorkTree(project).read("data/units/pipe.yml") == b""


def test_very_deep_folders_are_named_not_walked(project: Path) -> None:
    deep = project / "data" / "units" / "/".join("d" * 300)
    deep.mkdir(parents=True)
    (deep / "x.yml").write_bytes(b"")
    assert kinds(project)["data/units/d/d/d/d/d"] == "folder"


def test_a_folder_that_cannot_be_listed_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("units"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert kinds(project)["data/units"] == "unreadable"


def test_names_that_are_no_utf8_are_listed(project: Path) -> None:
    with open(os.fsencode(project) + b"/data/units/\xb2\xe2.yml", "wb"):
        pass
    assert "data/units/\udcb2\udce2.yml" in kinds(project)


def test_a_tree_in_memory_is_read_as_given() -> None:
    tree = MemoryTree({"data/b": b"1", "data/a": b"22"})
    assert tree.entries() == [TreeEntry("data/a", size=2), TreeEntry("data/b", size=1)]
    assert tree.read("data/a") == b"22"
