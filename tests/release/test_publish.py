"""Publishing, tagging and correcting from the command line."""

from __future__ import annotations

import re
import subprocess
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

import pytest

from tests.release.publishing import kaohe
from tests.release.repository import Repo, bring, first_quarter, record_quarter

Q1 = ("publish", "2015-q1", "--date", "2015-04-10", "--yes")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return first_quarter(tmp_path / "project")


def test_publishing_shows_what_it_does_writes_both_files_and_says_what_comes_next(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kaohe(repo, *Q1, "--document", "小考发〔2015〕1号") == 0
    assert capsys.readouterr().out == (
        "将发布 2015-q1：关于2015年第一季度考核情况的通报\n"
        "  种类和时段：季度通报，2015-Q1（到 2015-03-31）\n"
        "  发布日期：2015-04-10　文号：小考发〔2015〕1号\n"
        f"  冻结的提交：{repo.head}\n"
        "  结果（4 个单位）的 SHA-256：aa2f87dfd6b97d8ebb259ed83e8037c765de59339633e9819e4dfd3ba7d9a750\n"
        "  名次：4 个单位，最前 区水务局（第 1 名，99.80 分），最后 区教育局（第 4 名，98.50 分）\n"
        "  通报表扬：没有\n"
        "  约谈主要负责人：没有\n"
        "  上一次发布：没有，这是第一次\n"
        "  进主分支以后不能删改：数字有误用 kaohe correct 更正，整个有误用 kaohe withdraw 撤回，都会留痕\n"
        "已写入 data/publications/2015-q1.yml\n"
        "已写入 data/publications/chain.yml\n"
        "提交之前要收回：删除 data/publications/2015-q1.yml、data/publications/chain.yml\n"
        "接下来：\n"
        "  1. 提交：git add data/publications/2015-q1.yml data/publications/chain.yml"
        ' && git commit -m "发布 2015-q1"\n'
        "  2. 这个提交进入主分支后，加标签 publication/2015-q1：kaohe publish 2015-q1 --tag\n"
        "  3. 推送主分支和标签：git push origin main publication/2015-q1\n"
    )
    written = (repo.root / "data/publications/2015-q1.yml").read_text("utf-8")
    assert written == Path(__file__).with_name("q1.yml").read_text("utf-8").replace("HEAD", repo.head)
    assert (repo.root / "data/publications/chain.yml").read_text("utf-8") == "- 2015-q1\n"
    assert sorted(path.name for path in repo.root.iterdir()) == [".git", "data", "mkdocs.yml"]


def test_a_year_that_ended_early_is_shown_with_its_outcomes(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing was found or held in its last quarter: whoever publishes the year says that it is over."""
    bring(repo, "data/appraisals")
    for path in (repo.root / "data/appraisals/2015").iterdir():
        path.write_text(re.sub(r"(?m)^held: .*$", "held: 2015-09-18", path.read_text("utf-8")), "utf-8")
    repo.commit("录入评议", "2015-09-20")
    assert kaohe(repo, "publish", "2015-notice", "--date", "2016-01-08", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "  通报表扬：没有\n" not in said
    assert "  通报表扬：" in said


def test_a_tag_points_at_the_commit_that_brought_the_record(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    kaohe(repo, *Q1)
    brought = repo.commit("发布", "2015-04-10")
    record_quarter(repo, 2)
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 2
    assert "git 不知道由谁打标签" in capsys.readouterr().err
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 0
    digest = sha256((repo.root / "data/publications/2015-q1.yml").read_bytes()).hexdigest()
    assert capsys.readouterr().out == (
        "将加标签 publication/2015-q1：关于2015年第一季度考核情况的通报\n"
        f"  加在提交 {brought} 上（2015-04-10），记录的 SHA-256：{digest}\n"
        "  打标签的人：李 复核 <li@kaohe.example>，不签名（git config user.signingkey 没有配置密钥）\n"
        "  推送以后不要移动、改名或删除：核验以它为准\n"
        f"标签 publication/2015-q1 已加在提交 {brought} 上，没有签名（git config user.signingkey 没有配置密钥）。\n"
        "推送之前要收回：git tag -d publication/2015-q1\n"
        "推送：git push origin publication/2015-q1\n"
    )
    assert repo.git("rev-parse", "publication/2015-q1^{commit}") == brought
    assert repo.git("for-each-ref", "--format=%(contents)", "refs/tags").startswith(
        "关于2015年第一季度考核情况的通报\n\nSHA-256: "
    )
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 1
    assert capsys.readouterr().err == "标签 publication/2015-q1 已经有了，没有改动它。\n"


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
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 0
    assert "，已签名。" in capsys.readouterr().out
    assert not (tmp_path / "ran").exists()
    assert "-----BEGIN SSH SIGNATURE-----" in repo.git("cat-file", "tag", "publication/2015-q1")


def test_data_that_are_not_on_main_are_not_published(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.change("data/site.yml", "小河区机关考核", "小河区考核")
    repo.write("data/units/x.yml", "")
    assert kaohe(repo, *Q1) == 1
    assert capsys.readouterr().err == (
        "这里改动了主分支上没有的数据：data/site.yml、data/units/x.yml。"
        "发布冻结的是主分支的提交，请先把这些改动合并到主分支，或还原，再发布。\n"
    )
    assert not (repo.root / "data/publications").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("publish", "2015-final", "--yes"), 1, "还有单位的千人评议结果没有录入"),
        (("publish", "q1", "--yes"), 1, "编号写作 年度-q1 至 q4"),
        (("publish", "2015-q1-2", "--yes"), 1, "这一时段的下一次发布编号是 2015-q1，不是 2015-q1-2。"),
        (("publish", "2015-q1", "--date", "2062-04-10", "--yes"), 1, "发布日期 2062-04-10 晚于今天"),
        (("publish", "2015-q1", "--date", "2015-03-19", "--yes"), 1, "KH622"),
        (("publish", "2014-q1", "--yes"), 1, "没有 2014 年度的考核办法。"),
        (("publish", "2015-q1", "--date", "2015-13-40"), 2, "日期应写作 2015-04-10"),
        ((*Q1, "--issued", "2014-12-31"), 1, "KH624"),
        ((*Q1, "--title", "x" * 200), 1, "没有写"),
        (("publish", "2015-q1", "--date", "2015-04-10"), 2, "没有写入：这里不能提问。"),
        (("publish", "2015-q1", "--tag", "--yes"), 1, "主分支上没有 data/publications/2015-q1.yml"),
        (("correct", "2015-q1", "--reason", "理由"), 1, "没有编号为“2015-q1”的发布。可以填的编号：目前一个也没有。"),
        (("withdraw", "2015-q1", "--reason", "理由"), 1, "主分支上没有编号为“2015-q1”的发布。"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    repo: Repo, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    with pytest.raises(SystemExit) if words.startswith("日期应") else nullcontext():  # usage ends in the parser
        assert kaohe(repo, *arguments) == code
    assert words in capsys.readouterr().err
    assert not (repo.root / "data/publications").exists()


def test_a_late_date_is_shown_where_nobody_can_be_asked(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    """The 60th day after the end of March is usual, the 61st is shown: with `--yes`, without, or only looked at."""
    for date, late in (("2015-05-30", False), ("2015-05-31", True)):
        for option, code in (("--dry-run", 0), (None, 2), ("--yes", 0)):
            options = [option] if option else []
            assert kaohe(repo, "publish", "2015-q1", "--date", date, *options) == code
            told = f"  请核对发布日期：{date} 在时段结束（2015-03-31）之后 61 天\n"
            assert (told in capsys.readouterr().out) == late


def test_a_period_that_stands_published_is_not_published_again(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kaohe(repo, *Q1) == 0
    repo.commit("发布", "2015-04-10")
    assert kaohe(repo, "publish", "2015-q1-2", "--yes") == 1
    assert capsys.readouterr().err == (
        "这一时段已由 2015-q1 发布，没有撤回。有误的，请用 kaohe correct 2015-q1 更正；"
        "整个要重新发布的，请先用 kaohe withdraw 2015-q1 撤回。\n"
    )


def test_a_correction_says_what_moved_and_finds_the_files_itself(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    kaohe(repo, *Q1)
    repo.commit("发布", "2015-04-10")
    bring(repo, "data/deductions/2015/hotline/0415-shuiwu.yml")
    repo.commit("第二季度的记录不影响第一季度", "2015-04-16")
    assert kaohe(repo, "correct", "2015-q1", "--reason", "核查后撤销") == 1
    path = "data/deductions/2015/meetings/0320-shuiwu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2015-04-20, reasons: 记错单位}\n")
    assert kaohe(repo, "check") == 1
    assert "请用 kaohe correct 2015-q1 写出更正记录" in capsys.readouterr().out
    assert kaohe(repo, "correct", "2015-q1", "--reason", "核查后撤销", "--date", "2015-04-21", "--yes") == 0
    assert capsys.readouterr().out == (
        "将更正 2015-q1“关于2015年第一季度考核情况的通报”（2015-q1-c1）\n"
        "  更正日期：2015-04-21\n"
        "  原因：核查后撤销\n"
        "  区水务局：99.80 分第 1 名 → 100.00 分第 1 名\n"
        f"  涉及：{path}\n"
        "  原来的数字留在原网址，标明已更正；更正进主分支以后不能删改\n"
        "已写入 data/corrections/2015-q1-c1.yml\n"
        "已写入 data/publications/chain.yml\n"
        "提交之前要收回：git checkout HEAD -- data/publications/chain.yml；删除 data/corrections/2015-q1-c1.yml\n"
        "接下来，与数据改动一起提交：\n"
        '  git add data && git commit -m "更正 2015-q1-c1"\n'
    )
    assert kaohe(repo, "check") == 0
    repo.git("add", "data")
    told = repo.git("status", "--porcelain").splitlines()
    assert all(line[1] == " " for line in told), "the record that was changed is in the commit with its correction"
    repo.commit("撤销并更正", "2015-04-21")
    assert kaohe(repo, "correct", "2015-q1", "--reason", "再次", "--date", "2015-04-22") == 1
    assert "不需要更正" in capsys.readouterr().err


def test_a_correction_is_drawn_up_anew_until_it_is_on_main(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    kaohe(repo, *Q1)
    repo.commit("发布", "2015-04-10")
    path = "data/deductions/2015/meetings/0320-shuiwu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2015-04-20, reasons: 记错单位}\n")
    for reason in ("记错", "记错了单位"):
        assert kaohe(repo, "correct", "2015-q1", "--reason", reason, "--date", "2015-04-21", "--yes") == 0
    made = (repo.root / "data/corrections/2015-q1-c1.yml").read_text("utf-8")
    assert "reason: 记错了单位\n" in made
    assert (repo.root / "data/publications/chain.yml").read_text("utf-8") == "- 2015-q1\n- 2015-q1-c1\n"


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
    asked = ("correct", "--all", "--reason", "核查后撤销", "--date", "2016-02-02", "--yes")
    assert kaohe(repo, *asked) == 0
    said = capsys.readouterr().out
    written = ["2015-q1-c2", "2015-q2-c2", "2015-notice-c1", "2015-final-c1"]
    assert {line for line in said.splitlines() if "已写入" in line} == {
        "已写入 data/publications/chain.yml",
        *(f"已写入 data/corrections/{name}.yml" for name in written),
    }
    lines = (repo.root / "data/publications/chain.yml").read_text("utf-8").splitlines()
    assert lines[-4:] == [f"- {name}" for name in written]
    assert {line for line in said.splitlines() if "涉及" in line} == {f"  涉及：{path}"}
    assert kaohe(repo, "check") == 0
    repo.commit("更正", "2016-02-02")
    assert kaohe(repo, "correct", "--all", "--reason", "再次") == 1
    assert "不需要更正" in capsys.readouterr().err


def test_a_correction_that_brings_a_tie_asks_who_is_meant(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    scheme = "data/schemes/2015.yml"
    repo.write(scheme, (repo.root / scheme).read_text("utf-8").replace("at: [year]", "at: [quarter, year]"))
    repo.commit("季度也运用结果", "2015-04-02")
    assert kaohe(repo, *Q1) == 0
    assert "  通报表扬：区水务局\n  约谈主要负责人：区教育局\n" in capsys.readouterr().out
    repo.commit("发布", "2015-04-10")
    for path in ("meetings/0320-shuiwu.yml", "hotline/0212-caizheng.yml"):
        text = (repo.root / "data/deductions/2015" / path).read_text("utf-8")
        repo.write(f"data/deductions/2015/{path}", text + "revoked: {date: 2015-04-20, reasons: 记错单位}\n")
    asked = ("correct", "2015-q1", "--reason", "核查后撤销", "--date", "2015-04-20", "--yes")
    assert kaohe(repo, *asked) == 1
    assert "“通报表扬”的名次边缘有 2 个单位并列" in capsys.readouterr().err
    assert kaohe(repo, *asked, "--tie", "praised=", "--ground", "季度不表扬") == 0
    assert kaohe(repo, "check") == 0


def test_the_whole_story_is_without_problems(told: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert kaohe(told, "check") == 0
    assert sorted(told.git("tag").splitlines()) == [
        f"publication/{name}" for name in ("2015-final", "2015-notice", "2015-q1", "2015-q2")
    ]
    assert sorted(path.name for path in (told.root / "data/corrections").iterdir()) == [
        "2015-q1-c1.yml",
        "2015-q2-c1.yml",
    ]


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
    assert kaohe(repo, "correct", "2015-q1", "--reason", "记错单位", "--date", "2015-04-21", "--yes") == 0
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
