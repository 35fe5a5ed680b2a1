"""A record that is said to begin only after something was published would hide what became of it."""

from __future__ import annotations

from pathlib import Path

from generator.proof.verify_project import verify_project
from tests.release.repository import Repo


def test_a_beginning_after_a_publication_is_named(told: Repo, tmp_path: Path) -> None:
    repo = told.copy(tmp_path / "project")
    q2 = repo.git("rev-parse", "publication/2015-q2^{commit}")
    site = (repo.root / "data/site.yml").read_text("utf-8")
    repo.write("data/site.yml", f"{site}history_from: {q2}\n")
    repo.commit("另定历史的起点", "2016-02-01")
    found = verify_project(repo.opened).findings
    assert {finding.subject for finding in found if finding.status == "fails"} == {"2015-q1", "2015-q2"}


def test_a_beginning_before_all_publications_is_only_said(told: Repo, tmp_path: Path) -> None:
    repo = told.copy(tmp_path / "project")
    first = repo.git("rev-list", "--max-parents=0", "HEAD")
    second = repo.git("rev-list", "--reverse", f"{first}..HEAD").split("\n")[0]
    site = (repo.root / "data/site.yml").read_text("utf-8")
    repo.write("data/site.yml", f"{site}history_from: {second}\n")
    repo.commit("写明启用的提交", "2016-02-01")
    found = verify_project(repo.opened).findings
    assert [finding.subject for finding in found if finding.status == "fails"] == []
    assert [finding.status for finding in found if finding.subject == second] == ["open"]
