"""Running totals say at every moment what scoring everything anew says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.deduction import Deduction
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme
from generator.score import component
from generator.score.component import ScoringInput, Tally
from generator.score.fact import fact_of
from generator.score.old_result import ItemsDetail
from generator.score.running import RunningYear
from generator.score.year import quarter_end, score_year
from tests.score.districts import ITEMS, appraisals, corpora, deductions, schemes


def scored(corpus: Corpus, quarter: int | None) -> dict[str, Any]:
    if 2015 not in corpus.schemes or not corpus.schemes[2015].has_results(quarter_end(2015, quarter)):
        return {}
    return {
        found.unit.id: (found.total, found.score.provisional) for found in score_year(corpus, 2015, quarter).units
    }


def load(running: RunningYear, corpus: Corpus) -> None:
    running.put_scheme(corpus.schemes.get(2015))
    for unit in corpus.units.values():
        running.put_unit(unit.id, unit)
    for record in corpus.deductions:
        running.put_deduction(record.path, record.item, fact_of(record))
    for appraisal in corpus.appraisals:
        running.put_appraisal(appraisal.unit, appraisal)


def change(draw: st.DrawFn, corpus: Corpus, running: RunningYear) -> Corpus:
    """One random change, carried out on both."""
    units = list(corpus.units)
    match draw(st.sampled_from(["deduction", "deduction", "gone", "appraisal", "scheme", "unit"])):
        case "deduction":
            record: Deduction = draw(deductions(units, draw(st.integers(0, 25))))
            others = [r for r in corpus.deductions if r.path != record.path]
            running.put_deduction(record.path, record.item, fact_of(record))
            return replace(corpus, deductions=(*others, record))
        case "gone" if corpus.deductions:
            gone = draw(st.sampled_from(corpus.deductions))
            running.put_deduction(gone.path, gone.item, None)
            return replace(corpus, deductions=tuple(r for r in corpus.deductions if r.path != gone.path))
        case "appraisal":
            unit = draw(st.sampled_from(units))
            appraisal = draw(st.none() | appraisals(unit))
            running.put_appraisal(unit, appraisal)
            rest = tuple(a for a in corpus.appraisals if a.unit != unit)
            return replace(corpus, appraisals=rest if appraisal is None else (*rest, appraisal))
        case "scheme":
            scheme: Scheme | None = draw(st.none() | schemes())
            running.put_scheme(scheme)
            return replace(corpus, schemes={} if scheme is None else {2015: scheme})
        case "unit":
            name = draw(st.sampled_from(units))
            found = corpus.units[name]
            turned = replace(found, kind=draw(st.sampled_from(["department", "town", "body"])))
            running.put_unit(name, turned)
            return replace(corpus, units={**corpus.units, name: turned})
    return corpus


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(corpora(), st.sampled_from([None, None, 1, 2, 3]), st.data())
def test_running_totals_are_the_scores(corpus: Corpus, quarter: int | None, data: st.DataObject) -> None:
    corpus = replace(corpus, deductions=tuple({record.path: record for record in corpus.deductions}.values()))
    running = RunningYear(2015, lambda _: {}, quarter)
    load(running, corpus)
    for _ in range(data.draw(st.integers(1, 8))):
        before = {name: (found.total, found.provisional) for name, found in running.standings.items()}
        moved = running.settle()
        after = {name: (found.total, found.provisional) for name, found in running.standings.items()}
        assert after == scored(corpus, quarter)
        assert moved.keys() == {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        corpus = data.draw(st.composite(change)(corpus, running))
    running.settle()
    assert {name: (f.total, f.provisional) for name, f in running.standings.items()} == scored(corpus, quarter)


@dataclass(frozen=True, slots=True)
class Doubled:
    """A kind of component that running totals know nothing of: it looks at the points as found, twice."""

    id: str = "odd"


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_other_kinds_of_components_are_scored_from_the_records(corpus: Corpus) -> None:
    def tally(_: Doubled, evidence: ScoringInput) -> Tally:
        records = [record for found in evidence.deductions.values() for record in found]
        return Tally(Fraction(2 * sum((record.points for record in records), Decimal(0))), True, ItemsDetail(()))

    with pytest.MonkeyPatch.context() as patch:
        scorers: dict[Any, Any] = component.SCORERS
        patch.setitem(scorers, Doubled, tally)
        scheme = corpus.schemes[2015]
        odd: Any = replace(scheme, components=(*scheme.components, Doubled()))  # type: ignore[arg-type]
        corpus = replace(corpus, schemes={2015: odd})

        def recall(unit: str) -> dict[str, list[Deduction]]:
            return {item: [r for r in corpus.deductions if r.unit == unit and r.item == item] for item in ITEMS}

        running = RunningYear(2015, recall)
        load(running, corpus)
        running.settle()
        found = {name: (standing.total, standing.provisional) for name, standing in running.standings.items()}
        assert found == scored(corpus, None)
