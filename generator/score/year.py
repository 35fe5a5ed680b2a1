"""A year's results to date, or at the last day of a quarter (design §4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.appraisal import Appraisal
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.number import as_decimal, round_figure
from generator.model.problem import Broken
from generator.model.scheme import Scheme
from generator.score.component import Evidence, score_component
from generator.score.ranking import rank_group
from generator.score.result import ComponentResult, UnitResult, UnitScore, YearResult

_SHOWN = 3  # open questions that are named
_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def quarter_end(year: int, quarter: int | None) -> date:
    """The last day of `quarter` (1 to 4), or of the year."""
    return date(year, *_QUARTER_ENDS[quarter or 4])


def score_year(corpus: Corpus, year: int, quarter: int | None = None) -> YearResult:
    """The results of all assessed units in `year`, to date at the last day of `quarter` or of the year.

    Raises Broken where there is no scheme for the year, or one that leaves something open. Order of records and units
    does not matter.
    """
    scheme = corpus.schemes.get(year)
    if scheme is None:
        raise Broken(f"没有 {year} 年度的考核办法（data/schemes/{year}.yml）。")
    if scheme.open:
        raise Broken(undecided_words(scheme))
    until = quarter_end(year, quarter)
    by_unit = _deductions_by_unit(corpus, scheme, until)
    appraisals = corpus.appraisals_of(year)
    groups: dict[str, list[UnitScore]] = {}
    for unit in corpus.units.values():
        group = scheme.group_of(unit.kind)
        if group is not None and unit.assessed_in(year):
            evidence = Evidence(unit, by_unit.get(unit.id, {}), _held(appraisals.get(unit.id), until))
            groups.setdefault(group, []).append(score_unit(scheme, evidence))
    order = ["+".join(kinds) for kinds in scheme.ranking.groups]
    units: list[UnitResult] = []
    for group in order:
        units += rank_group(scheme, group, groups.get(group, []))
    return YearResult(scheme, year, quarter, until, tuple(units))


def undecided_words(scheme: Scheme) -> str:
    """Why there are no results by a scheme with open questions, in a sentence."""
    asked = "；".join(question.ask.rstrip("。") for question in scheme.open[:_SHOWN])
    more = f"等 {len(scheme.open)} 件" if len(scheme.open) > _SHOWN else ""
    return f"{scheme.year}年度的考核办法还有事项没有定，不计算得分：{asked}{more}。全部见 kaohe check。"


def score_unit(scheme: Scheme, evidence: Evidence) -> UnitScore:
    """One unit's score: full marks − all deductions; contribution = score × weight, exactly."""
    components = tuple(score_component(part, evidence, scheme.rounding) for part in scheme.components)
    total = total_score(scheme, components)
    return UnitScore(evidence.unit, components, total, total * scheme.target_assessment_weight)


def total_score(scheme: Scheme, components: tuple[ComponentResult, ...]) -> Decimal:
    """Full marks minus what the components deduct, rounded here if the scheme rounds the total."""
    # Decimals are summed as such, which is as exact and much quicker; Fractions come only where the total is rounded.
    left = scheme.full_marks
    inexact = []
    for part in components:
        if isinstance(part.deducted, Decimal):
            left -= part.deducted
        else:
            inexact.append(part.deducted)
    exact = Fraction(left) - sum(inexact) if inexact else left
    if scheme.rounding.at == "total":
        return round_figure(exact, scheme.rounding.places, scheme.rounding.mode)
    return as_decimal(Fraction(exact))  # without trailing zeros, however its parts were written


def _held(appraisal: Appraisal | None, until: date) -> Appraisal | None:
    return appraisal if appraisal is not None and appraisal.held <= until else None


def _deductions_by_unit(corpus: Corpus, scheme: Scheme, until: date) -> dict[str, dict[str, list[Deduction]]]:
    found: dict[str, dict[str, list[Deduction]]] = {}
    for record in corpus.deductions_of(scheme.year):
        if record.date <= until and record.item in scheme.items:
            found.setdefault(record.unit, {}).setdefault(record.item, []).append(record)
    return found
