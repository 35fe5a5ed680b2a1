"""What a proposed change may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.change.renames import FileDifference
from generator.check.proposal_rules import check_change
from generator.model.deduction import Revocation
from generator.rules.corpus import Corpus
from tests.sample import read_sample

NOTHING: list[FileDifference] = []


def edited(path: str) -> FileDifference:
    return FileDifference(path, path)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_sample()


def codes(base: Corpus, head: Corpus, change: list[FileDifference], office: str = "") -> list[str]:
    return [problem.code for problem in check_change(base, head, change, office)]


@pytest.mark.parametrize(
    ("path", "expected"),
    (
        ("data/deductions/2015/training/r1.yml", ["KH501"]),
        ("data/units/fagaiju.yml", ["KH501"]),
        ("data/schemes/2015.yml", ["KH501"]),
        ("data/publications/2015-q1.yml", ["KH501"]),
        ("data/committers.yml", []),
    ),
)
def test_records_are_never_deleted(corpus: Corpus, path: str, expected: list[str]) -> None:
    assert codes(corpus, corpus, [FileDifference(path, "")]) == expected


def test_a_rename_is_named_with_both_names(corpus: Corpus) -> None:
    change = [FileDifference("data/units/a.yml", "data/units/b.yml")]
    (problem,) = check_change(corpus, corpus, change)
    assert (problem.code, problem.message) == ("KH502", "单位被改名为 data/units/b.yml")


def test_what_was_published_is_never_edited(corpus: Corpus) -> None:
    assert codes(corpus, corpus, [edited("data/publications/2015-q1.yml"), edited("data/site.yml")]) == ["KH503"]


def test_a_revocation_is_not_taken_back_and_a_record_keeps_its_unit(corpus: Corpus) -> None:
    record = next(found for found in corpus.deductions if found.revoked is None)
    revoked = replace(record, revoked=Revocation(date(2015, 12, 1), "核查后不成立"))
    other = replace(record, unit="jiwei" if record.unit != "jiwei" else "zuzhibu")
    base = replace(corpus, deductions=(revoked,))
    assert codes(base, replace(corpus, deductions=(record,)), NOTHING) == ["KH504"]
    assert codes(corpus, replace(corpus, deductions=(other,)), NOTHING) == ["KH505"]


def test_an_office_changes_its_own_items_only(corpus: Corpus) -> None:
    record = corpus.deductions[0]
    assessor = corpus.schemes[2015].items[record.item].assessor
    change = [FileDifference("", record.path)]
    stranger = next(unit for unit in corpus.units if unit != assessor)
    assert codes(corpus, corpus, change, assessor) == []
    assert codes(corpus, corpus, change, stranger) == ["KH506"]
    assert codes(corpus, corpus, change, "nowhere") == ["KH506"]
    assert codes(corpus, corpus, change) == []


def test_whose_a_record_is_that_nobody_can_read_is_told_by_its_folder(corpus: Corpus) -> None:
    assert corpus.site is not None
    lead = corpus.site.lead
    item = next(item for item in corpus.schemes[2015].items.values() if item.assessor != lead)
    change = [FileDifference("", f"data/deductions/2015/{item.id}/2015-0601-broken-1.yml")]
    stranger = next(unit for unit in corpus.units if unit not in (item.assessor, lead))
    assert codes(corpus, corpus, change, item.assessor) == []
    assert codes(corpus, corpus, change, stranger) == ["KH506"]
