"""Two publications compared tell of registers as well: what was entered, how far it came, nothing that is closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.acts.build_act import build
from tests.acts.acting import kaohe, publish, start
from tests.release.repository import Repo, record_quarter
from tests.release.test_frozen_entries import ENTRY, RULES, TEXT
from tests.release.unpack import find_all

LATER = "data/registers/errands/2015/b.yml"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Two quarters published; between them an entry went on, one is new, and one is of the quarter after."""
    repo = start(tmp_path_factory.mktemp("compared") / "project")
    repo.write("data/registers/errands.yml", RULES)
    repo.write(ENTRY, TEXT)
    repo.commit("登记督办", "2015-04-05")
    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    repo.change(ENTRY, "kept: 甲\n", "kept: qxcanary\ndone: 2015-05-01\n")
    repo.write(LATER, "matter: 种树\nowner: shuiwu\nlisted: 2015-04-03\nkept: qxcanary\n")
    repo.write("data/registers/errands/2015/c.yml", "matter: qxcanary\nowner: jiaoyu\nlisted: 2015-07-03\n")
    repo.change("data/registers/errands.yml", "title: 督办", "title: 督查督办")
    repo.commit("登记", "2015-07-05")
    publish(repo, "2015-q2", "2015-07-10")
    return repo


def test_the_comparison_has_what_was_shown_of_either(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert kaohe(repo, "diff", "2015-q1", "2015-q2", "--json") == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    of_registers = {(row["kind"], row["path"], row["field"]) for row in found if "registers" in row["path"]}
    assert ("amended", ENTRY, "done") in of_registers
    assert ("amended", "data/registers/errands.yml", "title") in of_registers
    assert {kind for kind, path, _ in of_registers if path == LATER} == {"recorded"}
    assert not any("c.yml" in path or kind == "unreadable" for kind, path, _ in of_registers)
    assert kaohe(repo, "diff", "2015-q1", "2015-q2") == 0
    said = capsys.readouterr().out
    assert "填写：办结 2015-05-01" in said
    assert "登记登簿" not in said


def test_the_page_and_the_data_tell_the_same_and_nothing_closed(repo: Repo, tmp_path: Path) -> None:
    build(repo.root, tmp_path / "site")
    page = (tmp_path / "site/compare/2015-q1/2015-q2.html").read_text("utf-8")
    assert ENTRY in page
    assert LATER in page
    assert "2015-05-01" in page
    changes = (tmp_path / "site/open-data/changes.csv").read_text("utf-8-sig")
    assert ENTRY in changes
    assert find_all(tmp_path / "site", ["qxcanary"]) == []
