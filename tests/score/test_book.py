"""The book of a scheme comes to the figures that scoring comes to, for whatever was recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.score.evaluate import evaluate
from generator.score.given import given_rows
from generator.score.operations import Value
from generator.score.result import YearResult
from generator.score.year import quarter_end, score_year
from tests.sample import read_sample
from tests.score.districts import corpora


def differences(corpus: Corpus, result: YearResult) -> list[str]:
    """Where the book and the result do not agree."""
    laid = compile_scheme(result.scheme)
    filled = evaluate(laid.book, given_rows(corpus, result.scheme, result.until))
    found = []
    for unit in result.units:
        computed: dict[str, Value] = {"total": unit.total, "rank": unit.rank, "contribution": unit.score.contribution}
        for laid_part, part in zip(laid.parts, unit.score.components, strict=True):
            computed |= {laid_part.exact: part.exact, laid_part.counted: part.counted}
            if laid_part.complete:
                computed[laid_part.complete] = part.complete
        items = {item.item.id: item for item in unit.score.items()}
        for item in (item for laid_part in laid.parts for item in laid_part.items):
            computed |= {item.raw: items[item.item.id].raw, item.counted: items[item.item.id].counted}
        for name, value in computed.items():
            if name == "contribution" and not laid.contribution:
                continue
            if filled.cell("unit", (unit.unit.id,), name) != value:
                found.append(f"{unit.unit.id} {name} {value} {filled.cell('unit', (unit.unit.id,), name)}")
    return found


@pytest.mark.parametrize("quarter", (2, 3, 4, None))
def test_the_sample(quarter: int | None) -> None:
    assert differences(read_sample(), score_year(read_sample(), 2015, quarter)) == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(corpora(), st.sampled_from([None, None, 1, 2, 3]), st.randoms(use_true_random=False))
def test_any_district_in_any_order(corpus: Corpus, quarter: int | None, mixed: st.Random) -> None:  # type: ignore[name-defined]
    corpus = replace(corpus, deductions=tuple({record.path: record for record in corpus.deductions}.values()))
    if not corpus.schemes[2015].has_results(quarter_end(2015, quarter)):
        return
    result = score_year(corpus, 2015, quarter)
    assert differences(corpus, result) == []
    shuffled = list(corpus.deductions)
    mixed.shuffle(shuffled)
    assert differences(replace(corpus, deductions=tuple(shuffled)), result) == []
