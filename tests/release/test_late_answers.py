"""A reply to a record of which nobody wrote the day of the notice is counted from when the record was merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.git.recorded import recording_days
from generator.git.repository import open_repository
from generator.load.project import load
from generator.model.problem import Problem
from generator.read.tree import WorkTree
from generator.release.late_answers import remind_late
from tests.release.publishing import kaohe
from tests.release.repository import Repo, first_quarter

RECORD = "data/deductions/2015/hotline/0305-jiaoyu.yml"
SCHEME = "data/schemes/2015.yml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The record of 5 March was recorded with the first quarter, and can be answered within ten days."""
    made = first_quarter(tmp_path / "project")
    scheme = (made.root / SCHEME).read_text("utf-8")
    appeals = "appeals: {file_within: 10, decide_within: 20, kind: calendar, to: kaoheban}\n"
    made.write(SCHEME, scheme + appeals)
    made.commit("写明申诉期限", "2015-04-02")
    return made


def recorded(repo: Repo) -> date:
    return recording_days(repo.opened, repo.head, "data/deductions/")[RECORD]


def answer(repo: Repo, words: str) -> list[Problem]:
    repo.write(RECORD, (repo.root / RECORD).read_text("utf-8") + words)
    repo.commit("答复", "2015-06-01")
    return remind_late(repo.root, load(WorkTree(repo.root), None).corpus)


def test_the_day_of_a_record_is_that_of_the_commit_that_brought_it(repo: Repo) -> None:
    assert recorded(repo) == date(2015, 3, 5)


def test_a_project_in_a_folder_of_a_repository_is_asked_for_its_own(repo: Repo) -> None:
    (repo.root / "inner").mkdir()
    repo.git("mv", "data", "mkdocs.yml", "inner")
    repo.commit("移入子文件夹", "2015-04-20")
    days = recording_days(open_repository(repo.root / "inner"), repo.head, "data/deductions/")
    assert days[RECORD] == date(2015, 4, 20)


def test_a_record_brought_by_a_merge_is_of_the_day_of_the_merge(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "entry")
    text = (repo.root / RECORD).read_text("utf-8")
    repo.write("data/deductions/2015/hotline/0306-jiaoyu.yml", text.replace("2015-03-05", "2015-03-06"))
    repo.commit("录入", "2015-04-03")
    repo.git("checkout", "-q", "-")
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "entry", date="2015-04-09T23:30:00+00:00")
    days = recording_days(repo.opened, repo.head, "data/deductions/")
    assert days["data/deductions/2015/hotline/0306-jiaoyu.yml"] == date(2015, 4, 10)


def test_a_reply_after_the_term_is_a_reminder(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (problem,) = answer(repo, "reply: {date: 2015-03-16, text: 已说明情况}\n")
    assert (problem.code, problem.severity) == ("KH453", "warning")
    assert "自 2015-03-05 起 10 个自然日，到 2015-03-15 为止" in problem.message
    assert "notified" in problem.hint
    capsys.readouterr()
    assert kaohe(repo, "check") == 0
    assert "KH453 提醒：答复日期 2015-03-16 超过了期限" in capsys.readouterr().out


def test_a_reply_on_the_last_day_is_in_time(repo: Repo) -> None:
    assert answer(repo, "reply: {date: 2015-03-15, text: 已说明情况}\n") == []


def test_where_the_notice_has_a_day_it_counts(repo: Repo) -> None:
    assert answer(repo, "notified: 2015-03-08\nreply: {date: 2015-03-16, text: 已说明情况}\n") == []


def test_a_late_decision_is_told_once(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    decision = "decided: 2015-06-01, decision: upheld, reasons: 事实清楚, decided_by: kaoheban"
    assert answer(repo, f"appeal: {{filed: 2015-03-09, grounds: 已处理, {decision}}}\n") == []
    capsys.readouterr()
    kaohe(repo, "check")
    assert capsys.readouterr().out.count("KH453") == 1


def test_without_a_history_nothing_is_counted(repo: Repo, tmp_path: Path) -> None:
    answer(repo, "reply: {date: 2015-05-12, text: 已说明情况}\n")
    alone = tmp_path / "alone"
    repo.copy(alone).git("gc", "--quiet")
    (alone / ".git").rename(tmp_path / "gone")
    assert remind_late(alone, load(WorkTree(alone), None).corpus) == []
