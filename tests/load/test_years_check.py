"""A check year by year says what a check of everything at once says, whatever is changed and whatever was kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.acts import kept_verdict
from generator.acts.kept_verdict import check_whole
from generator.check.rules import REACHES, RULES
from generator.check.year_by_year import check_years
from generator.demo.district import Options, make_data
from generator.kept import folder_signature
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.load.kept_check import KeptCheck
from generator.load.looked_files import look
from generator.load.project import load_data
from generator.model.problem import Problem
from generator.model.withheld import WithheldError
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from tests.check.cases import Case, lay_out, list_cases
from tests.load.random_edits import Editor

CASES = [*list_cases("valid"), *list_cases("invalid")]
SEEDS = int(os.environ.get("KAOHE_SEEDS", "6"))  # of random changes: more, for a longer look
# Acts hang together with everything, and an index has no years: these are checked at once.
WHOLE = {"publication", "correction", "withdrawal", "redaction", "index", "final", "notice", "chain"}


def whole(problem: Problem) -> tuple[object, ...]:
    return problem.place, problem.code, problem.message, problem.hint, problem.severity


def by_years(root: Path, store: KeptStore = NOTHING_KEPT) -> list[tuple[object, ...]] | None:
    """What the data say, year by year; None where they are looked at as one."""
    check = KeptCheck(look(root), store)
    return None if check.is_whole else sorted(map(whole, check.problems()))


def at_once(root: Path) -> list[tuple[object, ...]]:
    return sorted(map(whole, load_data(WorkTree(root)).problems))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_says_the_same_year_by_year(case: Case, tmp_path: Path) -> None:
    root = lay_out(case, tmp_path)
    found = by_years(root)
    assert found is None or found == at_once(root)


def test_most_cases_are_looked_at_year_by_year(tmp_path: Path) -> None:
    asked = [case for case in CASES if not WHOLE & set(case.name.split("-"))][::12]
    roots = [lay_out(case, tmp_path / case.name) for case in asked]
    assert sum(by_years(root) is not None for root in roots) > len(roots) * 0.7


def test_a_rule_that_asks_for_more_than_it_says_fails(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.check import year_by_year
    from generator.check.rule_reach import YearRule

    def check_greedily(corpus: Corpus) -> list[Problem]:
        return [Problem(entry.origin.place(), "KH999", "贪心") for entry in corpus.entries]

    monkeypatch.setitem(year_by_year.YEAR_RULES, "check_greedily", YearRule(check_greedily))
    corpus, _ = read_corpus(WorkTree(root))
    with pytest.raises(WithheldError):
        check_years(corpus)


def test_every_rule_says_how_far_it_reaches() -> None:
    assert [found.check for found in REACHES] == list(RULES)
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("years") / "project"
    for path, data in make_data(Options(units=6, deductions=60, years=3)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "mkdocs.yml").touch()
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three years without a history, and a folder for what is kept beside them."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("KAOHE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(folder_signature, "_DOUBTFUL", 0)
    shutil.copytree(made, tmp_path / "project")
    return tmp_path / "project"


def says(problems: list[Problem]) -> list[tuple[object, ...]]:
    return list(map(whole, problems))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_changed_the_kept_check_says_what_a_fresh_one_says(root: Path, seed: int) -> None:
    editor = Editor(root, seed)
    assert says(check_whole(root)) == says(kept_verdict._check_at_once(root))
    done = []
    for _ in range(5):
        done.append(editor.edit())
        if editor.drawn.random() < 0.3:
            done.append(editor.edit())
        found = says(check_whole(root))
        assert found == says(kept_verdict._check_at_once(root)), done
        assert found == says(check_whole(root)), done
