"""`kaohe deploy`: the public site is put in place by what the main branch records, and stays where data are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.acts.deploy_act import deploy
from tests.acts.acting import publish, start
from tests.cli.calling import Caller
from tests.release.repository import Repo

NOTHING = "0" * 40


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, str, str]:
    """A quarter that was published; the commits before and after."""
    repo = start(tmp_path_factory.mktemp("deploy") / "repository", 1)
    before = repo.head
    publish(repo, "2015-q1", "2015-04-10")
    return repo, before, repo.head


@pytest.fixture
def kaohe(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


def test_a_line_in_the_chain_puts_the_site_in_place(published: tuple[Repo, str, str], tmp_path: Path) -> None:
    repo, before, after = published
    made = deploy(repo.root, tmp_path / "site", before, after)
    assert made.lines == ("- 2015-q1",)
    assert made.files
    assert (tmp_path / "site/2015/q1.html").is_file()


def test_without_a_new_line_the_site_is_left_alone(
    published: tuple[Repo, str, str], tmp_path: Path, kaohe: Caller
) -> None:
    repo, before, after = published
    site = tmp_path / "site"
    said = kaohe(repo.root, "deploy", "--since", before, "--at", before, "--out", str(site))
    assert (said.status, said.out) == (0, "没有新的发布、更正、撤回或遮盖，公开的网站不动。\n")
    assert not site.exists()
    said = kaohe(repo.root, "deploy", "--since", after, "--at", after, "--always", "--out", str(tmp_path / "again"))
    assert f"--out {tmp_path / 'again'}" in next(line for line in said.out.splitlines() if "收回" in line)
    assert not deploy(repo.root, site, after, after).files
    assert deploy(repo.root, site, after, after, always=True).files


def test_a_branch_that_was_not_there_before_counts_all_its_lines(
    published: tuple[Repo, str, str], tmp_path: Path
) -> None:
    repo, _, after = published
    assert len(deploy(repo.root, tmp_path / "site", NOTHING, after).lines) == 1


def test_what_a_missed_run_left_out_is_made_up_for(published: tuple[Repo, str, str], tmp_path: Path) -> None:
    """The site in place tells up to where it goes: a run that failed once is no gap for ever."""
    repo, before, after = published
    site = tmp_path / "site"
    assert deploy(repo.root, site, before, before, always=True).files
    assert deploy(repo.root, site, after, after).lines
    assert (site / "2015/q1.html").is_file()


def test_a_run_that_was_overtaken_does_not_put_an_older_site_in_place(
    published: tuple[Repo, str, str], tmp_path: Path
) -> None:
    repo, before, after = published
    site = tmp_path / "site"
    assert deploy(repo.root, site, before, after).files
    assert not deploy(repo.root, site, NOTHING, before, always=True).files
    assert (site / "2015/q1.html").is_file()


def test_wrong_data_leave_the_old_site(published: tuple[Repo, str, str], tmp_path: Path, kaohe: Caller) -> None:
    repo, before, _ = published
    broken = repo.copy(tmp_path / "repository")
    site = tmp_path / "site"
    deploy(broken.root, site, before, broken.head)
    old = (site / "manifest.json").read_bytes()
    broken.write("data/units/caizheng.yml", "name: [\n")
    commit = broken.commit("改坏", "2015-04-12")
    said = kaohe(broken.root, "deploy", "--since", before, "--at", commit, "--out", str(site), "--always")
    assert said.status == 1
    assert (site / "manifest.json").read_bytes() == old
