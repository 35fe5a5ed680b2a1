"""Single objects are asked of a git that stays, and the answers are those of a git of their own."""

from __future__ import annotations

import fcntl
import gc
import os
import signal
import threading
from pathlib import Path

import pytest

from generator.git.object_reader import FEW, Header, fetch_object, fetch_objects, look_up, look_up_all
from generator.git.repository import Repository, git_version
from tests.history.packing import loosen
from tests.release.repository import Repo, new_repo

SITE = "data/site.yml"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    made = new_repo(tmp_path_factory.mktemp("reader") / "project")
    loosen(made.root, made.git)
    return made


@pytest.fixture
def repo(origin: Repo, tmp_path: Path) -> Repo:
    return origin.copy(tmp_path / "project")


def processes_of(opened: Repository) -> list[int]:
    """The ids of the processes that it keeps."""
    return [found._process.proc.pid for found in opened.known.values() if hasattr(found, "_process")]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_is_under_a_name_and_what_is_not(repo: Repo) -> None:
    opened = repo.opened
    blob = repo.git("rev-parse", f"HEAD:{SITE}")
    data = (repo.root / SITE).read_bytes()
    assert look_up(opened, f"main:{SITE}") == Header(blob, "blob", len(data))
    assert fetch_object(opened, blob) == (Header(blob, "blob", len(data)), data)
    found = look_up(opened, "HEAD^{commit}")
    assert found is not None
    assert (found.id, found.kind) == (repo.head, "commit")
    for name in ("no such branch", "0" * 40, f"main:{SITE}.no", "main^{tree", "", "a\nb", "a\0b", "^main", "a..b"):
        assert look_up(opened, name) is None, name
        assert fetch_object(opened, name) is None, name
    assert look_up(opened, "main") is not None  # none of them left an answer for others
    assert len(processes_of(opened)) == (1 if git_version() >= (2, 36) else 2)


OLD_GIT = """#!/bin/sh
case "$*" in
*--batch-command*) exit 129 ;;
*" version") echo git version 2.34.1; exit ;;
esac
PATH="${PATH#*:}" exec git "$@"
"""


def test_a_git_that_is_not_told_what_is_wanted_gives_the_same_answers(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = repo.git("ls-tree", "-r", "--name-only", "main").split("\n")
    new, asked = repo.opened, [f"main:{name}" for name in [*names, "none", "a\nb", *names]]
    expected = look_up_all(new, asked), list(fetch_objects(new, asked))
    old = tmp_path / "old/git"
    old.parent.mkdir()
    old.write_text(OLD_GIT, "utf-8")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}:{os.environ['PATH']}")
    git_version.cache_clear()
    try:
        opened = repo.opened
        assert git_version() == (2, 34)
        assert (look_up_all(opened, asked), list(fetch_objects(opened, asked))) == expected
        assert len(processes_of(opened)) == 2
    finally:
        git_version.cache_clear()
    assert [found is None for found in expected[0]].count(True) == 2


def test_many_are_asked_at_once_and_one_that_breaks_off_takes_no_other_with_it(repo: Repo) -> None:
    for number in range(200):
        repo.write(f"data/notes/{number}.md", f"{number}\n" * 3000)
    repo.commit("许多文件", "2015-06-01")
    names = repo.git("ls-tree", "-r", "--object-only", "main").split("\n")
    spoilt = names[len(names) // 2]
    place = repo.root / ".git/objects" / spoilt[:2] / spoilt[2:]
    place.chmod(0o600)
    place.write_bytes(place.read_bytes()[:20])
    found = dict(zip(names, fetch_objects(repo.opened, names), strict=True))
    assert [name for name, answer in found.items() if answer is None] == [spoilt]
    assert all(answer[0].id == name for name, answer in found.items() if answer is not None)
    assert all(len(answer[1]) == answer[0].size for answer in found.values() if answer is not None)


def test_a_branch_that_moves_and_objects_that_come_are_seen(repo: Repo) -> None:
    opened = repo.opened
    before = look_up(opened, "main^{commit}")
    repo.write("data/note.md", "新的")
    repo.commit("一次改动", "2015-06-01")
    repo.git("gc", "-q", "--prune=now")
    after = look_up(opened, "main^{commit}")
    assert before is not None
    assert after is not None
    assert (before.id != after.id, after.id) == (True, repo.head)
    assert fetch_object(opened, "main:data/note.md") is not None


def test_a_git_that_was_ended_is_started_again(repo: Repo) -> None:
    opened = repo.opened
    first = look_up(opened, "main")
    (process,) = processes_of(opened)
    os.kill(process, signal.SIGKILL)
    assert look_up(opened, "main") == first
    assert processes_of(opened) != [process]


def test_an_object_at_which_git_breaks_off_is_none_and_the_next_is_read(repo: Repo) -> None:
    blob = repo.git("rev-parse", f"HEAD:{SITE}")
    place = repo.root / ".git/objects" / blob[:2] / blob[2:]
    data = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(data[: len(data) // 2])
    opened = repo.opened
    assert fetch_object(opened, blob) is None
    assert fetch_object(opened, "main") is not None


def test_they_end_with_the_repository_and_few_stay_at_once(repo: Repo) -> None:
    opened = [repo.opened for _ in range(9)]
    for one in opened:
        assert look_up(one, "main") is not None
    kept = [processes_of(one)[0] for one in opened]
    assert [is_alive(process) for process in kept] == [False, *[True] * 8]
    assert look_up(opened[0], "main") is not None  # it begins anew, and the next eldest ends
    del opened, one
    gc.collect()
    assert not any(map(is_alive, kept))


def test_complaints_do_not_fill_the_pipe(repo: Repo) -> None:
    """A branch and a tag of one name are worth a warning each time."""
    repo.git("tag", "twice")
    repo.git("branch", "twice")
    opened = repo.opened
    ended: list[int] = []

    def end() -> None:
        ended.extend(processes_of(opened))
        for process in ended:
            os.kill(process, signal.SIGKILL)

    clock = threading.Timer(30, end)
    clock.start()
    assert all(look_up(opened, "twice") is not None for _ in range(3000))
    for standing in [found for found in opened.known.values() if hasattr(found, "_process")]:
        fcntl.fcntl(standing._process.proc.stderr, fcntl.F_SETPIPE_SZ, 4096)  # the smallest that there is
    assert None not in look_up_all(opened, ["twice"] * FEW)
    clock.cancel()
    assert ended == []


def test_an_answer_that_nobody_heard_is_not_taken_for_the_next(repo: Repo) -> None:
    """As after an interruption between question and answer."""
    opened = repo.opened
    assert look_up(opened, "main") is not None
    (asked,) = (found for found in opened.known.values() if hasattr(found, "_process"))
    asked._process.proc.stdin.write(b"info main\n" if git_version() >= (2, 36) else b"main\n")
    with pytest.raises(TypeError):
        asked.ask(["no bytes"], whole=False)
    site = look_up(opened, f"main:{SITE}")
    assert site is not None
    assert site.kind == "blob"


def test_two_threads_get_their_own_answers(repo: Repo) -> None:
    opened = repo.opened
    names = {path: repo.git("rev-parse", f"HEAD:{path}") for path in (SITE, "data/schemes/2015.yml")}
    found: dict[str, set[str]] = {path: set() for path in names}

    def ask(path: str) -> None:
        for _ in range(300):
            header = look_up(opened, f"main:{path}")
            found[path].add(header.id if header is not None else "")

    asking = [threading.Thread(target=ask, args=(path,)) for path in names]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert found == {path: {name} for path, name in names.items()}
