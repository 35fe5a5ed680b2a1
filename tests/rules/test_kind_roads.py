"""Every kind of part and of standard, one that the tests alone know among them, goes all roads of the program."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from generator.check.rules import check_corpus
from generator.compare.comparison import compare_trees
from generator.model.number import format_points
from generator.opendata.xlsx_file import render_workbook
from generator.opendata.year_workbook import build_workbook
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules import kind_list, standard_list
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme
from generator.score.record_cells import cells_of
from generator.score.result import YearResult, telling
from generator.score.year import score_year
from generator.site.site_build import build_site
from generator.words import address
from generator.words.derivation import derivation_text
from generator.words.format_reference import format_reference
from generator.words.format_schema import json_schema
from tests.auditing import run_verifier
from tests.opendata.office import compute, differences
from tests.opendata.sample import make_disclosure
from tests.rules.kind_samples import PARTS, SAMPLES, STANDARDS, YEAR
from tests.rules.other_kinds import forget, put_into_lists
from tests.score.test_year_over_time import BothYears
from tests.shown import unmarked

each_sample = pytest.mark.parametrize("name", SAMPLES)


@pytest.fixture(scope="module", autouse=True)
def listed() -> Iterator[None]:
    """The kinds of the tests are in their lists while this module runs; nothing that was made before knows them."""
    with pytest.MonkeyPatch.context() as patch:
        put_into_lists(patch)
        yield
    forget()


def tree_of(name: str) -> MemoryTree:
    return MemoryTree({path: text.encode() for path, text in SAMPLES[name].items()})


@cache
def corpus_of(name: str) -> Corpus:
    corpus, problems = read_corpus(tree_of(name))
    assert problems == []
    return corpus


def result_of(name: str) -> YearResult:
    return score_year(corpus_of(name), YEAR)


def test_there_is_a_sample_of_every_kind() -> None:
    assert {kind.name for kind in kind_list.KINDS} == set(PARTS)
    assert {kind.name for kind in standard_list.STANDARDS} == set(STANDARDS)


@each_sample
def test_it_is_checked_scored_and_explained(name: str) -> None:
    corpus = corpus_of(name)
    assert [problem for problem in check_corpus(corpus) if problem.severity == "error"] == []
    result = result_of(name)
    assert len({unit.total for unit in result.units}) > 1  # what is recorded moves something
    for unit in result.units:
        assert unit.total is not None
        words = derivation_text(result, unit)
        assert format_points(unit.total) in words
        assert all(part.component.name in words for part in unit.score.components if part.counted)


@each_sample
def test_causes_add_up_and_the_running_score_ends_where_scoring_does(name: str) -> None:
    files, result = SAMPLES[name], result_of(name)
    given = [path for path in files if path.split("/")[1] not in {"units", "schemes", "site.yml"} and "data" in path]
    before = MemoryTree({path: text.encode() for path, text in files.items() if path != max(given)})
    found = compare_trees(before, tree_of(name), "1" * 40, "2" * 40)
    assert found.moves
    for move in found.moves:
        assert sum((cause.delta or Decimal(0) for cause in move.causes), Decimal(0)) == move.delta
    corpus, live = corpus_of(name), BothYears(YEAR)
    live.put_scheme(corpus.schemes[YEAR])
    others = (*corpus.units.values(), *corpus.appraisals, *corpus.measures_of(YEAR), *corpus.imports_of(YEAR))
    for at, record in enumerate(others):
        live.put(getattr(record, "path", f"data/units/{at}.yml"), record)
        live.settle()
    for entry in corpus.deductions:
        live.put_record(entry.path, entry.item, cells_of(entry))
        live.settle()
    live.check()  # and so tells the timeline, which knows all changes at once
    assert {unit: standing.total for unit, standing in live.standings.items()} == {
        unit.unit.id: unit.total for unit in result.units
    }


@pytest.mark.needs("soffice")
def test_workbooks_come_to_the_same_when_they_are_recalculated(needs: Callable[[str], Path], tmp_path: Path) -> None:
    disclosures = {name: make_disclosure(corpus_of(name)) for name in SAMPLES}
    books = {name: build_workbook(found, YEAR) for name, found in disclosures.items()}
    rendered = {name: render_workbook(book, disclosures[name].until) for name, book in books.items()}
    found = compute(needs("soffice"), rendered, tmp_path)
    assert {name: wrong for name, book in books.items() if (wrong := differences(book, found[name]))} == {}


@each_sample
def test_the_site_verifies_and_says_the_score_on_pages_and_papers(name: str, tmp_path: Path) -> None:
    for path, text in SAMPLES[name].items():
        (tmp_path / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / path).write_text(text, "utf-8")
    (tmp_path / "project/mkdocs.yml").write_text("site_name: 样例\n", "utf-8")
    site = tmp_path / "site"
    assert build_site(tmp_path / "project", site).problems == ()
    code, said = run_verifier(site / "verify/verify.py", str(site), "--all")
    assert code == 0, said
    assert f"{YEAR}：3 个单位的得分和名次与重算一致" in said
    for unit in result_of(name).units:
        assert unit.total is not None
        score = format_points(unit.total)
        assert f">{score}<" in (site / f"{YEAR}/units/{unit.unit.id}.html").read_text("utf-8")
        assert f"{score}分" in paper(site / f"documents/{YEAR}/feedback/{unit.unit.id}-demo.docx")
        assert score in paper(site / f"documents/{YEAR}/circular-demo.docx")
    for record in corpus_of(name).deductions:
        assert record.reason in (site / address.record_page(record)).read_text("utf-8")
    method = unmarked((site / f"{YEAR}/method.html").read_text("utf-8"))
    scheme = corpus_of(name).schemes[YEAR]
    for part in scheme.components:
        for said in kind_list.kind_of(part).tell(part, scheme):
            assert said in method
    for item in scheme.items.values():
        for standard in item.standards:
            for said in standard_list.standard_kind(standard).tell(standard, item, scheme):
                assert said in method


def paper(path: Path) -> str:
    with ZipFile(io.BytesIO(path.read_bytes())) as found:
        return re.sub(r"<[^>]+>|[\u200b\u2060]", "", found.read("word/document.xml").decode())


def test_editors_and_the_reference_know_every_kind() -> None:
    schema = json_schema(Scheme)
    Draft202012Validator.check_schema(schema)
    reference = format_reference()
    kinds: list[Any] = [*kind_list.KINDS, *standard_list.STANDARDS]
    for kind in kinds:
        assert kind.record.__name__ in schema["$defs"]
        assert f"`{kind.name}`" in reference or f"{kind.name} " in reference
    assert json.dumps(schema)


def test_quarters_of_their_own_tell_of_their_records_until_the_year_does() -> None:
    corpus = corpus_of("quarters-mean")
    quarters = [score_year(corpus, YEAR, quarter) for quarter in (1, 2)]
    told = [effect.record.path for result in telling(quarters) for u in result.units for effect in u.score.effects()]
    assert sorted(told) == sorted(record.path for record in corpus.deductions)
    year = score_year(corpus, YEAR)
    assert telling([*quarters, year]) == [year]
    assert sorted(e.record.path for u in year.units for e in u.score.effects()) == sorted(told)
    [item] = [item for item in year.units[0].score.items() if item.item.id == "first"]
    assert item.counted == sum(found.counted for found in year.units[0].score.of_quarters if found.item.id == "first")
