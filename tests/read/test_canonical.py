"""Differences between records: found in every field, enough to turn the one into the other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.committer import Committer, Committers
from generator.model.deduction import Deduction
from generator.read.canonical import (
    FieldChange,
    Plain,
    apply_field,
    diff_plain,
    differing_fields,
    plain_record,
)
from generator.read.corpus_reader import read_corpus
from generator.read.internal import internal_attributes
from generator.read.tree import MemoryTree
from generator.rules.record_classes import RECORDS
from tests.history.scripted import TINY
from tests.read.test_fast_reader import records
from tests.score.districts import schemes

names = st.sampled_from("abcd")
leaves = st.sampled_from(["0", "1", "x"])
nameless = st.lists(st.dictionaries(names, leaves, max_size=2), max_size=3)
named = st.dictionaries(names, leaves, max_size=4).map(
    lambda values: [{"id": name, "v": value} for name, value in values.items()]
)
rows = nameless | named
inner: st.SearchStrategy[Any] = st.recursive(
    leaves | rows, lambda deeper: st.dictionaries(names, deeper, max_size=3), max_leaves=6
)
plains = st.dictionaries(names, inner, max_size=4)


def changed_fields(old: Any, new: Any) -> tuple[FieldChange, ...]:
    declared: type = type(new)
    return differing_fields(declared, plain_record(old), plain_record(new))


def apply(plain: Plain, changes: tuple[FieldChange, ...]) -> Plain:
    for change in changes:
        plain = apply_field(plain, change)
    return plain


@settings(max_examples=400)
@given(plains, plains)
@example({"a": [{}]}, {"a": [{"id": "a", "v": "0"}]})  # from here on it is told by its id
@example({"a": [{"id": "a"}, {"id": "a"}]}, {"a": [{"id": "b"}, {"id": "b"}]})
def test_differences_turn_one_form_into_the_other(old: Plain, new: Plain) -> None:
    assert apply(old, tuple(diff_plain(old, new))) == new
    assert tuple(diff_plain(old, old)) == ()


@given(records(), records())
def test_differences_of_deductions(old: Deduction, new: Deduction) -> None:
    found = changed_fields(old, new)
    assert apply(plain_record(old), found) == plain_record(new)
    assert bool(found) == (replace(old, origin=new.origin) != new)
    assert {change.field for change in found if change.internal} <= {"internal_note"}


@settings(max_examples=30)
@given(schemes(), schemes())
def test_differences_of_schemes(old: Any, new: Any) -> None:
    assert apply(plain_record(old), changed_fields(old, new)) == plain_record(new)


def tiny() -> dict[str, bytes]:
    return {path.relative_to(TINY).as_posix(): path.read_bytes() for path in sorted((TINY / "data").rglob("*.yml"))}


@pytest.fixture(scope="module")
def scheme() -> Any:
    return read_corpus(MemoryTree(tiny()))[0].schemes[2015]


def test_fields_are_named_by_their_place(scheme: Any) -> None:
    performance, appraisal = scheme.components
    service, discipline = performance.categories
    hotline, window = service.items
    moved = replace(service, items=(window, replace(hotline, max=Decimal(30))))
    categories = (moved, replace(discipline, items=(*discipline.items, replace(hotline, id="new"))))
    option = replace(appraisal.options[1], weight=Decimal("0.90"))
    options = (appraisal.options[0], option, *appraisal.options[2:])
    new = replace(
        scheme, components=(replace(performance, categories=categories), replace(appraisal, options=options))
    )
    found = changed_fields(scheme, new)
    assert [(change.field, change.old, change.new) for change in found if change.field[-5:] != "[new]"] == [
        ("components[performance].categories[service].items[hotline].max", "40", "30"),
        ("components[performance].categories[service].items[*]", ["hotline", "window"], ["window", "hotline"]),
        ("components[appraisal].options[fairly].weight", "0.8", "0.9"),
    ]
    assert [change.field for change in found if change.old is None] == [
        "components[performance].categories[discipline].items[new]"
    ]
    assert apply(plain_record(scheme), found) == plain_record(new)


def test_writing_a_number_otherwise_changes_nothing(scheme: Any) -> None:
    assert changed_fields(scheme, replace(scheme, full_marks=Decimal("100.00"))) == ()


def test_addresses_and_notes_are_internal() -> None:
    found = {kind: internal_attributes(record) for kind, record in RECORDS.items()}
    assert found["committers"] == {"committers", "forges"}
    assert found["deduction"] == {"internal_note"}
    assert found["appraisal"] == {"internal_note", "checked"}
    assert found["exceptions"] == {"entries"}
    assert found["mapping"] == {"columns", "item", "method", "source", "standards"}
    assert found["site"] == {"confidential", "forge"}
    assert {kind for kind, fields in found.items() if fields == {"internal_note"}} == {
        "deduction", "bonus", "measure", "import", "amendment", "tally",
    }  # fmt: skip
    there = (
        "site", "committers", "deduction", "appraisal", "exceptions", "bonus", "measure", "import", "amendment",
        "tally", "mapping",
    )  # fmt: skip
    assert not any(fields for kind, fields in found.items() if kind not in there)
    (change,) = changed_fields(Committers(()), Committers((Committer(email="a@b", office="x"),)))
    assert change.internal
