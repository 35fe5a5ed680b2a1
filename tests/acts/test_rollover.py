"""A new year from the last: the scheme with its questions, who comes and goes, the days off."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from generator.acts.rollover_act import parse_days
from generator.load.project import open_project
from generator.model.problem import UserError
from tests.acts.acting import codes_of, start
from tests.cli.calling import Caller
from tests.cli.terminal import talk
from tests.release.repository import Repo


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = start(tmp_path_factory.mktemp("rollover") / "district")
    repo.change(
        "data/schemes/2015.yml", "document: 小河发〔2015〕1号\n", "document: 小河发〔2015〕1号\n# 经区委批准\n"
    )
    repo.commit("批注", "2015-12-30")
    return repo


@pytest.fixture
def repo(origin: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    return origin.copy(tmp_path / "district")


@pytest.fixture
def kaohe(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


def test_the_scheme_is_copied_with_what_a_year_asks_anew(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "rollover", "2016", "--leaves", "区水务局", "--days-off", "2016-02-07至2016-02-13")
    assert said.status == 0, said.error
    assert (
        "提交之前要收回：删除 data/holidays/2016.yml、data/schemes/2016.yml；git checkout HEAD -- data/units/"
        in said.out
    )
    corpus = open_project(repo.root).corpus
    old, new = corpus.schemes[2015], corpus.schemes[2016]
    assert (new.components, new.ranking, new.outcomes) == (old.components, old.ranking, old.outcomes)
    assert (new.title, new.document) == ("小河区机关2016年度考核办法", "发文字号待定")
    assert [question.at for question in new.open] == [
        "document", "components/performance", "components/appraisal", "ranking", "outcomes",
        "notice_period",
    ]  # fmt: skip
    assert not corpus.units["shuiwu"].assessed_in(2016)
    assert corpus.units["shuiwu"].assessed_in(2015)
    assert corpus.holidays[2016].days_off == tuple(date(2016, 2, day) for day in (8, 9, 10, 11, 12))
    assert codes_of(repo) == []
    assert kaohe(repo.root, "score", "2016").status == 2, "nothing is scored before it is decided"


def test_what_is_given_is_not_asked(repo: Repo, kaohe: Caller) -> None:
    title, number = "小河区2016年度综合考核办法", "小河发〔2016〕3号"
    assert kaohe(repo.root, "rollover", "2016", "--document", number, "--title", title).status == 0
    scheme = open_project(repo.root).corpus.schemes[2016]
    assert (scheme.title, scheme.document) == (title, number)
    assert "document" not in [question.at for question in scheme.open]


def test_a_look_writes_nothing_and_a_year_is_begun_once(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "rollover", "2016", "--dry-run")
    assert "节假日：没有写" in said.out
    assert repo.git("status", "--porcelain") == ""
    assert "已经有了" in kaohe.refused(repo.root, "rollover", "2015")
    assert "没有可以沿用的" in kaohe.refused(repo.root, "rollover", "2014")
    assert "不知道是哪个单位" in kaohe.refused(repo.root, "rollover", "2016", "--leaves", "局")


def test_a_year_is_proposed_on_a_branch(repo: Repo, kaohe: Caller) -> None:
    """From the main branch, whatever lies in the working tree, which stays as it is."""
    repo.git("config", "user.name", "考核办")
    repo.git("config", "user.email", "kaoheban@kaohe.example")
    (repo.root / "data/units/shuiwu.yml").write_text("name: 改到一半", "utf-8")
    before = repo.git("status", "--porcelain")
    said = kaohe(repo.root, "rollover", "2016", "--branch", "year-2016", "--leaves", "区财政局", "--yes")
    assert said.status == 0, said.error
    assert "已提交到新分支 year-2016" in said.out
    assert "git branch -D year-2016" in said.out
    assert repo.git("status", "--porcelain") == before
    changed = repo.git("diff", "--name-only", "main", "year-2016").split()
    assert changed == ["data/schemes/2016.yml", "data/units/caizheng.yml"]
    again = kaohe(repo.root, "rollover", "2016", "--branch", "year-2016", "--yes")
    assert (again.status, "分支 year-2016 已经有了" in again.error) == (2, True)


def test_a_person_is_asked(repo: Repo) -> None:
    answers = ("小河发〔2016〕3号", "sws", "", "2016-1-1，2016年2月8日到2016年2月12日", "2016-02-06", "y")
    answers = (answers[0], "水务", *answers[2:])
    status, said = talk(repo.root, "rollover", "2016", answers=answers)
    assert status == 0, said
    holidays = open_project(repo.root).corpus.holidays[2016]
    assert (len(holidays.days_off), holidays.days_made_up) == (6, (date(2016, 2, 6),))


@pytest.mark.parametrize(
    "text", ["春节", "2016-02-13至2016-02-07", "2016-01-01至2016-03-01", "2016-01-01至", "2016-13-01"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="不是日期"):
        parse_days([text])
