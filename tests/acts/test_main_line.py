"""What only the history of the main branch can tell of an act: its days, its commit, its bytes, its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.acts.journal import FileWrite, write_files
from generator.load.project import open_project
from generator.load.unfinished import find_unfinished
from generator.model.problem import Problem
from generator.words.problem_text import format_problem
from tests.acts.acting import CHAIN, act, errors_of, kaohe, publish, start, start_year
from tests.release.repository import Repo

PUBLICATION = "data/publications/2015-q1.yml"
Told = Callable[[Path], tuple[Repo, Problem]]


def one(repo: Repo, code: str) -> tuple[Repo, Problem]:
    """The one problem that is found, reminders of other codes apart, which has this code."""
    [problem] = [
        found for found in open_project(repo.root).problems if code == found.code or found.severity == "error"
    ]
    assert problem.code == code
    return repo, problem


def behind(root: Path) -> tuple[Repo, Problem]:
    """Two acts drawn up side by side, the one of them on main by now."""
    repo = start(root, 1, 2)
    repo.git("switch", "-q", "-c", "proposal")
    publish(repo, "2015-q1", "2015-06-10")
    repo.git("switch", "-q", "main")
    publish(repo, "2015-q2", "2015-07-01")
    repo.git("switch", "-q", "proposal")
    return one(repo, "KH617")


def later_than_its_commit(root: Path) -> tuple[Repo, Problem]:
    """A publication whose day was still to come when it was merged."""
    repo = start(root)
    act(repo, "publish", "2015-q1", "--date", "2015-04-12")
    repo.commit("发布", "2015-04-10")
    return one(repo, "KH621")


def earlier_than_its_data(root: Path) -> tuple[Repo, Problem]:
    """A publication dated before the commit that it freezes."""
    repo = start(root)
    act(repo, "publish", "2015-q1", "--date", "2015-04-10")
    repo.change(PUBLICATION, "date: 2015-04-10", "date: 2015-03-19")
    return one(repo, "KH622")


def frozen_elsewhere(root: Path) -> tuple[Repo, Problem]:
    """A publication that freezes a commit that main does not have, as a squash leaves them."""
    repo = start(root)
    act(repo, "publish", "2015-q1", "--date", "2015-04-10")
    repo.change(PUBLICATION, repo.head, "0123456789" * 4)
    return one(repo, "KH660")


def words_that_changed(root: Path) -> tuple[Repo, Problem]:
    """A reason rewritten after its quarter was published."""
    repo = start(root)
    publish(repo, "2015-q1", "2015-04-10")
    repo.change("data/deductions/2015/hotline/0305-jiaoyu.yml", "reason: ", "reason: 经核实，")
    return one(repo, "KH630")


def touched(root: Path) -> tuple[Repo, Problem]:
    """A publication whose file was edited after it had come to main."""
    repo = start(root)
    publish(repo, "2015-q1", "2015-04-10")
    repo.change(PUBLICATION, "第一季度", "一季度")
    return one(repo, "KH633")


def broken_off(root: Path) -> tuple[Repo, Problem]:
    """A write that was killed between its journal and its last file."""
    repo = start(root)
    repo.write(".kaohe/journal.json", '{"command": "kaohe publish 2015-q1", "files": []}')
    problem = find_unfinished(repo.root)
    assert problem is not None
    return repo, problem


def cut_short(root: Path) -> tuple[Repo, Problem]:
    """A clone without the commit that a publication freezes."""
    repo = start(root.with_name(f"{root.name}-whole"))
    publish(repo, "2015-q1", "2015-04-10")
    repo.git("clone", "-q", "--depth", "1", repo.root.as_uri(), str(root))
    return one(Repo(root, repo.people), "KH661")


HISTORIES: dict[str, Told] = {
    "KH617": behind,
    "KH621": later_than_its_commit,
    "KH622": earlier_than_its_data,
    "KH630": words_that_changed,
    "KH632": broken_off,
    "KH633": touched,
    "KH660": frozen_elsewhere,
    "KH661": cut_short,
}


def tell_histories(folder: Path) -> dict[str, str]:
    """What `kaohe check` says of each of these, as it prints it, by code."""
    said = {}
    for code, told in HISTORIES.items():
        repo, problem = told(folder / code)
        place = repo.root / problem.place.file
        lines = place.read_text("utf-8").split("\n") if problem.place.line and place.is_file() else None
        said[code] = format_problem(problem, lines)
    return said


@pytest.mark.parametrize("code", sorted(HISTORIES))
def test_what_only_the_history_tells_is_said(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo, problem = HISTORIES[code](tmp_path / "project")
    capsys.readouterr()
    assert kaohe(repo, "check") == (problem.severity == "error")
    said = capsys.readouterr().out
    assert re.search(rf" {code} (提醒：)?{re.escape(problem.message)}\n", said)
    assert f"→ {problem.hint}\n" in said


def test_a_record_that_is_not_committed_has_no_bound(tmp_path: Path) -> None:
    repo = start(tmp_path / "project")
    act(repo, "publish", "2015-q1", "--date", "2015-04-10")
    assert errors_of(repo) == []


def test_an_old_commit_checked_out_is_not_behind(tmp_path: Path) -> None:
    repo = start(tmp_path / "project")
    publish(repo, "2015-q1", "2015-04-10")
    repo.git("switch", "-q", "--detach", "HEAD~1")
    assert errors_of(repo) == []


def test_a_line_that_vanished_is_told_where_the_main_branch_has_it(tmp_path: Path) -> None:
    repo = start(tmp_path / "project")
    publish(repo, "2015-q1", "2015-04-10")
    (repo.root / PUBLICATION).unlink()
    (repo.root / CHAIN).unlink()
    [problem] = errors_of(repo)
    assert (problem.code, problem.hint) == ("KH617", f"各行只增不减、先后不变。请恢复：git checkout main -- {CHAIN}")


def test_a_notice_runs_from_the_day_it_reached_main(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dated on the 8th, merged on the 12th: five days end on the 17th, whatever is typed."""
    repo = start_year(tmp_path / "project")
    act(repo, "publish", "2015-notice", "--date", "2016-01-08")
    assert kaohe(repo, "publish", "2015-final", "--date", "2016-01-20", "--yes") == 1
    assert "公示 2015-notice 还没有进主分支，公示期没有开始" in capsys.readouterr().err
    repo.commit("公示", "2016-01-12")
    for day, code in (("2016-01-17", 1), ("2016-01-18", 0)):
        assert kaohe(repo, "publish", "2015-final", "--date", day, "--yes") == code
    assert "公示期到 2016-01-17 为止" in capsys.readouterr().err


def test_a_project_below_another_repository_is_judged_without_its_history(tmp_path: Path) -> None:
    """The published records of a bag lie below a project now and then: its history is not theirs."""
    outer = start(tmp_path / "outer")
    inner = start(tmp_path / "inner")
    publish(inner, "2015-q1", "2015-04-10")
    copy = inner.copy(outer.root / "build" / "inner")
    copy.git("rev-parse", "HEAD")
    (copy.root / ".git").rename(tmp_path / "git")
    assert errors_of(copy) == []


def test_a_write_is_named_by_the_command_that_began_it(tmp_path: Path) -> None:
    assert find_unfinished(tmp_path) is None
    write_files(tmp_path, [FileWrite("data/x.yml", None, b"a")], "kaohe publish 2015-q1")
    assert find_unfinished(tmp_path) is None
