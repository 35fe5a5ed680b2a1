"""An entry that was published: filled in later it may be, changed it is corrected, as a deduction is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.acts.build_act import build
from tests.acts.acting import act, codes_of, errors_of, publish, start
from tests.release.repository import Repo

RULES = """\
title: 督办
keeper: rexian
per: year
show: records
unit: owner
date: listed
title_from: "{matter}"
fields:
  - {id: matter, label: 事项, type: text, required: true, share: public}
  - {id: owner, label: 责任单位, type: ref, to: unit, required: true, share: public}
  - {id: listed, label: 列入, type: day, required: true, share: public}
  - id: steps
    label: 步骤
    type: rows
    share: public
    rows: [{id: what, label: 内容, type: text}, {id: done, label: 完成, type: day}]
  - {id: kept, label: 备查, type: text}
  - {id: done, label: 办结, type: day, share: public}
stages:
  - {id: open, label: 办理中, date: listed}
  - {id: done, label: 已办结, date: done, by: unit, tone: good}
"""
ENTRY = "data/registers/errands/2015/a.yml"
TEXT = "matter: 修路\nowner: jiaoyu\nlisted: 2015-02-03\nsteps:\n  - {what: 勘察}\n  - {what: 施工}\nkept: 甲\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A district that has published its first quarter, with an entry in it and one after it."""
    repo = start(tmp_path_factory.mktemp("entries") / "project")
    repo.write("data/registers/errands.yml", RULES)
    repo.write(ENTRY, TEXT)
    repo.write("data/registers/errands/2015/b.yml", "matter: 种树\nowner: jiaoyu\nlisted: 2015-04-03\n")
    repo.commit("登记督办", "2015-04-05")
    publish(repo, "2015-q1", "2015-04-10")
    return repo


@pytest.fixture
def repo(made: Repo, tmp_path: Path) -> Repo:
    return made.copy(tmp_path / "copy")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kept: 甲\n", "kept: 乙\n"),
        ("kept: 甲\n", "kept: 甲\ndone: 2015-05-01\n"),
        ("{what: 勘察}", "{what: 勘察, done: 2015-04-20}"),
        ("  - {what: 施工}\n", "  - {what: 施工}\n  - {what: 验收}\n"),
        ("kept: 甲\n", "revoked: {date: 2015-05-02, reasons: 重复}\n"),
        ("kept: 甲\n", "internal_note: 记\n"),
    ],
    ids=["closed", "stage", "step", "row", "revoked", "note"],
)
def test_what_was_empty_is_filled_in_without_a_correction(repo: Repo, old: str, new: str) -> None:
    repo.change(ENTRY, old, new)
    repo.commit("补记", "2015-05-03")
    assert codes_of(repo) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("matter: 修路", "matter: 修桥", "事项（matter）"),
        ("owner: jiaoyu", "owner: shuiwu", "责任单位（owner）"),
        ("{what: 勘察}", "{what: 设计}", "步骤（steps/0/what）"),
        ("  - {what: 施工}\n", "", "步骤（steps/1）"),
    ],
    ids=["text", "unit", "row", "row lost"],
)
def test_what_was_shown_is_not_changed_without_a_correction(repo: Repo, old: str, new: str, place: str) -> None:
    repo.change(ENTRY, old, new)
    repo.commit("改写", "2015-05-03")
    [problem] = errors_of(repo)
    assert (problem.code, problem.place.file) == ("KH630", ENTRY)
    assert place in problem.message


def test_what_is_not_published_yet_is_free(repo: Repo) -> None:
    repo.change("data/registers/errands/2015/b.yml", "种树", "种花")
    repo.commit("改写", "2015-05-03")
    assert codes_of(repo) == []


def test_a_correction_names_it_and_its_page_tells(repo: Repo, tmp_path: Path) -> None:
    repo.change(ENTRY, "matter: 修路", "matter: 修桥")
    repo.commit("改写", "2015-05-03")
    act(repo, "correct", "2015-q1", "--reason", "事项写错", "--date", "2015-05-04")
    assert codes_of(repo) == []
    record = (repo.root / "data/corrections/2015-q1-c1.yml").read_text("utf-8")
    assert f"- {{file: {ENTRY}, field: matter}}" in record
    repo.commit("更正", "2015-05-04")
    assert codes_of(repo) == []
    build(repo.root, tmp_path / "site")
    assert "2015-05-04" in (tmp_path / "site/registers/errands/2015/a.html").read_text("utf-8")
    notice = (tmp_path / "site/publications/corrections/2015-q1-c1.html").read_text("utf-8")
    assert "督办“修桥”" in notice
    assert "事项" in notice
    repo.change(ENTRY, "matter: 修桥", "matter: 修路")
    repo.commit("又改写", "2015-05-05")
    assert codes_of(repo) == ["KH630"], "after the correction its words stand"
