"""What a project needs before anything can be recorded is said once, with an example that is good data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.check.rules import check_corpus
from generator.model.place import Place
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.record import read_record
from generator.read.tree import MemoryTree
from tests.cli.calling import Caller

MINIMAL = Path(__file__).parents[1] / "cases/base/minimal"
SITE, UNIT = "data/site.yml", "data/units/kaoheban.yml"


def problems_of(files: dict[str, bytes]) -> list[Problem]:
    corpus, problems = read_corpus(MemoryTree(files))
    return [*problems, *check_corpus(corpus)]


def example(problem: Problem) -> bytes:
    found: list[str] = re.findall(r"\{.*\}", problem.hint)
    assert len(found) == 1
    return found[0].encode()


def test_from_nothing_each_example_leads_to_the_next_step() -> None:
    (nothing,) = problems_of({})
    assert (nothing.code, nothing.place.file) == ("KH380", "data")
    assert "kaohe init" in nothing.hint
    assert "网站“使用指南”里的“数据格式”" in nothing.hint
    files = {SITE: example(nothing)}
    assert read_record(SITE, Place("site", id="site"), files[SITE]).problems == ()
    scheme, unit = problems_of(files)
    assert (scheme.code, unit.code) == ("KH381", "KH382")
    files[UNIT] = example(unit)
    assert read_record(UNIT, Place("unit", id="kaoheban"), files[UNIT]).problems == ()
    assert [problem.code for problem in problems_of(files)] == ["KH381"]
    files["data/schemes/2015.yml"] = (MINIMAL / "data/schemes/2015.yml").read_bytes()
    assert [problem.code for problem in problems_of(files) if problem.code.startswith("KH38")] == []


def test_a_project_without_a_scheme_is_not_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "data/units").mkdir(parents=True)
    kaohe = Caller(capsys)
    assert kaohe(tmp_path, "check").status == 1
    (nothing,) = problems_of({})
    (tmp_path / SITE).write_bytes(example(nothing))
    said = kaohe(tmp_path, "check")
    assert said.status == 1
    assert "KH381 还没有考核办法" in said.out
    assert kaohe(tmp_path, "check", str(tmp_path / SITE)).status == 0  # of this file nothing is wrong


def test_of_one_file_it_is_not_said_that_there_is_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").touch()
    said = Caller(capsys)(tmp_path, "check", str(tmp_path / UNIT))
    assert (said.status, said.out.count("KH118")) == (1, 1)
    assert "KH380" not in said.out
