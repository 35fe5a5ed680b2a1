"""What was forged with all digests right is still named, or said to be unproved."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from generator.model.place import CHAIN_FILE
from tests.release.publishing import kaohe
from tests.release.repository import Repo

RECORD = "data/deductions/2015/hotline/0305-jiaoyu.yml"


@pytest.fixture
def repo(told: Repo, tmp_path: Path) -> Repo:
    return told.copy(tmp_path / "project")


def findings(
    repo: Repo, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[tuple[str, str, str]]]:
    capsys.readouterr()
    code = kaohe(repo, "verify", "--json", *arguments)
    found = json.loads(capsys.readouterr().out)["findings"]
    return code, [(f["subject"], f["status"], f["sentence"]) for f in found]


def test_a_file_that_was_deleted_and_came_back_is_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    text = (repo.root / RECORD).read_text("utf-8")
    (repo.root / RECORD).unlink()
    deleted = repo.commit("删除", "2016-02-01")
    repo.write(RECORD, text)
    repo.commit("恢复", "2016-02-02")
    _, found = findings(repo, capsys)
    assert [(status, deleted[:12] in words) for subject, status, words in found if subject == RECORD] == [
        ("open", True),  # removed
        ("open", False),  # there again
    ]
    assert not any("没有数据文件被删除" in words for _, _, words in found)


def test_a_publication_dated_before_the_one_before_it_is_named(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    final = (repo.root / "data/publications/2015-final.yml").read_text("utf-8")
    lines = [line for line in final.splitlines() if not line.startswith(("previous", "date:"))]
    digest = sha256(final.encode()).hexdigest()
    text = "\n".join([*lines, "date: 2015-12-31", "previous: 2015-final", f"previous_sha256: {digest}", ""])
    repo.write("data/publications/2015-q4.yml", text)
    chain = (repo.root / CHAIN_FILE).read_text("utf-8")
    repo.write(CHAIN_FILE, f"{chain}- 2015-q4\n")
    repo.commit("再发布", "2016-02-01")
    code, found = findings(repo, capsys)
    assert code == 1
    named = [
        words for subject, status, words in found if (subject, status) == ("data/publications/2015-q4.yml", "fails")
    ]
    assert any("早于在它之前的发布" in words for words in named)


def test_a_notice_that_was_changed_since_is_said(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("content/notice/2015-41/measures.md", "千分制\n")
    repo.commit("改动通知", "2016-02-01")
    code, found = findings(repo, capsys)
    assert code == 0
    named = {subject for subject, status, words in found if status == "open" and "measures.md" in words}
    assert named == {"2015-q1", "2015-q2", "2015-notice", "2015-final"}


def test_a_page_forged_with_its_list_is_said_to_be_unproved_and_found_by_building(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.proof.manifest import seal_manifest

    site = tmp_path / "site"
    assert kaohe(repo, "build", "--out", str(site)) == 0
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("97.31", "99.31"), "utf-8")
    manifest = json.loads((site / "manifest.json").read_bytes())
    manifest["files"]["index.html"] = sha256(page.read_bytes()).hexdigest()
    (site / "manifest.json").write_bytes(seal_manifest(manifest))
    code, found = findings(repo, capsys, "--against", str(site))
    assert code == 0
    assert any("请加 --rebuild" in words for _, status, words in found if status == "open")
    code, found = findings(repo, capsys, "--against", str(site), "--rebuild")
    assert code == 1
    assert not any("请加 --rebuild" in words for _, _, words in found)


def test_objects_that_are_none_are_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    tag = repo.git("hash-object", "-t", "tag", "--literally", "-w", "--stdin", given=b"junk")
    repo.write(".git/refs/tags/publication/2015-q1", f"{tag}\n")
    (repo.root / ".git/objects/pack/x.pack").mkdir(parents=True)
    os.symlink("nowhere", repo.root / ".git/objects/pack/z.idx")
    code, found = findings(repo, capsys)
    assert code == 1
    failed = {(subject, words) for subject, status, words in found if status == "fails"}
    assert {"x.pack", "z.idx"} <= {subject for subject, _ in failed}
    assert any(tag[:7] in subject + words or "publication/2015-q1" in words for subject, words in failed)


def test_a_submodule_in_place_of_the_publications_is_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.git("rm", "-rq", "--cached", "data/publications")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.git('rev-parse', 'HEAD~3')},data/publications")
    repo.git("commit", "-q", "-m", "换成子模块", date="2016-02-01T09:00:00+08:00")
    code, found = findings(repo, capsys)
    assert code == 1
    assert {"2015-q1", "2015-q2", "2015-notice", "2015-final"} <= {
        subject for subject, status, _ in found if status == "fails"
    }
