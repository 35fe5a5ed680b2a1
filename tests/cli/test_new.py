"""`kaohe new`: flags for every question, questions on a terminal alone, the effect before it is written."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from generator.acts.record_kinds import KINDS
from generator.cli.new_form import fields_in_turn, flag_of
from tests.acts.acting import codes_of, publish, revoke, start
from tests.cli.calling import Caller
from tests.cli.terminal import talk
from tests.release.repository import Repo

PATH = "data/deductions/2015/hotline/2015-0212-caizheng-1.yml"
FLAGS = (
    *("--unit", "czj", "--date", "2015-02-12", "--item", "热线", "--standard", "逾期", "--method", "抽查"),
    *("--source", "hotline", "--reason", "1 件工单逾期 2 个工作日办结", "--evidence", "工单流转记录", "政务热线平台"),
)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return start(tmp_path_factory.mktemp("new") / "district")


@pytest.fixture
def repo(origin: Repo, tmp_path: Path) -> Repo:
    return origin.copy(tmp_path / "district")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests themselves may be run on one."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))


def test_flags_record_a_deduction_and_say_what_it_does(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "new", "deduction", *FLAGS)
    assert (said.status, said.error) == (0, "")
    assert f"将写入 {PATH}" in said.out
    assert re.search(r"区财政局 2015 年度：得分 \S+ → \S+（−0\.50），名次", said.out)
    assert f"提交之前要收回：删除 {PATH}" in said.out
    assert 'git commit -m "登记区财政局扣分：热线办理"' in said.out
    assert codes_of(repo) == []


def test_a_look_writes_nothing(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "new", "deduction", *FLAGS, "--dry-run")
    assert (said.status, said.out.splitlines()[-1]) == (0, "只是预览，没有写入。")
    assert repo.git("status", "--porcelain") == ""


def test_no_file_of_a_piece_of_evidence_may_be_said_by_an_empty_word(repo: Repo, kaohe: Caller) -> None:
    """Scripts give it where a place in a row is to be left open."""
    assert kaohe(repo.root, "new", "deduction", *FLAGS, "").status == 0
    assert "sha256" not in (repo.root / PATH).read_text(encoding="utf-8")
    assert "也不是 SHA-256" in kaohe.refused(repo.root, "new", "deduction", *FLAGS, "没有这个文件")


def test_what_is_missing_is_one_message_with_the_flags(repo: Repo, kaohe: Caller) -> None:
    said = kaohe.refused(repo.root, "new", "deduction", *FLAGS[2:8])
    assert "缺少被考核单位（--unit）、" in said
    assert "线索来源（--source）、扣分事由（--reason）" in said
    assert "--date" not in said
    assert "没有写入" in said
    assert "缺少种类" in kaohe.refused(repo.root, "new")
    assert "撤销日期（--date）、撤销理由（--reasons）" in kaohe.refused(
        repo.root, "new", "revocation", "0212-caizheng"
    )
    assert "缺少记录" in kaohe.refused(repo.root, "new", "reply")
    assert "没有“9999”这条记录" in kaohe.refused(repo.root, "new", "reply", "9999")
    assert "发布的编号（写在 correction 后面）、原因（--reason）" in kaohe.refused(repo.root, "new", "correction")
    assert repo.git("status", "--porcelain") == ""


def test_what_is_wrong_is_told_field_by_field_and_nothing_is_written(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "new", "deduction", *FLAGS, "--points", "3", "--unit", "局")
    assert said.status == 1
    assert "被考核单位：“局”可以指不止一个。请写明是哪一个：" in said.error
    said = kaohe(repo.root, "new", "deduction", *FLAGS, "--points", "3")
    assert "扣分分值：扣 3 分与标准不符。" in said.error
    assert repo.git("status", "--porcelain") == ""


def test_a_branch_gets_the_commit_and_nothing_else_moves(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "new", "deduction", *FLAGS, "--branch", "hotline-0212", "--message", "登记热线扣分")
    assert said.status == 0, said.error
    assert "要收回：git branch -D hotline-0212" in said.out
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("log", "--format=%an %s", "main..hotline-0212") == "李 复核 登记热线扣分"
    assert repo.git("diff", "--name-status", "main", "hotline-0212") == f"A\t{PATH}"
    assert "已经有了" in kaohe(repo.root, "new", "deduction", *FLAGS, "--branch", "hotline-0212").error


def test_parts_of_a_record_and_a_correction(repo: Repo, kaohe: Caller) -> None:
    publish(repo, "2015-q1", "2015-04-10")
    said = kaohe(repo.root, "new", "revocation", "0320-shuiwu", "--date", "2015-04-20", "--reasons", "记错单位")
    assert said.status == 0, said.error
    assert "2015-q1 已经发布，这一改动须同时写明更正：写入以后运行 kaohe correct 2015-q1 --reason 原因" in said.out
    assert "git checkout HEAD -- data/deductions/2015/meetings/0320-shuiwu.yml" in said.out
    assert codes_of(repo) == ["KH651"]
    options = ("--reason", "复核后撤销一条扣分", "--date", "2015-04-21")
    said = kaohe(repo.root, "new", "correction", "2015-q1", *options, "--branch", "mend", "--yes")
    assert said.status == 0, said.error
    changed = repo.git("diff", "--name-only", "main", "mend").splitlines()
    assert changed == [
        "data/corrections/2015-q1-c1.yml",
        "data/deductions/2015/meetings/0320-shuiwu.yml",
        "data/publications/chain.yml",
    ]
    assert kaohe(repo.root, "new", "correction", "2015-q1", *options, "--yes").status == 0
    assert codes_of(repo) == []


def test_an_appraisal_is_given_by_panel_and_aspect(repo: Repo, kaohe: Caller) -> None:
    counts = [
        *("--ballots", "代表委员=10,10,10", "--ballots", "居民=20，20，19"),
        *(part for panel, row in (("代表委员", "8,1,1,0"), ("居民代表", "15,2,1,1"))
          for aspect in ("依法行政", "优质") for part in ("--tally", f"{panel}/{aspect}={row}")),
    ]  # fmt: skip
    said = kaohe(repo.root, "new", "appraisal", "--year", "2015", "--unit", "czj", "--held", "2015-12-18", *counts)
    assert said.status == 0, said.error
    text = (repo.root / "data/appraisals/2015/caizheng.yml").read_text("utf-8")
    assert "law: {satisfied: 15, fairly: 2, dissatisfied: 1, dont-know: 1}" in text
    wrong = kaohe.refused(repo.root, "new", "appraisal", "--year", "2015", "--ballots", "代表委员=10,10")
    assert "应有 3 个数" in wrong


def test_every_question_has_a_flag(kaohe: Caller, origin: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for name, kind in KINDS.items():
        with pytest.raises(SystemExit):
            kaohe(origin.root, "new", name, "--help")
        help_text = capsys.readouterr().out
        assert all(flag_of(kind, field.name) in help_text for field in fields_in_turn(kind)), name


def test_a_person_is_asked_on_a_terminal(repo: Repo) -> None:
    answers = (
        "czj",
        "2015年2月12日",
        "1",
        "逾期",
        "",
        "抽查",
        "热线",
        "另一件工单逾期",
        "台账",
        "热线平台",
        "",
        "",
        "y",
    )
    status, said = talk(repo.root, "new", "deduction", answers=answers)
    assert status == 0, said
    assert "扣0.5分（0.5分）" in said, "the standards stand there with their points"
    assert f"已写入 {PATH}" in said
    text = (repo.root / PATH).read_text("utf-8")
    assert "points: 0.5\nmethod: spot-check\nsource: hotline\nreason: 另一件工单逾期\n" in text


def test_what_is_wrong_is_asked_again_and_no_means_no(repo: Repo) -> None:
    answers = ("0305-jiaoyu", "2015-01-01", "已整改", "2015-03-20", "n")
    status, said = talk(repo.root, "new", "reply", answers=answers)
    assert status == 1, said
    assert "答复日期：答复日期 2015-01-01 早于发现问题的日期 2015-03-05" in said
    assert "reply: {date: 2015-03-20, text: 已整改}" in said
    assert said.rstrip().endswith("没有写入。")
    assert repo.git("status", "--porcelain") == ""


def test_a_terminal_that_ends_writes_nothing(repo: Repo) -> None:
    status, said = talk(repo.root, "new", "unit", answers=("小河区旅游局",))
    assert (status, repo.git("status", "--porcelain")) == (2, "")
    assert "没有写入：输入已经结束" in said


def test_a_unit_is_recorded_by_flags(repo: Repo, kaohe: Caller) -> None:
    names = ("--name", "小河区旅游局", "--short-name", "区旅游局", "--aliases", "区旅游委", "--aliases", "区文旅局")
    said = kaohe(repo.root, "new", "unit", "--id", "lvyouju", *names, "--kind", "机关部门", "--assessed-from", "2015")
    assert said.status == 0, said.error
    assert "aliases: [区旅游委, 区文旅局]" in (repo.root / "data/units/lvyouju.yml").read_text("utf-8")


def test_whoever_gives_all_by_flags_is_asked_for_a_yes_alone(repo: Repo) -> None:
    status, said = talk(repo.root, "new", "deduction", *FLAGS[:-3], answers=("y",))
    assert status == 0, said
    assert f"已写入 {PATH}" in said
    assert said.count("：  ") == 0
    status, said = talk(
        repo.root, "new", "reply", PATH, "--date", "2015-03-01", "--text", "已整改", "--yes", answers=()
    )
    assert status == 0, said


def test_a_person_is_asked_for_the_counts_of_an_appraisal(repo: Repo) -> None:
    counts = ("10", "10", "10", *("8", "1", "1", ""), *("7", "1", "1", "1"))
    other = ("20", "20", "20", *("18", "1", "1", ""), *("17", "1", "1", "1"))
    answers = ("czj", "2015", "2015-12-18", *counts, *other, "y")
    status, said = talk(repo.root, "new", "appraisal", answers=answers)
    assert status == 0, said
    text = (repo.root / "data/appraisals/2015/caizheng.yml").read_text("utf-8")
    assert "service: {satisfied: 17, fairly: 1, dissatisfied: 1, dont-know: 1}" in text


def test_a_person_is_asked_what_to_correct(repo: Repo) -> None:
    publish(repo, "2015-q1", "2015-04-10")
    revoke(repo)
    status, said = talk(repo.root, "new", "correction", answers=("1", "记错单位", "y"))
    assert status == 0, said
    assert (repo.root / "data/corrections/2015-q1-c1.yml").is_file()
