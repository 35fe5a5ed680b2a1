"""The small district as its office published it: a repository with every kind of publication and a correction."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.release.repository import Repo, bring, dealt_copy, found_clerk, record_quarter


def kaohe(repo: Repo, *arguments: str) -> int:
    """Runs a command on the project as a person would; its words go to the test's captured output."""
    return main([arguments[0], "-C", str(repo.root), *arguments[1:]])


def publish(repo: Repo, name: str, date: str, *options: str) -> None:
    """Publishes, commits and tags."""
    number = f"小考发〔{date[:4]}〕{name}号"
    assert kaohe(repo, "publish", name, "--date", date, "--document", number, "--yes", *options) == 0
    repo.commit(f"发布 {name}", date)
    assert kaohe(repo, "publish", name, "--tag", "--yes") == 0


def tell_story(root: Path) -> Repo:
    """Two quarters published, the first corrected, then the year with its public notice and its final results."""
    return dealt_copy("story", root, _tell)


def _tell(repo: Repo) -> None:
    found_clerk(repo)
    record_quarter(repo, 1)
    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    publish(repo, "2015-q2", "2015-07-10")
    decision = "decided: 2015-07-20, decision: reduced, points: 1, reasons: 情节较轻, decided_by: kaoheban"
    appeal = f"{{filed: 2015-07-13, grounds: 已当场处理, {decision}}}"
    path = "data/deductions/2015/hotline/0305-jiaoyu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + f"appeal: {appeal}\n")
    tie = ("--tie", "summons=jiaoyu", "--ground", "考核办会议：并列的约谈扣分次数多的")
    assert kaohe(repo, "correct", "--all", "--reason", "复核后减少扣分", "--date", "2015-07-21", *tie, "--yes") == 0
    repo.commit("复核 0305-jiaoyu，更正已发布的结果", "2015-07-21")
    record_quarter(repo, 3)
    record_quarter(repo, 4)
    bring(repo, "data/appraisals")
    repo.commit("录入评议", "2015-12-20")
    publish(repo, "2015-notice", "2016-01-08")
    publish(repo, "2015-final", "2016-01-18")


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The story's repository; tests that change it take a copy."""
    return tell_story(tmp_path_factory.mktemp("story") / "project")
