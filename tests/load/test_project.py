"""Data become records and problems in one way: `load`."""

from __future__ import annotations

from pathlib import Path

from generator.load.project import load, load_data, open_project
from generator.read.tree import WorkTree
from tests.check.cases import lay_out, list_cases


def lay(name: str, folder: Path) -> WorkTree:
    return WorkTree(lay_out(next(case for case in list_cases("invalid") if case.name == name), folder))


def test_frozen_figures_are_compared_only_where_published_things_are_asked_for(tmp_path: Path) -> None:
    tree = lay("correction-of-other-figures", tmp_path)
    alone, whole = load_data(tree), load(tree)
    assert alone.corpus == whole.corpus
    assert {problem.code for problem in whole.errors} - {problem.code for problem in alone.problems}
    assert list(whole.problems) == sorted(whole.problems)


def test_texts_are_checked_where_they_are_given(tmp_path: Path) -> None:
    tree = lay("correction-of-other-figures", tmp_path)
    texts = {"index.md": b"# x\n"}
    told = load(tree, texts=texts)
    assert told.texts == texts
    assert [problem.code for problem in told.problems if problem not in load(tree).problems] == ["KH140"]


def test_a_project_on_the_disk_is_what_load_makes_of_it(tmp_path: Path) -> None:
    tree = lay("correction-of-other-figures", tmp_path)
    found = open_project(tree.root)
    assert (found.commit, found.problems, found.texts) == (None, load(tree).problems, None)
