"""Which fields leave: each is decided upon by name, and what is planted where nobody decided does not come out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import field, fields
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest

from generator.model.committer import Committer, Committers
from generator.model.deduction import Deduction, Rectification
from generator.model.field import Day, Part, Rows, Table, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Mapping as Written
from generator.model.origin import Origin
from generator.model.redaction import Masks
from generator.public import leaving, redact
from generator.public.leaving import (
    CORPUS_LEAVES,
    CORPUS_STAYS,
    LEAVES,
    cut_corpus,
    cut_record,
    leaves,
    leaving_fields,
)
from generator.read.canonical import Plain, differing_fields, plain_record
from generator.read.internal import cut_plain, internal_attributes, is_declared_public, types_in
from generator.read.shape import slots_of
from generator.rules.corpus import Corpus, SchemeEdition
from generator.rules.issued import Issued
from generator.rules.record_classes import RECORDS

CANARY = "qxcanary"


@dataclass(frozen=True)
class Step:
    """One step of a plan."""

    what: Annotated[str, Text(doc="做什么")]
    who: Annotated[str, Text(doc="谁做", internal=True)] = ""


@dataclass(frozen=True)
class Plan:
    """A rectification with something internal in it, beside it, in rows and in a table."""

    due: Annotated[date, Day(doc="期限")]
    done: Annotated[date | None, Day(doc="完成")] = None
    contact: Annotated[str, Text(doc="联系人", internal=True)] = ""
    steps: Annotated[tuple[Step, ...], Rows(doc="步骤"), Part(doc="一步")] = ()
    of: Annotated[dict[str, Step], Table(doc="各单位的步骤"), Part(doc="一步")] = field(default_factory=dict)
    undecided: Annotated[str, Text(doc="新的")] = ""


@dataclass(frozen=True)
class Finding:
    """A record with such a plan."""

    unit: Annotated[str, Text(doc="单位")]
    rectification: Annotated[Plan | None, Part(doc="整改")] = None
    internal_note: Annotated[str, Text(doc="备注", internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)


PLANTED = {
    Finding: frozenset({"unit", "rectification", "origin"}),
    Plan: frozenset({"due", "done", "steps", "of"}),
    Step: frozenset({"what"}),
}
STEP = Step("做", CANARY)
PLAN = Plan(date(2015, 3, 1), None, CANARY, (STEP,), {"caizheng": STEP}, CANARY)
BARE = Plan(date(2015, 3, 1), None, "", (Step("做"),), {"caizheng": Step("做")})


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decisions with those on the planted classes; `undecided` is in none of them."""
    monkeypatch.setattr(leaving, "LEAVES", {**LEAVES, **PLANTED})


def record_types(record: type) -> Iterator[type]:
    """The class and those below it, but those below what stays."""
    yield record
    for slot in slots_of(record):
        if slot.attribute not in internal_attributes(record):
            for part in types_in(slot.type):
                yield from record_types(part)


def undecided(record: type) -> set[str]:
    """The fields that neither leave nor are declared internal, and those of which both is said."""
    decided, stays = leaving_fields(record) or frozenset(), internal_attributes(record)
    context = (
        {"origin", "id"} if len(stays) == len(slots_of(record)) else set()
    )  # of what stays as a whole, all stays
    names = {found.name for found in fields(record)}
    return {f"{record.__name__}.{name}" for name in (names - decided - stays - context) | (decided & stays)}


def test_every_field_of_every_record_is_decided_upon() -> None:
    found = {part for record in RECORDS.values() for part in record_types(record)}
    assert sorted(name for record in found for name in undecided(record)) == []
    assert len(found) > 30


def test_every_field_of_a_corpus_is_decided_upon() -> None:
    names = {found.name for found in fields(Corpus)}
    assert sorted(names ^ {*CORPUS_LEAVES, *CORPUS_STAYS}) == []
    assert sorted(set(CORPUS_LEAVES) & CORPUS_STAYS.keys()) == []


def test_nothing_is_decided_upon_that_there_is_not() -> None:
    known = {part for record in RECORDS.values() for part in record_types(record)} | {Masks, Issued, SchemeEdition}
    assert sorted(record.__name__ for record in LEAVES.keys() - known) == []
    gone = {
        (record.__name__, name) for record in LEAVES for name in LEAVES[record] - {f.name for f in fields(record)}
    }
    assert gone == set()


def test_what_stays_has_a_default() -> None:
    """Else a record could not be built without it."""
    needed = {f"{r.__name__}.{f.name}" for r in LEAVES for f in fields(r) if f.name not in LEAVES[r] and is_needed(f)}
    assert needed == set()


def is_needed(found: dataclasses.Field[Any]) -> bool:
    return found.default is dataclasses.MISSING and found.default_factory is dataclasses.MISSING


def test_a_field_that_nobody_decided_upon_is_told_by_its_name() -> None:
    @dataclass(frozen=True)
    class Extended(Rectification):
        hint: Annotated[str, Text(doc="新的")] = ""

    assert undecided(Extended) == {f"Extended.{name}" for name in ("due", "done", "accepted", "note", "item", "hint")}


@pytest.mark.usefixtures("planted")
def test_what_is_internal_does_not_leave_however_deep_it_lies(cleared_plans: None) -> None:
    seen = cut_record(Finding("caizheng", PLAN, CANARY))
    assert CANARY not in repr(seen)
    assert seen == Finding("caizheng", BARE)


@pytest.mark.usefixtures("planted")
def test_nor_does_it_in_a_plain_form() -> None:
    plain = plain_record(Finding("caizheng", PLAN, CANARY))
    assert CANARY not in repr(cut_plain(Finding, plain, leaves))
    assert cut_plain(Finding, plain, leaves) == plain_record(Finding("caizheng", BARE))
    declared = cut_plain(Finding, plain, is_declared_public)  # where only what is declared counts, the rest is there
    assert repr(declared).count(CANARY) == 1


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (None, PLAN, {"rectification": (None, plain_record(BARE))}),
        (PLAN, None, {"rectification": (plain_record(BARE), None)}),
        (BARE, PLAN, {}),
        (dataclasses.replace(BARE, undecided="x"), dataclasses.replace(BARE, undecided="y"), {}),
        (PLAN, dataclasses.replace(BARE, done=date(2015, 4, 1)), {"rectification.done": (None, "2015-04-01")}),
        (BARE, dataclasses.replace(PLAN, steps=()), {"rectification.steps": ([{"what": "做"}], None)}),
    ],
)
def test_a_change_tells_of_a_part_what_may_leave(
    old: Plan | None, new: Plan | None, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redact, "RECORDS", {**RECORDS, "deduction": Finding})
    before, after = plain_record(Finding("caizheng", old)), plain_record(Finding("caizheng", new))
    changes = differing_fields(Finding, before, after)
    shown = redact.public_fields("data/deductions/2015/hotline/a.yml", changes)
    assert {change.field: (change.old, change.new) for change in shown} == told
    assert not any(change.internal for change in shown)


def test_a_change_beside_something_internal_is_not_internal_itself() -> None:
    plain = plain_record(Finding("caizheng", PLAN))
    done = plain_record(Finding("caizheng", dataclasses.replace(PLAN, done=date(2015, 4, 1), contact="甲")))
    found = {change.field: change.internal for change in differing_fields(Finding, plain, done)}
    assert found == {"rectification.done": False, "rectification.contact": True}


def test_a_place_as_text_leaves_as_its_field_does() -> None:
    path = "data/deductions/2015/hotline/a.yml"
    assert redact.field_leaves(path, "evidence[0].title", {})
    assert redact.field_leaves(path, "", {})
    assert not redact.field_leaves(path, "internal_note", {})
    assert not redact.field_leaves(path, "evidence[0].no_such", {})
    assert not redact.field_leaves("data/committers.yml", "committers[0].office", {})
    assert redact.field_leaves("data/schemes/2015.yml", "components[performance].categories[a].items[b].max", {})


def test_a_new_register_of_a_corpus_stays_inside() -> None:
    @dataclass(frozen=True)
    class Grown(Corpus):
        reporters: str = ""

    held = Grown(register=Committers((Committer(email=CANARY, office="x"),)), reporters=CANARY)
    assert CANARY in repr(held)
    assert CANARY not in repr(cut_corpus(held))


def test_a_class_of_which_nobody_decided_stops_the_build() -> None:
    with pytest.raises(LookupError, match="Step"):
        cut_record(STEP)


def test_what_is_written_in_the_file_does_not_leave_with_the_place() -> None:
    node = Written(1, 1)
    record = Deduction(
        "a", 2015, "hotline", "caizheng", date(2015, 3, 1), "overdue", Decimal(1), "spot-check", "hotline", "事由",
        origin=Origin("data/a.yml", node),
    )  # fmt: skip
    assert cut_record(record).origin == Origin("data/a.yml")


@pytest.fixture
def cleared_plans() -> Iterator[None]:
    yield
    leaving._plan.cache_clear()


def test_plain_forms_of_the_records_that_leave_are_whole() -> None:
    """The walk over plain forms knows every form that a declaration takes: what may leave, leaves whole."""
    plain: dict[str, Plain] = {"kind": "appraisal", "panels": [{"id": "a", "name": "甲", "weight": "1"}]}
    scheme: dict[str, Plain] = {"components": [plain], "own_items": {"by": "x"}, "ranking": {"ties": "shared"}}
    assert cut_plain(RECORDS["scheme"], scheme, leaves) == scheme
    tally: dict[str, Plain] = {"ballots": {"valid": "3"}, "tallies": {"law": {"satisfied": "3"}}}
    assert cut_plain(RECORDS["appraisal"], {"panels": {"a": tally}}, leaves) == {"panels": {"a": tally}}
