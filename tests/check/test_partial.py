"""A file with one bad field is checked by every rule whose fields could be read, and by no other."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.check.rules import RULES, check_corpus
from generator.model.origin import Origin
from generator.model.problem import Problem
from generator.model.unread import UNREAD, Unread, known, where_read
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from tests.check.cases import Case, lay_out, list_cases

# Cases of which every problem is one of a rule about a deduction, said in the deduction's own file.
CASES = [
    case
    for case in list_cases("invalid")
    if not (case.folder / "before").exists()
    and (heads := re.findall(r"^(\S+):\d+:\d+: (KH\d{3}) ", case.expected, re.MULTILINE))
    and all(
        file.startswith("data/deductions/") and file.endswith(".yml") and "KH3" < code < "KH6" for file, code in heads
    )
]
PUBLISHED = ["publication-two-first", "final-during-notice", "correction-of-other-figures"]


def problems_in(root: Path) -> list[Problem]:
    corpus, problems = read_corpus(WorkTree(root))
    return sorted([*problems, *check_corpus(corpus)])


def test_there_are_many_such_cases() -> None:
    assert len(CASES) > 30


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_rules_say_of_a_record_is_said_beside_a_bad_field(case: Case, tmp_path: Path) -> None:
    root = lay_out(case, tmp_path)
    before = problems_in(root)
    broken = sorted({problem.place.file for problem in before})
    told = {}
    for path in broken:
        is_sample = "\nsample:" in (root / path).read_text("utf-8")
        field, told[path] = ("reply", "KH203") if is_sample else ("sample", "KH211")
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(f"{field}: 已答复\n")
    after = problems_in(root)
    assert [problem for problem in after if problem.code > "KH3"] == before
    assert {problem.place.file: problem.code for problem in after if problem.code < "KH3"} == told


def spoil(record: Any) -> Iterator[Any]:
    """`record` with one value of it unread, for each value that it holds at whatever depth."""
    for name, value in _fields(record):
        yield dataclasses.replace(record, **{name: UNREAD})
        for spoilt in _spoil_value(value):
            yield dataclasses.replace(record, **{name: spoilt})


def _spoil_value(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        yield from spoil(value)
    elif isinstance(value, tuple):
        for at, entry in enumerate(value):
            for spoilt in _spoil_value(entry):
                yield (*value[:at], spoilt, *value[at + 1 :])
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            for spoilt in (UNREAD, *_spoil_value(entry)):
                yield {**value, key: spoilt}


def _fields(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a record that its file says; what the place of the file says is always known."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value is None or value in ("", ()):
            continue  # not written
        is_placed = field.name in {"id", "year", "unit", "item"} and isinstance(
            getattr(record, "origin", None), Origin
        )
        written = not is_placed or (field.name == "unit" and hasattr(record, "item"))
        if not isinstance(value, Origin) and written:
            yield field.name, value


def corpora(root: Path, name: str) -> Corpus:
    case = next(found for found in (*list_cases("valid"), *list_cases("invalid")) if found.name == name)
    return read_corpus(WorkTree(lay_out(case, root)))[0]


@pytest.mark.parametrize("name", ["minimal", "appeal-reduced", "working-days", *PUBLISHED])
def test_no_rule_says_more_of_a_value_that_could_not_be_read(name: str, tmp_path: Path) -> None:
    whole = corpora(tmp_path, name)
    said = set(check_corpus(whole))
    records: list[Any] = [whole.site, whole.register, *whole.deductions, *whole.appraisals]
    for table in (whole.schemes, whole.units, whole.publications, whole.corrections):
        records += table.values()
    tried = 0
    for record in filter(None, records):
        for spoilt in spoil(record):
            tried += 1
            rest = _without(whole, record)
            partial = dataclasses.replace(rest, unread=frozenset({record.origin.file}), partial=(spoilt,))
            more = {problem for rule in RULES for problem in rule(partial.with_partial())} - said
            assert not more, spoilt
    assert tried > 150


def _without(corpus: Corpus, record: Any) -> Corpus:
    """The corpus without one record, as it is where the file of that record has a problem."""
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(corpus):
        value = getattr(corpus, field.name)
        if value is record:
            changed[field.name] = None
        elif isinstance(value, tuple):
            changed[field.name] = tuple(entry for entry in value if entry is not record)
        elif isinstance(value, Mapping):
            changed[field.name] = {key: entry for key, entry in value.items() if entry is not record}
    return dataclasses.replace(corpus, **changed)


QUESTIONS = [
    lambda value: value == 1, lambda value: value != 1, lambda value: value < 1, lambda value: value > 1, bool, len,
    hash, iter, str, int, lambda value: f"{value}", lambda value: value.unit, lambda value: value[0],
    lambda value: 1 + value, lambda value: 1 * value, lambda value: -value, lambda value: 1 in value,
    lambda value: value + 1, lambda value: {value: 1}, lambda value: sum([1, value]), lambda value: "a" + value,
    lambda value: sorted([value, 1]), lambda value: value.strip(), lambda value: value(), known,
]  # fmt: skip


@pytest.mark.parametrize("ask", QUESTIONS)
def test_whatever_is_asked_of_an_unread_value_is_refused(ask: Any) -> None:
    with pytest.raises(Unread):
        ask(UNREAD)


def test_a_rule_keeps_what_it_said_before_it_met_the_value() -> None:
    @where_read
    def rule(value: Any) -> Iterator[Problem]:
        yield Problem(Origin("a").place(), "KH301", "甲")
        if value > 1:
            yield Problem(Origin("a").place(), "KH302", "乙")

    assert [problem.code for problem in rule(UNREAD)] == ["KH301"]
    assert [problem.code for problem in rule(2)] == ["KH301", "KH302"]
    assert repr(UNREAD) == "UNREAD"
