"""Data become records and problems in one way: `load`."""

from __future__ import annotations

from pathlib import Path

from generator.demo.district import Options, make_data
from generator.load.project import load, load_data, open_project
from generator.read.tree import MemoryTree, WorkTree, YearTree
from generator.score.year import score_year
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


def test_one_year_alone_has_the_problems_of_that_year(tmp_path: Path) -> None:
    files = make_data(Options(units=6, years=3, deductions=60))
    path = min(path for path in files if path.startswith("data/deductions/2016/"))
    files[path] = files[path].replace(b"unit: ", b"unit: x", 1)
    whole = load(MemoryTree(files))
    assert "KH301" in {problem.code for problem in whole.problems}
    for year in (2015, 2016, 2017):
        cut = load(YearTree(MemoryTree(files), year))
        mine = [problem for problem in whole.problems if f"/{year}/" in problem.place.file]
        assert [problem for problem in cut.problems if f"/{year}/" in problem.place.file] == mine
        assert set(cut.problems) <= set(whole.problems)
        assert bool(cut.errors) == (year == 2016)
        if year != 2016:
            assert score_year(cut.corpus, year) == score_year(whole.corpus, year)
