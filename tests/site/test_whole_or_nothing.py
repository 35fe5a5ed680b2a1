"""A build that is killed, finds the disk full or the target closed, or meets another: never a mixture."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Any, TypeVar

import pytest

from generator.model.problem import UserError
from generator.model.system import list_files
from generator.proof.finding import is_sound
from generator.proof.manifest import Manifest, read_manifest, verify_folder
from generator.site.folder import open_to_all, settle, write_files
from generator.site.site_build import put_whole
from tests.killed import die_at, is_killed, run_apart
from tests.release.publishing import kaohe
from tests.release.repository import Repo

ROOT = Path(__file__).parents[2]
# What a site goes through while it is put in place is met step by step below; that a command does nothing besides is
# tried here and there. More often: KAOHE_KILLS=200 make one T='tests/site/test_whole_or_nothing.py -k killed_build'
KILLS = int(os.environ.get("KAOHE_KILLS", "3"))
LOOKS = 4  # at one build: what a process has left on the disk is the same whether it was stopped or killed
T = TypeVar("T")


def state_of(site: Path) -> str:
    """The commit that a whole site was built from; fails where the folder is not a whole site."""
    found = verify_folder(site)
    assert is_sound(found), found
    manifest = read_manifest((site / "manifest.json").read_bytes())
    assert isinstance(manifest, Manifest)
    assert manifest.commit is not None
    return manifest.commit


def commits(repo: Repo) -> tuple[str, str]:
    """Two states of the data whose sites differ in most files."""
    old, new = (repo.git("rev-parse", f"publication/2015-{quarter}^{{commit}}") for quarter in ("q1", "q2"))
    return old, new


@dataclass(frozen=True)
class Ran:
    """How commands ended: exit codes (negative: by a signal), what they complained of, the seconds until then."""

    codes: list[int]
    complaints: list[str]
    seconds: float


class Runner:
    """Runs commands as processes of their own that need not load the program first."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def __call__(self, *runs: list[str], limit: int | None = None) -> Ran:
        return Ran(**self._ask({"runs": runs, "limit": limit}))

    def watch(self, run: list[str], stops: Sequence[float | Path], look: Callable[[], T]) -> tuple[Ran, list[T]]:
        """Runs a command that is stopped for a `look` after so many seconds, or when a path is there.

        At the last of them it is killed.
        """
        moments = [stop if isinstance(stop, float) else str(stop) for stop in stops]
        answer, found = self._ask({"runs": [run], "stops": moments}), []
        while not answer:
            found.append(look())
            answer = self._ask({})
        return Ran(**answer), found

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def runner(told: Repo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """One that has built a site, so that everything is loaded, and keeps documents as a user's machine does."""
    folder = tmp_path_factory.mktemp("warm")
    command = [sys.executable, "-m", "tests.site.forked_runs", *build(told, folder / "site", commits(told)[0])]
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "KAOHE_CACHE"}}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
        env={**kept, "XDG_CACHE_HOME": str(folder / "cache")},
    ) as process:
        yield Runner(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def old_site(told: Repo, runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the older state; it is copied to where it shall be replaced."""
    site = tmp_path_factory.mktemp("old") / "site"
    assert runner(build(told, site, commits(told)[0])).codes == [0]
    return site


def build(repo: Repo, site: Path, revision: str) -> list[str]:
    return ["build", "-C", str(repo.root), "--at", revision, "--out", str(site)]


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith("lock")}


def lay_site(state: str, files: int) -> Callable[[Path], int]:
    """Fills a folder with so many files that say `state`, as a build does with those of a site."""

    def fill(folder: Path) -> int:
        for number in range(files):
            write_files(folder, [(f"{number}/index.html", state.encode())])
        write_files(folder, [("manifest.json", json.dumps([state, files]).encode())])
        open_to_all(folder)
        settle(folder)
        return files + 1

    return fill


def told_by(site: Path) -> str:
    """The state of a folder that `lay_site` has filled; fails where it is not whole."""
    state, files = json.loads((site / "manifest.json").read_text())
    expected = {"manifest.json", *(f"{number}/index.html" for number in range(files))}
    assert set(list_files(site)) == expected
    assert all((site / path).read_text() == state for path in expected - {"manifest.json"})
    return str(state)


@pytest.mark.parametrize("exchanges", [True, False])
def test_killed_before_any_step_on_the_disk_a_site_is_the_old_one_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    """Every state that a site goes through, and not only those that a clock happens to meet.

    Where a system cannot exchange two folders in one step, the next build puts back the old one.
    """
    if not exchanges:
        monkeypatch.setattr("generator.site.folder.exchange", lambda one, other: False)
    site = tmp_path / "site"
    put_whole(site, lay_site("old", 3), silent)
    seen = set()
    for step in range(1000):

        def work(step: int = step) -> None:
            die_at(step)
            put_whole(site, lay_site("new", 2), silent)

        if not is_killed(run_apart(work)):
            break
        seen.add(told_by(site) if site.exists() else "none")
        with pytest.raises(UserError):  # it fails as well, when it has mended what it found
            put_whole(site, fail, silent)
        assert told_by(site) in {"old", "new"}
        assert names_in(tmp_path) == {"site"}
        put_whole(site, lay_site("old", 3), silent)
    else:
        raise AssertionError("the site never stood")
    assert told_by(site) == "new"
    assert seen == {"old", "new"} | (set() if exchanges else {"none"})


def fail(folder: Path) -> int:
    """A build whose disk is full at once."""
    raise OSError(ENOSPC, "full", str(folder))


def silent(what: str, count: int | None) -> None:
    """Nobody is told how a build goes on."""


def test_a_killed_build_leaves_the_old_site_or_the_new_one(
    told: Repo, runner: Runner, old_site: Path, tmp_path: Path
) -> None:
    """Each is looked at twice anywhere and twice near the end, where the old site is replaced; then it is killed."""
    revisions = commits(told)
    site = tmp_path / "site"
    dice = random.Random(12)
    shutil.copytree(old_site, site)
    assert runner(build(told, site, revisions[1])).codes == [0]
    took = runner(build(told, site, revisions[0])).seconds  # by now the documents of both are kept
    before, killed, turn = revisions[0], 0, 0
    seen: list[bool] = []
    while killed < KILLS:
        turn += 1
        assert turn < 4 * KILLS, "they end sooner than they can be killed"
        (revision,) = {*revisions} - {before}
        shares = sorted(dice.uniform(*span) for span in ((0, 1), (0.8, 1.1)) * (LOOKS // 2))
        stops = [took * share for share in shares]
        ran, found = runner.watch(build(told, site, revision), stops, lambda: state_of(site))
        states = [before, *found, state_of(site)]
        assert states == [before] * states.count(before) + [revision] * states.count(revision), "and never back"
        killed += ran.codes != [0]
        if ran.codes == [0]:  # the machine was slower when the whole was measured
            took = min(took, ran.seconds)
        seen += [state == revision for state in found]
        before = states[-1]
    assert seen.count(False) > KILLS  # looked at before the new site stood
    # What the killed builds left behind is gone after the next that ends.
    assert runner(build(told, site, revisions[1])).codes == [0]
    assert state_of(site) == revisions[1]
    assert names_in(tmp_path) == {"site"}


@pytest.mark.parametrize("limit", [0, 512, 4096, 20_000, 60_000])
def test_a_full_disk_leaves_the_old_site_and_is_said(
    told: Repo, runner: Runner, old_site: Path, tmp_path: Path, limit: int
) -> None:
    old, new = commits(told)
    site = tmp_path / "site"
    shutil.copytree(old_site, site)
    ran = runner(build(told, site, new), limit=limit)
    assert ran.codes == [2]
    assert f"写入“{site}”时出错" in ran.complaints[0]
    assert ran.complaints[0].endswith("原有的网站没有改动。\n")
    assert state_of(site) == old
    assert names_in(tmp_path) == {"site"}


def test_a_target_that_cannot_be_written_is_said(told: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert kaohe(told, "build", "--out", "/sys/kaohe/site") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert kaohe(told, "archive", "2015-q1", "--yes", "--out", "/sys/kaohe/bag") == 2
    assert "没有归档" in capsys.readouterr().err


def test_a_folder_that_no_build_made_is_left_alone(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("重要")
    assert kaohe(told, "build", "--out", str(tmp_path)) == 2
    assert "没有生成网站" in capsys.readouterr().err
    assert (tmp_path / "letter.txt").read_text() == "重要"


def test_two_builds_at_once_leave_one_of_the_two(told: Repo, runner: Runner, tmp_path: Path) -> None:
    site = tmp_path / "site"
    revisions = commits(told)
    ran = runner(*(build(told, site, revision) for revision in (*revisions, *revisions)))
    assert ran.codes == [0, 0, 0, 0], ran.complaints
    assert state_of(site) in revisions


def test_a_killed_archive_leaves_no_bag(told: Repo, runner: Runner, tmp_path: Path) -> None:
    def archive(bag: Path) -> list[str]:
        return ["archive", "2015-q1", "--yes", "-C", str(told.root), "--out", str(bag)]

    bag = tmp_path / "bag"
    # As it begins, with the site built, and when all but the last lists are there.
    stops = [tmp_path / ".bag.new" / part for part in ("", "site", "manifest-sha512.txt")]
    ran, seen = runner.watch(archive(bag), stops, bag.exists)
    assert ran.codes != [0]
    assert seen == [False, False, False]
    assert not bag.exists()
    assert (tmp_path / ".bag.new").exists(), "there is something to clear away"
    assert runner(archive(bag)).codes == [0]
    assert kaohe(told, "verify", "--against", str(bag)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bag"]
