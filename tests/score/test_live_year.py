"""A year in which changes are put one by one has at every moment the scores of scoring everything anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.deduction import Deduction
from generator.model.unit import Assessed
from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme
from generator.score.evaluate import evaluate
from generator.score.given import given_rows
from generator.score.live_period import lift_caps
from generator.score.live_year import LiveYear
from generator.score.record_cells import cells_of
from generator.score.year import quarter_end, score_year
from tests.sample import read_sample
from tests.score.districts import ITEMS, appraisals, corpora, deductions, schemes

# Since when and until when units are assessed: the year, another, and parts of it.
SPANS = [
    Assessed(2015), Assessed(2016), Assessed(date(2015, 5, 10)), Assessed(2014, date(2015, 8, 31)),
    Assessed(date(2015, 2, 1), date(2015, 11, 30)),
]  # fmt: skip


def scored(corpus: Corpus, quarter: int | None) -> dict[str, Any]:
    if 2015 not in corpus.schemes or not corpus.schemes[2015].has_results(quarter_end(2015, quarter)):
        return {}
    return {
        found.unit.id: (found.total, found.score.provisional) for found in score_year(corpus, 2015, quarter).units
    }


def without_caps(corpus: Corpus, quarter: int | None) -> dict[str, Any]:
    if 2015 not in corpus.schemes or not corpus.schemes[2015].has_results(quarter_end(2015, quarter)):
        return {}
    laid = compile_scheme(corpus.schemes[2015])
    filled = evaluate(lift_caps(laid.book), given_rows(corpus, corpus.schemes[2015], quarter_end(2015, quarter)))
    return {str(key[0]): filled.cell("unit", key, laid.total) for key in filled.tables["unit"].rows}


def load(live: LiveYear, corpus: Corpus) -> None:
    live.put_scheme(corpus.schemes.get(2015))
    for unit in corpus.units.values():
        live.put(f"data/units/{unit.id}.yml", unit)
    for record in corpus.deductions:
        live.put_record(record.path, record.item, cells_of(record))
    for appraisal in corpus.appraisals:
        live.put(appraisal.path, appraisal)


def tell(lives: tuple[LiveYear, ...], act: str, *given: object) -> None:
    for live in lives:
        getattr(live, act)(*given)


def change(draw: st.DrawFn, corpus: Corpus, lives: tuple[LiveYear, ...]) -> Corpus:
    """One random change, carried out on all."""
    units = list(corpus.units)
    what = ["record", "record", "moved", "gone", "appraisal", "scheme", "unit", "unit gone"]
    match draw(st.sampled_from(what)):
        case "record":
            record: Deduction = draw(deductions(tuple(units), draw(st.integers(0, 25))))
            others = [r for r in corpus.deductions if r.path != record.path]
            tell(lives, "put_record", record.path, record.item, cells_of(record))
            return replace(corpus, deductions=(*others, record))
        case "moved" if corpus.deductions:
            record = draw(st.sampled_from(corpus.deductions))
            moved = replace(record, item=draw(st.sampled_from(ITEMS)), unit=draw(st.sampled_from(units)))
            others = [r for r in corpus.deductions if r.path not in (record.path, moved.path)]
            tell(lives, "put_record", record.path, record.item, None)
            tell(lives, "put_record", moved.path, moved.item, cells_of(moved))
            return replace(corpus, deductions=(*others, moved))
        case "gone" if corpus.deductions:
            gone = draw(st.sampled_from(corpus.deductions))
            tell(lives, "put_record", gone.path, gone.item, None)
            return replace(corpus, deductions=tuple(r for r in corpus.deductions if r.path != gone.path))
        case "appraisal":
            unit = draw(st.sampled_from(units))
            appraisal = draw(st.none() | appraisals(unit))
            tell(lives, "put", f"data/appraisals/2015/{unit}.yml", appraisal)
            rest = tuple(a for a in corpus.appraisals if a.unit != unit)
            return replace(corpus, appraisals=rest if appraisal is None else (*rest, appraisal))
        case "scheme":
            scheme: Scheme | None = draw(st.none() | schemes())
            tell(lives, "put_scheme", scheme)
            return replace(corpus, schemes={} if scheme is None else {2015: scheme})
        case "unit":
            name = draw(st.sampled_from(units))
            kind = draw(st.sampled_from(["department", "town", "body"]))
            turned = replace(corpus.units[name], kind=kind, assessed=draw(st.sampled_from(SPANS)))
            tell(lives, "put", f"data/units/{name}.yml", turned)
            return replace(corpus, units={**corpus.units, name: turned})
        case "unit gone" if len(units) > 1:
            name = draw(st.sampled_from(units))
            tell(lives, "put", f"data/units/{name}.yml", None)
            return replace(corpus, units={other: unit for other, unit in corpus.units.items() if other != name})
    return corpus


def standing(live: LiveYear) -> dict[str, Any]:
    return {name: (found.total, found.provisional) for name, found in live.standings.items()}


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(corpora(), st.sampled_from([None, None, 1, 2, 3]), st.data())
def test_the_scores_after_any_change(corpus: Corpus, quarter: int | None, data: st.DataObject) -> None:
    corpus = replace(corpus, deductions=tuple({record.path: record for record in corpus.deductions}.values()))
    live, uncapped = LiveYear(2015, quarter), LiveYear(2015, quarter, capped=False)
    for year in (live, uncapped):
        load(year, corpus)
    for _ in range(data.draw(st.integers(2, 8))):
        before = standing(live)
        moved = live.settle()
        after = standing(live)
        assert after == scored(corpus, quarter)
        assert moved.keys() == {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        uncapped.settle()
        assert {name: found.total for name, found in uncapped.standings.items()} == without_caps(corpus, quarter)
        corpus = data.draw(st.composite(change)(corpus, (live, uncapped)))


def test_a_scheme_that_cannot_be_laid_gives_no_scores_until_it_is_mended() -> None:
    corpus = read_sample()
    scheme = corpus.schemes[2015]
    part = next(part for part in scheme.components if isinstance(part, DeductionsComponent))
    first, second, *rest = part.categories
    twice = replace(part, categories=(first, replace(second, items=(*second.items, first.items[0])), *rest))
    live = LiveYear(2015)
    load(live, corpus)
    assert live.settle()
    live.put_scheme(replace(scheme, components=(twice, *scheme.components[1:])))
    assert {after for _, after in live.settle().values()} == {None}
    live.put_scheme(scheme)
    live.settle()
    assert standing(live) == scored(corpus, None)
