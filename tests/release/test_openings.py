"""Opening a field never reaches back: neither in place, nor by an amendment that is dated back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acts.acting import codes_of, start
from tests.release.repository import Repo
from tests.release.test_frozen_entries import ENTRY, RULES, TEXT

PATH = "data/registers/errands.yml"
AMENDED = "amended:\n  - {from: %s, reason: 便于监督, changes: [{at: fields/kept/share, to: public}]}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A field that was closed until 5 May 2015."""
    made = start(tmp_path / "project")
    made.write(PATH, RULES)
    made.write(ENTRY, TEXT)
    made.commit("登记督办", "2015-04-05")
    return made


@pytest.mark.parametrize(("day", "codes"), [("2015-05-05", []), ("2015-06-01", []), ("2015-03-01", ["KH729"])])
def test_an_amendment_opens_from_its_day_on_and_not_what_was_written_before(
    repo: Repo, day: str, codes: list[str]
) -> None:
    repo.write(PATH, RULES + AMENDED % day)
    repo.commit("公开备查", "2015-05-05")
    assert codes_of(repo) == codes
    repo.write("notes.txt", "")
    repo.commit("以后的提交", "2015-07-05")
    assert codes_of(repo) == codes, "it stays so"


def test_without_a_word_it_is_not_opened(repo: Repo) -> None:
    repo.change(PATH, "{id: kept, label: 备查, type: text}", "{id: kept, label: 备查, type: text, share: public}")
    repo.commit("公开备查", "2015-05-05")
    assert codes_of(repo) == ["KH729"]


def test_what_an_amendment_opened_stays_closed_before_if_it_is_written_into_the_declaration(repo: Repo) -> None:
    repo.write(PATH, RULES + AMENDED % "2015-05-05")
    repo.commit("公开备查", "2015-05-05")
    repo.write(PATH, RULES.replace("备查, type: text}", "备查, type: text, share: public}"))
    repo.commit("并入规定", "2015-08-05")
    assert codes_of(repo) == ["KH729"]
