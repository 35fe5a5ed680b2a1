"""A year's results to date, or at the last day of a quarter (design §4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.appraisal import Appraisal
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.number import as_decimal, round_figure
from generator.model.place import scheme_file
from generator.model.problem import UserError
from generator.model.scheme import Scheme
from generator.score.component import ScoringInput, score_component
from generator.score.outcome import has_ended, outcome_time
from generator.score.ranking import rank_group
from generator.score.result import ComponentResult, UnitResult, UnitScore, YearResult

_SHOWN = 3  # open questions that are named
_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def quarter_end(year: int, quarter: int | None) -> date:
    """The last day of `quarter` (1 to 4), or of the year."""
    return date(year, *_QUARTER_ENDS[quarter or 4])


def score_year(corpus: Corpus, year: int, quarter: int | None = None, ended: bool = False) -> YearResult:
    """The results of all assessed units in `year`, to date at the last day of `quarter` or of the year.

    Raises UserError where there is no scheme for the year, one that leaves something open, or where the period ended
    before it was in force. Order of records and units does not matter. `ended` says that the year is over although
    nothing was recorded in its last quarter, as whoever publishes it does.
    """
    scheme = corpus.schemes.get(year)
    if scheme is None:
        raise UserError(f"没有 {year} 年度的考核办法（{scheme_file(year)}）。")
    if scheme.open:
        raise UserError(undecided_words(scheme))
    until = quarter_end(year, quarter)
    if not scheme.has_results(until):
        raise UserError(f"{until} 以前的时段没有结果：考核办法自 {scheme.in_force} 起施行。")
    groups = _score_groups(corpus, scheme, until)
    ended = ended or is_over(corpus, year)
    units: list[UnitResult] = []
    for group in scheme.ranking.groups:
        scores = groups.get(group.id, [])
        time = outcome_time(quarter, ended, any(score.provisional for score in scores))
        units += rank_group(scheme, group.id, scores, time)
    return YearResult(scheme, year, quarter, until, tuple(units))


def is_over(corpus: Corpus, year: int) -> bool:
    """Whether `year` is over as far as the data tell: it was published, or they reach into its last quarter."""
    standing = (record for record in corpus.publications.values() if record.id not in corpus.withdrawals)
    if any(record.year == year and record.quarter is None for record in standing):
        return True
    found = [record.date for record in corpus.deductions_of(year)]
    return has_ended(year, [*found, *(record.held for record in corpus.appraisals_of(year).values())])


def _score_groups(corpus: Corpus, scheme: Scheme, until: date) -> dict[str, list[UnitScore]]:
    """The scores of all assessed units by the group in which each is ranked."""
    by_unit = _deductions_by_unit(corpus, scheme, until)
    appraisals = corpus.appraisals_of(scheme.year)
    groups: dict[str, list[UnitScore]] = {}
    for unit in corpus.units.values():
        group = scheme.group_of(unit)
        if group is not None and unit.assessed_in(scheme.year):
            held = _held(appraisals.get(unit.id), until)
            evidence = ScoringInput(unit, by_unit.get(unit.id, {}), held, scheme.counts_from)
            groups.setdefault(group, []).append(score_unit(scheme, evidence))
    return groups


def undecided_words(scheme: Scheme) -> str:
    """Why there are no results by a scheme with open questions, in a sentence."""
    asked = "；".join(question.ask.rstrip("。") for question in scheme.open[:_SHOWN])
    more = f"等 {len(scheme.open)} 件" if len(scheme.open) > _SHOWN else ""
    return f"{scheme.year}年度的考核办法还有事项没有定，不计算得分：{asked}{more}。全部见 kaohe check。"


def score_unit(scheme: Scheme, evidence: ScoringInput) -> UnitScore:
    """One unit's score: full marks − all deductions; contribution = score × weight, exactly, or None."""
    components = tuple(score_component(part, evidence, scheme.rounding) for part in scheme.components)
    total = total_score(scheme, components)
    return UnitScore(evidence.unit, components, total, scheme.weigh(total))


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
