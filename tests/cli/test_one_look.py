"""A command that moves no branch asks git nothing twice: what its parts see is one state of the repository."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.cli import main
from generator.git.branch import find_main
from generator.git.checkout import read_checkout
from generator.git.one_look import one_look
from generator.git.ref_list import another_look
from generator.git.repository import open_repository
from tests.release.repository import Repo, first_quarter

_NOTING = """#!/bin/sh
echo "$*" >> "{notes}"
exec "{git}" "$@"
"""


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return first_quarter(tmp_path_factory.mktemp("look") / "project")


@pytest.mark.parametrize(
    "words",
    [
        ("check",), ("check", "--base", "HEAD~1"), ("score", "2015"), ("score", "2015", "--at", "HEAD~1"), ("log",),
        ("diff", "HEAD~1", "HEAD"), ("impact",), ("timeline", "2015"), ("verify",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_is_asked_of_refs_twice(
    repo: Repo, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes, noting = tmp_path / "notes", tmp_path / "bin/git"
    noting.parent.mkdir()
    noting.write_text(_NOTING.format(notes=notes, git=shutil.which("git")), "utf-8")
    noting.chmod(0o755)
    monkeypatch.setenv("PATH", f"{noting.parent}:{os.environ['PATH']}")
    assert main([words[0], "-C", str(repo.root), *words[1:]]) in (0, 1)
    asked = Counter(notes.read_text("utf-8").splitlines())
    about_refs = {line: times for line, times in asked.items() if "for-each-ref" in line or "rev-parse --abs" in line}
    assert about_refs
    # What lies on the disk is held against the commit that is checked out then.
    again = {line for line, times in about_refs.items() if times > 1}
    assert again <= ({line for line in about_refs if "for-each-ref" in line} if words == ("verify",) else set())
    assert max(about_refs.values()) <= 2


def test_a_branch_that_moves_meanwhile_is_seen_afterwards(repo: Repo, tmp_path: Path) -> None:
    copy = repo.copy(tmp_path / "copy")
    with one_look():
        before = find_main(open_repository(copy.root)).tip
        copy.write("content/a.md", "一\n")
        after = copy.commit("别的", "2015-04-01")
        seen = open_repository(copy.root)
        assert find_main(seen).tip == read_checkout(seen).head == before != after
        copy.git("checkout", "-q", "-b", "side")
        assert (read_checkout(seen).branch, read_checkout(another_look(seen)).branch) == ("main", "side")
        assert read_checkout(another_look(seen)).head == after
    assert find_main(open_repository(copy.root)).tip == after
