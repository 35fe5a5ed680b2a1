"""CODEOWNERS: every folder of an item belongs to its office, everything else to the one that leads."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from generator.acts.owners_act import FILES, Forge, draw_owners
from generator.load.project import open_project
from tests.acts.acting import start
from tests.cli.calling import Caller
from tests.release.repository import Repo

REGISTER = """\
committers:
  - {email: li@kaohe.example, login: li-fuhe, office: kaoheban}
  - {email: wang@kaohe.example, login: wang, office: rexian}
"""
HOTLINE = "data/deductions/2015/hotline/2015-0212-caizheng-1.yml"
MEETINGS = "data/deductions/2015/meetings/0320-shuiwu.yml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = start(tmp_path / "district")
    repo.write("data/committers.yml", REGISTER)
    return repo


def test_the_folder_of_a_register_belongs_to_its_keeper(repo: Repo) -> None:
    declared = "{title: 督办, keeper: %s, per: year, show: records, date: day, fields: [%s]}\n"
    day = "{id: day, label: 日期, type: day, required: true}"
    repo.write("data/registers/errands.yml", declared % ("rexian", day))
    repo.write(
        "data/registers/own.yml",
        declared % ("{field: owner}", day + ", {id: owner, label: 单位, type: ref, to: unit}"),
    )
    secret = declared.replace("show: records", "store: confidential, show: counts, at_least: 5")
    repo.write("data/registers/leads.yml", secret % ("rexian", day.replace("true", "true, share: public")))
    text = draw_owners(open_project(repo.root).corpus, "github").text
    assert owners_of(text, "github", "data/registers/errands/2015/a.yml") == {"@wang", "@li-fuhe"}
    assert owners_of(text, "github", "data/tallies/leads/2015-q1.yml") == {"@wang", "@li-fuhe"}
    assert owners_of(text, "github", "data/registers/own/2015/a.yml") == {"@li-fuhe"}, "nobody is named yet"
    repo.write("data/registers/own/2015/a.yml", "day: 2015-02-03\nowner: rexian\n")
    text = draw_owners(open_project(repo.root).corpus, "github").text
    assert owners_of(text, "github", "data/registers/own/2015/a.yml") == {"@wang", "@li-fuhe"}
    assert owners_of(text, "github", "data/registers/errands.yml") == {"@li-fuhe"}


@pytest.fixture
def kaohe(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


def owners_of(text: str, forge: Forge, path: str) -> set[str]:
    """Who reviews `path`, as the forge reads the file."""
    found: set[str] = set()
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        pattern, *owners = line.split()
        if forge == "gitea":
            found |= set(owners) if re.fullmatch(pattern, path) else set()
        elif fnmatch(f"/{path}", pattern + "*"):
            found = set(owners)
    return found


@pytest.mark.parametrize("forge", FILES)
def test_an_item_belongs_to_its_office_and_the_rest_to_the_leading_one(repo: Repo, forge: Forge) -> None:
    drawn = draw_owners(open_project(repo.root).corpus, forge)
    assert owners_of(drawn.text, forge, HOTLINE) == {"@wang", "@li-fuhe"}
    assert owners_of(drawn.text, forge, HOTLINE.replace("deductions", "measures")) == {"@wang", "@li-fuhe"}
    assert owners_of(drawn.text, forge, MEETINGS) == {"@li-fuhe"}
    assert owners_of(drawn.text, forge, "data/schemes/2015.yml") == {"@li-fuhe"}
    assert owners_of(drawn.text, forge, ".github/workflows/kaohe.yml") == {"@li-fuhe"}


def test_it_is_written_once_and_says_how_to_take_it_back(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "owners")
    assert said.status == 0, said.error
    assert "已写入 .github/CODEOWNERS" in said.out
    assert "提交之前要收回：" in said.out
    assert "没有改动" in kaohe(repo.root, "owners").out
    assert not (repo.root / ".gitea").exists()
    assert kaohe(repo.root, "owners", "--forge", "gitea", "--dry-run").out.count("@wang") == 3
    assert not (repo.root / ".gitea").exists()


def test_offices_without_a_login_are_told(repo: Repo, kaohe: Caller) -> None:
    repo.write("data/committers.yml", "".join(REGISTER.splitlines(keepends=True)[:2]))
    assert "由考核办代为审核的：区热线中心" in kaohe(repo.root, "owners").out
    repo.write("data/committers.yml", "committers:\n  - {email: li@kaohe.example, office: kaoheban}\n")
    assert "没有考核办的登录名" in kaohe.refused(repo.root, "owners")
