"""What was asked of all commits before is kept, and says with those that came since what all of them say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from generator.git.branch import commit_of
from generator.git.folder_log import FolderStep, read_folder_log, read_line_days
from generator.git.masks import find_names, kept_names
from generator.git.repository import open_repository
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from tests.git.branches import COMMITS, NAMES, Branches

FOLDERS = ["data/publications", "data/registers"]


class WatchedStore(KeptStore):
    """A store that counts what it had."""

    had = 0

    def find_bytes(self, parts: Iterable[str]) -> bytes | None:
        found = super().find_bytes(parts)
        self.had += found is not None
        return found


def _told(root: Path, tip: str, store: KeptStore) -> tuple[list[FolderStep], dict[str, object]]:
    """The line up to a commit, as a command that starts anew is told of it."""
    repository = open_repository(root, store)
    commit = commit_of(repository, tip)
    return read_folder_log(repository, commit, FOLDERS), dict(read_line_days(repository, commit))


def _write_line(root: Path, ref: str, seed: int, commits: int) -> None:
    """A branch, some of whose commits publish something; every tenth merges another commit."""
    subprocess.run(["git", "init", "-q", "--initial-branch=main", "--template=", str(root)], check=True)
    stream = "".join(_tell_line(ref, Random(seed), commits)).encode()
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet", "--force"], input=stream, check=True)


def _tell_line(ref: str, drawn: Random, commits: int) -> Iterator[str]:
    for at in range(1, commits + 1):
        path = drawn.choice(("data/publications/p%d.yml", "data/units/u%d.yml")) % drawn.randrange(20)
        text = f"n: {drawn.randrange(10**9)}\n"
        yield f"commit refs/heads/{ref}\nmark :{at}\ncommitter x <x@x> {at * 40000} +0800\ndata 1\nx\n"
        yield f"from :{at - 1}\n" if at > 1 else ""
        yield f"merge :{at // 2}\n" if at > 4 and at % 10 == 0 else ""
        yield f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"


@pytest.mark.parametrize("seed", range(3))
def test_a_line_says_the_same_whatever_of_it_is_kept(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "line"
    _write_line(root, "main", seed, 300)
    store = WatchedStore(tmp_path / "cache")
    for tip in ("main~270", "main~200", "main~190", "main~60", "main~60", "main", "main~100", "main"):
        assert _told(root, tip, store) == _told(root, tip, NOTHING_KEPT)
    assert store.had > 8  # it was asked for, and had it


def test_a_line_that_was_rewritten_is_read_anew(tmp_path: Path) -> None:
    root = tmp_path / "line"
    _write_line(root, "main", 1, 200)
    store = WatchedStore(tmp_path / "cache")
    _told(root, "main", store)
    _write_line(root, "main", 2, 260)
    assert _told(root, "main", store) == _told(root, "main", NOTHING_KEPT)
    assert _told(root, "main~20", store) == _told(root, "main~20", NOTHING_KEPT)


def test_nothing_is_kept_of_a_clone_that_is_not_whole(tmp_path: Path) -> None:
    _write_line(tmp_path / "line", "main", 1, 200)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=90", f"file://{tmp_path / 'line'}", str(clone)], check=True)
    store = WatchedStore(tmp_path / "cache")
    shallow = _told(clone, "HEAD", store)
    subprocess.run(["git", "-C", str(clone), "fetch", "-q", "--unshallow"], check=True)
    assert _told(clone, "HEAD", store) == _told(tmp_path / "line", "main", NOTHING_KEPT) != shallow
    (clone / ".git/info").mkdir(exist_ok=True)
    tip, parent = (commit_of(open_repository(clone), name) for name in ("HEAD", "HEAD~150"))
    (clone / ".git/info/grafts").write_text(f"{tip} {parent}\n")  # git sees other parents from now on
    had = store.had
    assert _told(clone, "HEAD", store) == _told(clone, "HEAD", NOTHING_KEPT)
    assert store.had == had


def test_what_a_damaged_repository_lacks_is_not_kept(tmp_path: Path) -> None:
    """A name that could not be found would stay unfound, and what is redacted under it readable, after the repair."""
    root = tmp_path / "moved"
    Branches(root, 3)
    subprocess.run(["git", "-C", str(root), "unpack-objects", "-q"], input=_packed(root), check=True)
    store = WatchedStore(tmp_path / "cache")
    tips = [commit_of(open_repository(root), f"b{COMMITS - 1}")]
    named = [path for path in NAMES if find_names(open_repository(root), tips, [path])]
    lost = root / ".git/objects" / (commit := commit_of(open_repository(root), f"{tips[0]}~1"))[:2] / commit[2:]
    lost.rename(lost.with_suffix(".away"))
    lacking = [kept_names(open_repository(root, store), tips, [path]) for path in named]
    lost.with_suffix(".away").rename(lost)
    whole = [find_names(open_repository(root), tips, [path]) for path in named]
    assert lacking != whole
    assert [kept_names(open_repository(root, store), tips, [path]) for path in named] == whole


def _packed(root: Path) -> bytes:
    """The only pack of a repository, which is taken away, so that its objects can lie there one by one."""
    [pack] = root.glob(".git/objects/pack/*.pack")
    data = pack.read_bytes()
    for path in pack.parent.glob("pack-*"):
        path.unlink()
    return data


@pytest.mark.parametrize("seed", range(6))
def test_names_are_the_same_whatever_of_them_is_kept(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "branches"
    Branches(root, seed)
    store = WatchedStore(tmp_path / "cache")
    for at in (8, 20, 14, 30, 31, COMMITS - 1, COMMITS - 1):
        repository = open_repository(root, store)
        tips = [commit_of(repository, f"b{at}")]
        for path in NAMES[:20]:
            assert kept_names(repository, tips, [path]) == find_names(repository, tips, [path])
    assert store.had > 100
