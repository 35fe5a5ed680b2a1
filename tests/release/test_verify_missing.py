"""A check whose subject is missing has not passed; what fails is said first, folded, and to an auditor."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.verify_project import verify_project
from generator.words.verification_text import verification_text
from tests.proof.test_verify_project import TAMPERINGS
from tests.release.publishing import kaohe
from tests.release.repository import QUARTERS, Repo, bring, first_quarter, new_repo, record_quarter


def findings(repo: Repo) -> dict[tuple[str, str], Finding]:
    return {(found.kind, found.subject): found for found in verify_project(repo.opened).findings}


def said(repo: Repo, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = kaohe(repo, "verify", *options)
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, printed.out


def test_a_project_in_another_repository_that_does_not_hold_it_fails(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The history above it is whole, and says nothing about it."""
    outer = Repo(tmp_path / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "--initial-branch=main", "--template=")
    outer.write("README", "别的资料\n")
    outer.commit("别的资料", "2015-01-01")
    shutil.copytree(told.root, outer.root / "inner", ignore=shutil.ignore_patterns(".git"))
    code, text = said(Repo(outer.root / "inner"), capsys)
    assert (code, text.splitlines()[0][:6]) == (1, "结论：不符。")
    assert "历史中没有 data/ 之下的任何文件，没有可以核验的记录：项目在这个仓库的 inner/ 里，" in text
    assert (
        "磁盘上的 data/publications/2015-q1.yml 没有提交过。" in said(Repo(outer.root / "inner"), capsys, "--all")[1]
    )


def test_a_project_that_is_a_folder_of_a_larger_repository_is_verified_there(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outer = Repo(tmp_path / "outer")
    unpublished = shutil.ignore_patterns(".git", "publications", "corrections")
    shutil.copytree(told.root, outer.root / "inner", ignore=unpublished)
    outer.git("init", "-q", "--initial-branch=main", "--template=")
    outer.commit("全部资料", "2016-02-01")
    code, text = said(Repo(outer.root / "inner"), capsys)
    assert (code, text.splitlines()[0]) == (0, "结论：没有发现不符。3 项符合，2 项待证。")


def test_without_a_publication_nothing_published_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = first_quarter(tmp_path / "project")
    found = findings(repo)["record", ""]
    assert (found.status, found.sentence[:10]) == ("open", "历史中没有发布记录：")
    assert not {kind for kind, _ in findings(repo)} & {"results", "chain", "tag", "correction", "current"}
    assert said(repo, capsys)[0] == 0


def test_without_files_nothing_is_said_of_files(told: Repo, tmp_path: Path) -> None:
    told.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    found = findings(Repo(tmp_path / "bare.git"))
    assert (found["disk", "data"].status, found["disk", "data"].sentence) == (
        "open", "这里没有检出的文件，没有与提交比对。",
    )  # fmt: skip


def test_a_branch_that_nobody_calls_main_is_said_to_be_what_was_verified(told: Repo, tmp_path: Path) -> None:
    repo = told.copy(tmp_path / "copy")
    repo.git("branch", "-m", "main", "work")
    for ref in repo.git("for-each-ref", "--format=%(refname)", "refs/remotes").splitlines():
        repo.git("update-ref", "--no-deref", "-d", ref)
    assert findings(repo)["history", "main"].status == "open"


def test_two_main_branches_that_have_parted_are_not_one_history(told: Repo, tmp_path: Path) -> None:
    """As a clone sees it whose hub was rewritten by a forced push."""
    repo = told.copy(tmp_path / "copy")
    repo.git("clone", "-q", ".", str(tmp_path / "clone"))
    repo.git("commit", "-q", "--amend", "-m", "改写")
    clone = Repo(tmp_path / "clone")
    clone.git("fetch", "-q")
    found = findings(clone)["history", "parted"]
    assert found.status == "fails"
    assert repo.head in found.sentence


def test_a_pack_is_looked_at_from_a_worktree_too(told: Repo, tmp_path: Path) -> None:
    """A worktree's own folder holds neither packs nor refs."""
    repo = told.copy(tmp_path / "copy")
    repo.git("gc", "-q")
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
    (index,) = (repo.root / ".git/objects/pack").glob("*.idx")
    index.chmod(0o644)
    index.write_bytes(index.read_bytes()[:-1] + bytes([index.read_bytes()[-1] ^ 1]))
    main_ref = repo.root / ".git/packed-refs"
    main_ref.write_text(main_ref.read_text().replace(repo.head, repo.head.upper()))
    found = findings(Repo(tmp_path / "tree"))
    assert found["objects", index.name].status == "fails"
    assert found["history", "refs/heads/main"].status == "fails"


def test_a_branch_with_a_line_end_in_its_name_breaks_nothing(told: Repo, tmp_path: Path) -> None:
    repo = told.copy(tmp_path / "copy")
    repo.git("update-ref", "refs/heads/a\u2028b", repo.head)
    repo.git("update-ref", "refs/tags/publication/a\u0085b", repo.head)
    found = findings(repo)
    assert [subject for (_, subject), finding in found.items() if finding.status == "fails"] == ["a\u0085b"]


@pytest.mark.parametrize(
    "remembered", [{"publications": []}, {"commit": None}, {"publications": [{"id": "2015-q1"}]}]
)
def test_a_witness_that_remembers_nothing_proves_nothing(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], remembered: dict[str, object]
) -> None:
    path = tmp_path / "witness.json"
    path.write_text(json.dumps(remembered), "utf-8")
    code, text = said(told, capsys, "--against", str(path))
    assert code == 0
    assert "“witness.json”没有记下提交和发布，不能证明什么。" in text.partition("\n符合\n")[0]


def test_a_bundle_is_a_witness_by_whatever_branch_it_holds(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = told.copy(tmp_path / "copy")
    bundle = tmp_path / "work.bundle"
    repo.git("branch", "work", "HEAD~1")
    repo.git("bundle", "create", "-q", str(bundle), "work")
    text = said(repo, capsys, "--against", str(bundle))[1]
    assert f"所记的提交 {repo.git('rev-parse', 'work')[:12]} 仍在历史之中" in text


def test_what_there_is_to_build_again_must_be_said(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kaohe(told, "verify", "--rebuild") == 2
    words = "kaohe：--rebuild 要与 --against 同用，写明要重新生成来比的网站文件夹或归档包。\n"
    assert capsys.readouterr().err == words
    witness = tmp_path / "witness.json"
    witness.write_text(json.dumps({"commit": told.head}), "utf-8")
    text = said(told, capsys, "--against", str(witness), "--rebuild")[1]
    assert "“witness.json”不是网站文件夹或归档包，没有可以重新生成来比的。" in text


def test_where_nothing_could_be_verified_the_verdict_is_no_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "witness.json"
    path.write_text(json.dumps({"commit": "0" * 40}), "utf-8")
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    (tmp_path / "site").mkdir()
    assert main(["verify", "--against", str(path)]) != 0
    empty = tmp_path / "site" / "manifest.json"
    empty.write_text("{}", "utf-8")
    assert main(["verify", "--against", "site"]) == 1
    assert capsys.readouterr().out.startswith("结论：不符。")
    assert verification_text("", [left_open("history", "none", "没有历史。")]).startswith("结论：没有可以核验的内容")


def test_a_sample_that_was_cleared_away_is_a_screen_and_says_what_would_be_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = new_repo(tmp_path / "project")
    for quarter in QUARTERS:
        record_quarter(repo, quarter)
    bring(repo, "data/appraisals")
    repo.commit("样例", "2016-01-05")
    shutil.rmtree(repo.root / "data/deductions")
    shutil.rmtree(repo.root / "data/appraisals")
    repo.commit("清空样例，正式启用", "2016-01-06")
    code, text = said(repo, capsys)
    assert code == 1
    lines = text.splitlines()
    assert lines[0] == "结论：不符。13 项不符，2 项符合，3 项待证。"
    assert len(lines) < 25
    assert "    ……另有 10 项。" in lines
    assert lines[-1] == "没有列出的各项，用 --all 全部列出。"
    assert "应由考核办在 data/site.yml 里用 history_from 写明正式启用时的提交" in text
    assert said(repo, capsys, "--all")[1].count(" 被删除。记录不得删除") == 13


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: str(tamper.__name__))
def test_an_auditor_is_not_told_to_do_the_clerks_work(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], tamper: object
) -> None:
    repo = told.copy(tmp_path / "copy")
    assert callable(tamper)
    tamper(repo)
    code, text = said(repo, capsys, "--all")
    assert (code, text[:6]) == (1, "结论：不符。")
    assert not [word for word in ("kaohe correct", "kaohe publish", "kaohe check", "请恢复") if word in text]


def test_the_verdict_comes_first_and_long_lists_are_folded() -> None:
    found = [
        *(fails("site", f"f{number:02}.html", "文件内容与清单不符。") for number in range(30)),
        *(left_open("tag", f"q{number}", "没有签名。") for number in range(4)),
        *(holds("record", f"q{number}", "没有改动。") for number in range(9)),
        holds("chain", "q1", "这是第一次发布。"),
    ]
    assert verification_text("1" * 40, found, "origin/main").splitlines() == [
        "结论：不符。30 项不符，10 项符合，4 项待证。",
        f"核验的是主分支（origin/main）到最后一个提交 {'1' * 40}。",
        "",
        "不符",
        "  网站文件（30 项）",
        "    f00.html：文件内容与清单不符。",
        "    f01.html：文件内容与清单不符。",
        "    f02.html：文件内容与清单不符。",
        "    ……另有 27 项。",
        "",
        "待证（不能在这里核验，或者需要人来判断）",
        "  标签（4 项）",
        *(f"    q{number}：没有签名。" for number in range(4)),
        "",
        "符合",
        "  发布记录：9 项都符合。",
        "  前后相接：q1：这是第一次发布。",
        "",
        "没有列出的各项，用 --all 全部列出。",
    ]
    whole = verification_text("", found, whole=True)
    assert len([line for line in whole.splitlines() if line.startswith("    ")]) == 43
    assert "--all" not in whole
