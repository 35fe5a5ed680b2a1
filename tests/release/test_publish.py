"""Publishing, tagging and correcting from the command line."""

from __future__ import annotations

import os
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator.release.record import write_record
from tests.release.conftest import kaohe
from tests.release.repository import Repo, bring, new_repo, record_quarter

Q1 = ("publish", "q1", "--kind", "quarterly", "--period", "2015-Q1", "--date", "2015-04-10")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = new_repo(tmp_path / "project")
    record_quarter(made, 1)
    return made


def test_publishing_writes_the_record_and_says_what_comes_next(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kaohe(repo, *Q1, "--document", "小考发〔2015〕1号") == 0
    assert capsys.readouterr().out == (
        "已写入 data/publications/q1.yml：关于2015年第一季度考核情况的通报\n"
        f"  冻结的提交：{repo.head}\n"
        "  结果（4 个单位）的 SHA-256：5c2b241267ae7b9be438c5b90791d7fe33efda8397aed6dbd8fe098d3756e687\n"
        "接下来：\n"
        '  1. 提交：git add data/publications/q1.yml && git commit -m "发布 q1"\n'
        "  2. 这个提交进入主分支后，加标签 publication/q1：kaohe publish q1 --tag\n"
        "  3. 推送主分支和标签：git push origin main publication/q1\n"
    )
    written = (repo.root / "data/publications/q1.yml").read_text("utf-8")
    assert written == Path(__file__).with_name("q1.yml").read_text("utf-8").replace("HEAD", repo.head)
    assert sorted(path.name for path in repo.root.iterdir()) == [".git", "data", "mkdocs.yml"]


def test_a_tag_points_at_the_commit_that_brought_the_record(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    kaohe(repo, *Q1)
    brought = repo.commit("发布", "2015-04-10")
    record_quarter(repo, 2)
    assert kaohe(repo, "publish", "q1", "--tag") == 2
    assert "git 不知道由谁打标签" in capsys.readouterr().err
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    assert kaohe(repo, "publish", "q1", "--tag") == 0
    assert capsys.readouterr().out == (
        f"标签 publication/q1 已加在提交 {brought} 上，没有签名（git config user.signingkey 没有配置密钥）。\n"
        "推送：git push origin publication/q1\n"
    )
    assert repo.git("rev-parse", "publication/q1^{commit}") == brought
    assert repo.git("for-each-ref", "--format=%(contents)", "refs/tags").startswith(
        "关于2015年第一季度考核情况的通报\n\nSHA-256: "
    )
    assert kaohe(repo, "publish", "q1", "--tag") == 2
    assert capsys.readouterr().err == "kaohe：标签 publication/q1 已经有了，没有改动它。\n"


@pytest.mark.needs("ssh-keygen")
def test_a_tag_is_signed_where_a_key_is_configured_and_no_program_of_the_settings_runs(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    kaohe(repo, *Q1)
    repo.commit("发布", "2015-04-10")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    trap.chmod(0o755)
    settings = {"user.name": "李 复核", "user.email": "li@kaohe.example", "gpg.format": "ssh", "user.signingkey": key}
    traps = {"gpg.ssh.program": trap, "gpg.program": trap, "core.editor": trap, "core.fsmonitor": trap}
    for name, value in {**settings, **traps}.items():
        repo.git("config", name, str(value))
    hook = repo.root / ".git/hooks/reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    trap.rename(hook)
    trap.symlink_to(hook)
    assert kaohe(repo, "publish", "q1", "--tag") == 0
    assert "，已签名。" in capsys.readouterr().out
    assert not (tmp_path / "ran").exists()
    assert "-----BEGIN SSH SIGNATURE-----" in repo.git("cat-file", "tag", "publication/q1")


def test_a_changed_file_forbids_publishing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.change("data/site.yml", "小河区机关考核", "小河区考核")
    repo.write("data/units/x.yml", "")
    assert kaohe(repo, *Q1) == 1
    assert capsys.readouterr().err == ("有尚未提交的改动，请先提交或还原：\n  data/site.yml\n  data/units/x.yml\n")
    assert not (repo.root / "data/publications").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("publish", "q1"), 2, "请用 --kind 写明种类"),
        (("publish", "q1", "--kind", "final", "--period", "2015"), 1, "没有发布：还有单位的千人评议结果没有录入"),
        (("publish", "../q1", *Q1[2:]), 2, "编号“../q1”不合规定"),
        ((*Q1[:-1], "2015-13-40"), 2, "日期应写作 2015-04-10"),
        ((*Q1, "--title", "x" * 200), 1, "data/publications/q1.yml 没有写：请按上面的提示改正参数。"),
        (("publish", "q1", "--tag"), 2, "主分支上没有 data/publications/q1.yml"),
        (("correct", "q1", "--reason", "理由"), 2, "没有编号为“q1”的发布。已有的发布：还没有。"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    repo: Repo, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    with pytest.raises(SystemExit) if words.startswith("日期") else nullcontext():  # usage ends in the parser
        assert kaohe(repo, *arguments) == code
    assert words in capsys.readouterr().err
    assert not (repo.root / "data/publications").exists()


def test_a_correction_says_what_moved_and_finds_the_files_itself(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    kaohe(repo, *Q1)
    repo.commit("发布", "2015-04-10")
    bring(repo, "data/deductions/2015/hotline/0415-shuiwu.yml")
    repo.commit("第二季度的记录不影响第一季度", "2015-04-16")
    assert kaohe(repo, "correct", "q1", "--reason", "核查后撤销") == 1
    path = "data/deductions/2015/meetings/0320-shuiwu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2015-04-20, reasons: 记错单位}\n")
    assert kaohe(repo, "check") == 1
    assert "请用 kaohe correct q1 写出更正记录" in capsys.readouterr().out
    assert kaohe(repo, "correct", "q1", "--reason", "核查后撤销", "--date", "2015-04-21") == 0
    assert capsys.readouterr().out == (
        "已写入 data/corrections/q1-c1.yml：更正“关于2015年第一季度考核情况的通报”\n"
        "  区水务局：99.80 分第 1 名 → 100.00 分第 1 名\n"
        f"  涉及：{path}\n"
        "接下来，与数据改动一起提交：git add data/corrections/q1-c1.yml\n"
    )
    assert kaohe(repo, "check") == 0
    assert kaohe(repo, "correct", "q1", "--reason", "再次", "--date", "2015-04-22") == 1
    assert "结果没有变化，不需要更正" in capsys.readouterr().err


def test_all_that_moved_is_corrected_at_once_and_names_only_what_moved_it(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words that changed since, a rectification that was accepted: they moved nothing and are not named."""
    repo = told.copy(tmp_path / "project")
    other = "data/deductions/2015/hotline/0212-caizheng.yml"
    repo.write(other, (repo.root / other).read_text("utf-8") + "rectification: {due: 2015-03-31, done: 2015-03-20}\n")
    path = "data/deductions/2015/meetings/0320-shuiwu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2016-02-01, reasons: 记错单位}\n")
    capsys.readouterr()
    assert kaohe(repo, "correct", "--all", "--reason", "核查后撤销", "--date", "2016-02-02") == 0
    said = capsys.readouterr().out
    written = ["q1-c2", "q2-c2", "notice-c1", "final-c1"]
    assert [line.split("：")[0] for line in said.splitlines() if "已写入" in line] == [
        f"已写入 data/corrections/{name}.yml" for name in written
    ]
    assert {line for line in said.splitlines() if "涉及" in line} == {f"  涉及：{path}"}
    assert kaohe(repo, "check") == 0
    assert kaohe(repo, "correct", "--all", "--reason", "再次") == 1
    assert "不需要更正" in capsys.readouterr().err


def test_a_record_never_takes_the_place_of_another(tmp_path: Path) -> None:
    write_record(tmp_path, "data/publications/q1.yml", "一\n")
    with pytest.raises(Exception, match="已经有了，没有改动它"):
        write_record(tmp_path, "data/publications/q1.yml", "二\n")
    assert (tmp_path / "data/publications/q1.yml").read_text("utf-8") == "一\n"
    assert os.listdir(tmp_path) == ["data"]


def test_the_whole_story_is_without_problems(told: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert kaohe(told, "check") == 0
    assert sorted(told.git("tag").splitlines()) == [f"publication/{name}" for name in ("final", "notice", "q1", "q2")]
    assert sorted(path.name for path in (told.root / "data/corrections").iterdir()) == ["q1-c1.yml", "q2-c1.yml"]


def test_a_proposal_that_moves_a_published_figure_needs_a_correction(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    kaohe(repo, *Q1)
    base = repo.commit("发布", "2015-04-10")
    path = "data/deductions/2015/meetings/0320-shuiwu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2015-04-20, reasons: 记错单位}\n")
    repo.commit("撤销", "2015-04-20")
    capsys.readouterr()
    assert kaohe(repo, "check", "--base", base) == 1
    assert "KH651" in capsys.readouterr().out
    assert kaohe(repo, "correct", "q1", "--reason", "记错单位", "--date", "2015-04-21") == 0
    repo.commit("更正", "2015-04-21")
    assert kaohe(repo, "check", "--base", base) == 0


def test_a_proposal_whose_notice_is_not_in_order_is_refused(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    base = repo.head
    repo.write("content/notice/2015-41/index.md", "没有锚点\n")
    repo.commit("通知原文", "2015-04-20")
    capsys.readouterr()
    assert kaohe(repo, "check") == 1
    whole = capsys.readouterr().out
    assert "content/notice/2015-41/index.md" in whole
    assert kaohe(repo, "check", "--base", base) == 1
    assert capsys.readouterr().out == whole
