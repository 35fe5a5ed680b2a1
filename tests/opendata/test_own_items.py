"""Open data of an office's own items: whoever assessed it there is named, and never the office itself."""

from __future__ import annotations

from generator.opendata.record_tables import RecordFact
from generator.score.year import score_year
from tests.sample import read_sample


def test_no_office_assesses_itself() -> None:
    result = score_year(read_sample(), 2015)
    facts = [RecordFact(result.scheme, effect) for unit in result.units for effect in unit.score.effects()]
    own = [fact for fact in facts if fact.record.unit == fact.item.assessor]
    assert len(own) > 5
    assert {fact.assessor for fact in own} == {"jiwei"}
    assert all(fact.assessor == fact.item.assessor for fact in facts if fact not in own)
