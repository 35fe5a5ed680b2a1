"""`kaohe import` on a terminal: what it is doing is told, its questions are asked one by one, and no means no."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acts.acting import start
from tests.cli.terminal import talk
from tests.release.repository import Repo

ROWS = """\
单位,日期,扣分事由,扣分
区教育局,2015-04-02,12345 工单逾期办结,0.5
区民政局,2015-04-03,12345 工单逾期办结,0.5
"""
NEW = ["data/deductions/2015/hotline/2015-0402-jiaoyu-1.yml", "data/deductions/2015/hotline/2015-0403-minzheng-1.yml"]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return start(tmp_path_factory.mktemp("import") / "district")


@pytest.fixture
def repo(origin: Repo, tmp_path: Path) -> Repo:
    (tmp_path / "九月.csv").write_text(ROWS, "utf-8")
    return origin.copy(tmp_path / "district")


def answer(said: str) -> str:
    """What the office answers to the question that was asked last."""
    wanted = {"哪个单项": "热线", "考核方式": "抽查", "依据哪条标准": "逾期", "从哪里来": "热线"}
    asked = said[said.rindex("\n[") :]
    words = next(words for key, words in wanted.items() if key in asked)
    lines = [line.strip() for line in asked.splitlines()]
    return next(line.partition(".")[0] for line in lines if line[:1].isdigit() and words in line)


def choose(said: str) -> str:
    """An answer to whatever stands last on the terminal."""
    return "y" if "写入这" in said.splitlines()[-1] else answer(said)


def added(repo: Repo) -> list[str]:
    """The new records."""
    return sorted(
        line[3:] for line in repo.git("status", "--porcelain", "-uall").splitlines() if "deductions" in line
    )


def test_questions_are_asked_on_a_terminal_and_what_is_done_is_told(repo: Repo) -> None:
    status, said = talk(repo.root, "import", "../九月.csv", answers=choose)
    assert status == 0, said
    assert "[1/" in said
    assert "正在读 九月.csv" in said
    assert "正在写入，文件数… 3" in said, "two records, and how the table is read"
    assert said.count("依据哪条标准") == 1, "the same question over two rows is one"
    assert added(repo) == NEW
    again, told = talk(repo.root, "import", "../九月.csv", answers=choose)
    assert again == 0
    assert "[1/" not in told, "the layout is known, and the rows are there"
    assert "没有要写入的" in told


def test_whoever_answers_nothing_writes_nothing(repo: Repo) -> None:
    status, said = talk(repo.root, "import", "../九月.csv", answers=("",))
    assert (status, added(repo)) == (1, [])
    assert said.rstrip().endswith("没有写入。")


def test_who_does_not_say_yes_writes_nothing(repo: Repo) -> None:
    status, said = talk(
        repo.root,
        "import",
        "../九月.csv",
        answers=lambda said: "" if "写入这" in said.splitlines()[-1] else answer(said),
    )
    assert (status, added(repo)) == (1, [])
    assert "得分的变化" in said
