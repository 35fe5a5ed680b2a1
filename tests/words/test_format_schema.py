"""The schemas: the committed files are the declarations', they take all good data, and an editor finds the slips."""

from __future__ import annotations

import json
import re
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from generator.model.place import FileKind, find_place, kind_at
from generator.read.corpus_reader import read_corpus
from generator.read.record import Registers
from generator.read.tree import WorkTree
from generator.rules.record_classes import RECORDS
from generator.words.format_schema import editor_settings, entry_schema, json_schema, schema_files
from tests.check.cases import read_case
from tests.sample import sample_tree

ROOT = Path(__file__).parents[2]


class EditorLoader(yaml.CSafeLoader):
    """YAML 1.2 as editors read it: dates are text, only true and false are truth values."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, form) for tag, form in found if not tag.endswith((":timestamp", ":bool"))]
        for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(true|false)$"), list("tf"))


ONE_MORE = ROOT / "tests/site/one_more_register"
CASES_BASE = ROOT / "tests/cases/base/registers"
OWN = tuple(read_corpus(WorkTree(ROOT, ("data/registers",)))[0].registers.values())
REGISTERS = {
    **{register.id: register for register in OWN},
    **read_corpus(WorkTree(CASES_BASE))[0].registers,
    **read_corpus(WorkTree(ONE_MORE))[0].registers,
}
SAMPLE_REGISTERS = {register.id: register for register in OWN}
SHIPPED = schema_files(OWN)


def load(text: str) -> Any:
    return yaml.load(text, EditorLoader)


def validator(path: str, registers: Registers = REGISTERS) -> Draft202012Validator:
    placed = find_place(path)
    assert placed
    return validator_of(placed.kind) if placed.kind != "entry" else made(entry_schema(registers[placed.register]))


@cache
def validator_of(kind: FileKind) -> Draft202012Validator:
    return made(json_schema(RECORDS[kind]))


def made(schema: Any) -> Draft202012Validator:
    assert schema
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(path: str, text: str, registers: Registers = REGISTERS) -> list[str]:
    """Where in the file the schema finds something wrong."""
    found = validator(path, registers).iter_errors(load(text))
    return sorted("/".join(map(str, error.absolute_path)) for error in found)


@pytest.mark.parametrize("path", sorted(SHIPPED))
def test_the_committed_files_are_the_declarations(path: str) -> None:
    assert (ROOT / path).read_bytes().decode("utf-8") == SHIPPED[path]


def test_the_entries_of_a_register_have_the_schema_of_its_declaration() -> None:
    files = schema_files(REGISTERS.values())
    schema = json.loads(files["schemas/register-visits.json"])
    Draft202012Validator.check_schema(schema)
    assert (schema["title"], schema["properties"]["theme"]["enum"]) == ("走访服务", ["firm", "village"])
    settings = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert settings["schemas/register-visits.json"] == "data/registers/visits/**/*.yml"
    path = "data/registers/visits/2015/z001.yml"
    good = (ONE_MORE / path).read_text("utf-8")
    assert complaints(path, good) == []
    bad = (
        good.replace("number: Z001", "number: Z1")
        .replace("people: 12", "people: 501")
        .replace("theme: firm", "theme: a")
    )
    assert complaints(path, bad) == ["number", "people", "theme"]


def test_no_schema_is_left_from_an_earlier_format() -> None:
    there = {
        path.relative_to(ROOT).as_posix() for folder in ("schemas", ".vscode") for path in (ROOT / folder).iterdir()
    }
    assert there == set(SHIPPED)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_a_schema_is_one(kind: str) -> None:
    schema = json_schema(RECORDS[kind])  # type: ignore[index]
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False if schema["type"] == "object" else schema["items"]


def test_the_schemas_take_all_the_data_of_the_sample() -> None:
    found = sample_tree().files
    wrong = {path: complaints(path, data.decode(), SAMPLE_REGISTERS) for path, data in found.items()}
    assert len(found) > 100
    assert {path: places for path, places in wrong.items() if places} == {}


def test_the_schemas_take_the_odd_but_good_examples_as_well() -> None:
    cases = ROOT / "tests/cases"
    found = [path for folder in ("base", "valid") for path in sorted((cases / folder).rglob("data/**/*.yml"))]
    wrong = {}
    for path in found:
        inside = "data/" + path.as_posix().rpartition("/data/")[2]
        folder = Path(path.as_posix().partition("/data/")[0])
        own = WorkTree(folder, ("data/registers",))
        given = SAMPLE_REGISTERS if read_case(folder).named("register") else REGISTERS
        registers = {**given, **read_corpus(own)[0].registers} if "/registers/" in inside else given
        wrong[path.relative_to(cases).as_posix()] = complaints(inside, path.read_text("utf-8"), registers)
    assert len(found) > 40
    # `null` and `~` are text to the reader; an editor asks whether that was meant.
    assert {path: places for path, places in wrong.items() if places} == {
        "valid/words-of-other-readers/data/units/jiaoyu.yml": ["aliases/3"]
    }


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_an_editor_finds_the_schema_of_every_file(kind: str) -> None:
    files = {
        "site": "data/site.yml",
        "committers": "data/committers.yml",
        "scheme": "data/schemes/2015.yml",
        "unit": "data/units/fagaiju.yml",
        "deduction": "data/deductions/2015/hotline/x.yml",
        "bonus": "data/bonuses/2015/reform/x.yml",
        "measure": "data/measures/2015/hotline/fagaiju.yml",
        "import": "data/imports/2015/peace.yml",
        "applies": "data/applies/2015.yml",
        "amendment": "data/amendments/2015/july.yml",
        "appraisal": "data/appraisals/2015/fagaiju.yml",
        "register": "data/registers/leads.yml",
        "tally": "data/tallies/leads/2015-q1.yml",
        "holidays": "data/holidays/2016.yml",
        "publication": "data/publications/2015-q1.yml",
        "chain": "data/publications/chain.yml",
        "withdrawal": "data/withdrawals/2015-q1.yml",
        "redaction": "data/redactions/2015-0612.yml",
        "exceptions": "data/exceptions.yml",
        "mapping": "data/mappings/duban.yml",
        "index": "data/index.yml",
        "district": "data/districts/shili.yml",
        "counterparts": "data/counterparts.yml",
        "correction": "data/corrections/2015-q1-c1.yml",
    }
    bound = [schema for schema, glob in editor_settings()["yaml.schemas"].items() if fnmatchcase(files[kind], glob)]
    assert bound == [f"schemas/{kind}.json"]
    assert kind_at(files[kind]) == kind


RECORD = """\
unit: fagaiju
date: 2015-06-18
standard: overdue
points: 0.5
method: spot-check
source: hotline
reason: 工单逾期
"""


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("", "", []),
        ("points: 0.5", 'points: "0.5"', []),
        ("unit: fagaiju", "unit: 110", []),
        ("reason: 工单逾期", "reason: |-\n  工单逾期\n  两次", []),
        ("reason: 工单逾期", "reason: 12345", []),
        ("unit: fagaiju", "unit: 区发改局", ["unit"]),
        ("unit: fagaiju", "units: fagaiju", ["", ""]),
        ("points: 0.5", "points: 101", ["points"]),
        ("points: 0.5", "points: -1", ["points"]),
        ("points: 0.5", "points: 0.5分", ["points"]),
        ("points: 0.5", "points: ０.５", ["points"]),
        ("points: 0.5", "points:", ["points"]),
        ("date: 2015-06-18", "date: 2015-02-30", ["date"]),
        ("date: 2015-06-18", "date: 2015/6/18", ["date", "date"]),
        ("method: spot-check", "method: spotcheck", ["method"]),
        ("reason: 工单逾期", "reason: ''", ["reason"]),
        ("reason: 工单逾期", f"reason: {'长' * 502}", ["reason"]),
        ("reason: 工单逾期", "reason: [工单逾期]", ["reason"]),
        ("source: hotline", "source: hotline\nevidence: 工单", ["evidence"]),
        ("source: hotline", "source: hotline\nevidence: [{title: 工单}]", ["evidence/0"]),
        (
            "source: hotline",
            "source: hotline\nrectification: {due: 7月10日}",
            ["rectification/due", "rectification/due"],
        ),
    ],
)
def test_an_editor_sees_what_is_wrong_in_a_record(old: str, new: str, places: list[str]) -> None:
    assert complaints("data/deductions/2015/hotline/x.yml", RECORD.replace(old, new, 1)) == places


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("points: {min: 1, max: 2}", "points: 1.25", []),
        ("points: {min: 1, max: 2}", "points: {min: 1}", True),
        ("kind: appraisal", "kind: survey", True),
        ("excluded: true", 'excluded: "true"', []),
        ("excluded: true", "excluded: yes", True),
        ("ties: shared", "ties: equal", ["ranking/ties"]),
        ("year: 2015", 'year: "2015"', []),
    ],
)
def test_an_editor_sees_what_is_wrong_in_a_scheme(old: str, new: str, places: list[str] | bool) -> None:
    text = sample_tree().files["data/schemes/2015.yml"].decode()
    assert text.count(old)
    found = complaints("data/schemes/2015.yml", text.replace(old, new, 1))
    assert bool(found) if places is True else found == places


def test_a_date_stays_text_for_the_editor() -> None:
    assert load("a: 2015-06-18\nb: yes\nc: true\nd: 1.5") == {"a": "2015-06-18", "b": "yes", "c": True, "d": 1.5}
    assert date.fromisoformat(load("2015-06-18")) == date(2015, 6, 18)
