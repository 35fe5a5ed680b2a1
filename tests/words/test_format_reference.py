"""The format reference: the committed page is the declarations', names every field, its examples are good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.model.place import find_place
from generator.read.corpus_reader import read_corpus
from generator.read.record import read_record
from generator.read.tree import MemoryTree
from generator.rules.record_classes import RECORDS
from generator.words.format_examples import EXAMPLES
from generator.words.format_reference import format_reference
from generator.words.format_schema import TITLES, json_schema

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "content/guide/format.md"
PATHS = {
    "site": "data/site.yml",
    "committers": "data/committers.yml",
    "unit": "data/units/fagaiju.yml",
    "scheme": "data/schemes/2015.yml",
    "deduction": "data/deductions/2015/hotline-handling/2015-0618-fagaiju-1.yml",
    "bonus": "data/bonuses/2015/reform/2015-0910-fagaiju-1.yml",
    "measure": "data/measures/2015/hotline-handling/fagaiju.yml",
    "import": "data/imports/2015/peace.yml",
    "applies": "data/applies/2015.yml",
    "amendment": "data/amendments/2015/july.yml",
    "appraisal": "data/appraisals/2015/fagaiju.yml",
    "register": "data/registers/supervision.yml",
    "tally": "data/tallies/supervision/2015-q1.yml",
    "holidays": "data/holidays/2016.yml",
    "publication": "data/publications/2015-q1.yml",
    "chain": "data/publications/chain.yml",
    "withdrawal": "data/withdrawals/2015-q2.yml",
    "redaction": "data/redactions/2015-0612.yml",
    "exceptions": "data/exceptions.yml",
    "mapping": "data/mappings/duban.yml",
    "index": "data/index.yml",
    "district": "data/districts/shili.yml",
    "counterparts": "data/counterparts.yml",
    "correction": "data/corrections/2015-q1-c1.yml",
}


def test_the_committed_page_is_the_declarations() -> None:
    assert PAGE.read_bytes().decode("utf-8") == format_reference()


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_an_example_is_read_without_a_problem(kind: str) -> None:
    placed = find_place(PATHS[kind])
    assert placed
    assert placed.kind == kind
    record, problems, _ = read_record(PATHS[kind], placed, EXAMPLES[placed.kind].encode())
    assert problems == ()
    assert record is not None


def test_the_examples_fit_together() -> None:
    files = {PATHS[kind]: text.encode() for kind, text in EXAMPLES.items()}
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    scheme, (_, deduction) = corpus.schemes[2015], corpus.deductions
    assert deduction.item in scheme.items
    assert deduction.standard in {standard.id for standard in scheme.items[deduction.item].standards}
    assert deduction.unit in corpus.units


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_the_page_has_every_field_of_a_file(kind: str) -> None:
    section = sections()[f"{TITLES[kind]}（{kind}）"]  # type: ignore[index]
    fields = set(re.findall(r"^\| `([a-z0-9_]+)` \|", section, re.MULTILINE))
    assert fields == set(properties(json_schema(RECORDS[kind])))  # type: ignore[index]
    first_table = section.partition("\n### ")[0]
    required = re.findall(r"^\| `([a-z0-9_]+)` \|.*\| 是 \|$", first_table, re.MULTILINE)
    assert required == json_schema(RECORDS[kind]).get("required", [])  # type: ignore[index]


def sections() -> dict[str, str]:
    """Heading -> text of the second-level sections of the page."""
    parts = format_reference().split("\n## ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def properties(schema: object) -> list[str]:
    """The names of all properties at any depth."""
    if isinstance(schema, dict):
        own = list(schema.get("properties", {}))
        return own + [name for value in schema.values() for name in properties(value)]
    return [name for entry in schema for name in properties(entry)] if isinstance(schema, list) else []


def test_every_row_of_a_table_has_four_cells() -> None:
    rows = [line for line in format_reference().splitlines() if line.startswith("| `") and "](#" not in line]
    fields = [line for line in rows if not line.startswith("| `data/")]
    assert len(fields) > 90
    assert [line for line in fields if line.count(" | ") != 3] == []


def test_the_places_of_the_page_are_places_of_files() -> None:
    named = re.findall(r"^\| `(data/[^`]+)` \| \[[^]]+\]\(#([a-z]+)\)", format_reference(), re.MULTILINE)
    words = {"年度": "2015", "单位": "fagaiju", "单项": "hotline", "记录": "a", "编号": "b", "发布": "2015-q1"}
    words |= {"登记簿": "leads", "时段": "2015-q1", "地区": "shili"}
    for path, kind in named:
        for word, value in words.items():
            path = path.replace(word, value)  # noqa: PLW2901
        placed = find_place(path)
        assert placed
        assert placed.kind == kind
    assert {kind for _, kind in named} == set(RECORDS)


def test_what_the_rules_forbid_is_forbidden() -> None:
    for written in (".5", "1e3", "1,000", "50%"):
        assert f"`{written}`" in format_reference()
        assert codes(EXAMPLES["deduction"].replace("points: 0.5", f"points: {written}")) == ["KH206"]
    assert codes(EXAMPLES["deduction"].replace("reason: 12345 工单", "reason: 工单 #12345")) == ["KH212"]
    assert codes(re.sub(r"reason: .*", 'reason: "工单 #12345"', EXAMPLES["deduction"])) == []


def codes(text: str) -> list[str]:
    placed = find_place(PATHS["deduction"])
    assert placed
    problems = read_record(PATHS["deduction"], placed, text.encode()).problems
    return [problem.code for problem in problems]
