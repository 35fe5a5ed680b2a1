"""`kaohe new entry`: the form is the register's declaration; what is missing or unknown is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.acts.acting import codes_of, start
from tests.cli.calling import Caller
from tests.cli.terminal import talk
from tests.release.repository import Repo

DECLARATION = """\
title: 督办事项
keeper: jiwei
per: year
show: records
unit: owner
date: listed
title_from: "{matter}"
fields:
  - {id: matter, label: 事项, type: text, required: true, share: public}
  - {id: sort, label: 种类, type: choice, required: true, share: public, choices: {special: 专项, daily: 日常}}
  - {id: owner, label: 责任单位, type: ref, to: unit, required: true, share: public}
  - {id: others, label: 配合单位, type: ref, to: unit, many: true, share: public}
  - id: steps
    label: 步骤
    type: rows
    share: public
    rows: [{id: what, label: 做什么, type: text, required: true}, {id: due, label: 时间, type: day}]
  - {id: listed, label: 列入日期, type: day, required: true, share: public}
  - {id: done, label: 办结日期, type: day, share: public}
  - {id: result, label: 结果, type: text, share: public}
stages:
  - {id: open, label: 办理中, date: listed}
  - {id: done, label: 已办结, date: done, needs: [result], tone: good}
"""
FOLDER = "data/registers/errands/2015"
PATH = f"{FOLDER}/2015-0311-caizheng-1.yml"
GIVEN = ("matter=核对台账", "种类=日常", "owner=czj", "列入日期=2015年3月11日")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = start(tmp_path_factory.mktemp("new-entry") / "district")
    keeper = min((repo.root / "data/units").glob("*.yml")).stem
    place = repo.root / "data/registers/errands.yml"
    place.parent.mkdir()
    place.write_text(DECLARATION.replace("jiwei", keeper), "utf-8")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "声明登记簿")
    return repo


@pytest.fixture
def repo(origin: Repo, tmp_path: Path) -> Repo:
    return origin.copy(tmp_path / "district")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests themselves may be run on one."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))


def test_pairs_record_an_entry_under_a_name_of_its_own(repo: Repo, kaohe: Caller) -> None:
    rows = ("others=水务局", "steps/0/what=先看", "steps/0/due=2015-04-01", "steps/1/what=再改")
    said = kaohe(repo.root, "new", "entry", "errands", *GIVEN, *rows)
    assert (said.status, said.error) == (0, "")
    assert (repo.root / PATH).read_text("utf-8").splitlines() == [
        "matter: 核对台账",
        "sort: daily",
        "owner: caizheng",
        "others: [shuiwu]",
        "steps:",
        "  - {what: 先看, due: 2015-04-01}",
        "  - {what: 再改}",
        "listed: 2015-03-11",
    ]
    assert 'git commit -m "登记区财政局督办事项"' in said.out
    assert codes_of(repo) == []
    assert f"将写入 {FOLDER}/2015-0311-caizheng-2.yml" in kaohe(repo.root, "new", "entry", "督办事项", *GIVEN).out


def test_a_later_stage_is_added_to_an_entry_that_is_there(repo: Repo, kaohe: Caller) -> None:
    assert kaohe(repo.root, "new", "entry", "errands", *GIVEN, "--name", "first").status == 0
    wrong = kaohe(repo.root, "new", "entry", "errands/first", "done=2015-04-02")
    assert wrong.status == 1
    assert "没有写结果" in wrong.error
    said = kaohe(repo.root, "new", "entry", "errands/first", "done=2015-04-02", "result=台账已核对")
    assert (said.status, said.error) == (0, "")
    text = (repo.root / f"{FOLDER}/first.yml").read_text("utf-8")
    assert text.endswith("listed: 2015-03-11\ndone: 2015-04-02\nresult: 台账已核对\n")


def test_what_is_missing_or_unknown_is_told_and_nothing_written(repo: Repo, kaohe: Caller) -> None:
    assert "缺少事项（matter=）、列入日期（listed=）" in kaohe.refused(
        repo.root, "new", "entry", "errands", "sort=daily", "owner=czj"
    )
    assert "可以写：errands（督办事项）" in kaohe.refused(repo.root, "new", "entry")
    assert "没有“cars”这本登记簿。可以写：errands（督办事项）。" in kaohe.refused(repo.root, "new", "entry", "cars")
    assert "没有编号为“none”的一条" in kaohe.refused(repo.root, "new", "entry", "errands/none")
    refused = kaohe.refused(repo.root, "new", "entry", "errands", *GIVEN, "weather=晴")
    assert "“weather=晴”看不懂" in refused
    assert "可以写的字段：matter（事项）、sort（种类）" in refused
    said = kaohe(repo.root, "new", "entry", "errands", *GIVEN[:3], "listed=昨天")
    assert said.status == 1
    assert "列入日期" in said.error
    assert repo.git("status", "--porcelain") == ""


def test_a_project_without_registers_says_so(tmp_path: Path, kaohe: Caller) -> None:
    bare = start(tmp_path / "district")
    assert "这个项目没有登记簿" in kaohe.refused(bare.root, "new", "entry", "errands")


def test_questions_follow_the_declaration(repo: Repo) -> None:
    answers = ("1", "核对台账", "日常", "财政局", "2015-03-11", "是")
    status, shown = talk(repo.root, "new", "entry", answers=answers)
    assert status == 0, shown
    assert (repo.root / PATH).is_file()


def test_a_branch_gets_the_entry(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "new", "entry", "errands", *GIVEN, "--branch", "errand", "--message", "登记督办事项")
    assert said.status == 0, said.error
    assert repo.git("diff", "--name-status", "main", "errand") == f"A\t{PATH}"


def test_an_entry_is_revoked_without_writing_its_file(repo: Repo, kaohe: Caller) -> None:
    assert kaohe(repo.root, "new", "entry", "errands", *GIVEN).status == 0
    name = f"errands/{PATH.rpartition('/')[2].removesuffix('.yml')}"
    assert "撤销/日期" in kaohe.refused(repo.root, "new", "entry", name, "撤销=是")
    said = kaohe(repo.root, "new", "entry", name, "撤销/日期=2015-04-01", "撤销/理由=重复登记")
    assert said.status == 0, said.error
    assert "revoked: {date: 2015-04-01, reasons: 重复登记}" in (repo.root / PATH).read_text("utf-8")
