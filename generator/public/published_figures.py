"""Results as they leave: without the figures from which the counts of a small panel could be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from generator.model.corpus import Corpus
from generator.model.number import as_decimal, round_figure
from generator.model.scheme import Scheme
from generator.public.small_panels import withheld_panels, withholds_panels
from generator.score.result import AppraisalDetail, ComponentResult, UnitResult, UnitScore, YearResult
from generator.score.year import total_score

RATE_PLACES = 4  # of a satisfaction rate that is published: 0.9648


def publish_figures(corpus: Corpus, result: YearResult) -> YearResult:
    """`result` as it leaves. Scores, ranks and what follows from them are the same.

    Of a component with a withheld panel the rates by aspect are not there, nor those of that panel; the unit's rate
    has `RATE_PLACES` decimals, and the deduction those of the scheme: a fraction's denominator tells how many voted.
    `corpus` holds the appraisals from which it was scored, or what of them leaves.
    """
    if not withholds_panels(result.scheme):
        return result
    held = corpus.appraisals_of(result.year)
    units = (
        _publish_unit(result.scheme, unit, withheld_panels(result.scheme, held.get(unit.unit.id)))
        for unit in result.units
    )
    return replace(result, units=tuple(units))


def _publish_unit(scheme: Scheme, unit: UnitResult, hidden: Mapping[str, frozenset[str]]) -> UnitResult:
    parts = tuple(
        _publish_component(scheme, part, hidden[part.component.id]) if hidden.get(part.component.id) else part
        for part in unit.score.components
    )
    return unit if parts == unit.score.components else replace(unit, score=_add_up(scheme, unit.score, parts))


def _publish_component(scheme: Scheme, part: ComponentResult, hidden: frozenset[str]) -> ComponentResult:
    detail = part.detail
    if not isinstance(detail, AppraisalDetail) or detail.held is None or detail.withheld:
        return part
    aspects = tuple(
        replace(aspect, panels=tuple(panel for panel in aspect.panels if panel.panel.id not in hidden), rate=None)
        for aspect in detail.aspects
    )
    known = replace(detail, aspects=aspects, rate=None, withheld=True)
    if detail.rate is None:
        return replace(part, detail=known)
    rate = Fraction(round_figure(detail.rate, RATE_PLACES, "half-up"))
    rounded = round_figure(part.deducted, scheme.rounding.places, scheme.rounding.mode)
    exact = Fraction(part.component.max) * (1 - rate)
    return replace(part, exact=exact, deducted=rounded, detail=replace(known, rate=rate))


def _add_up(scheme: Scheme, score: UnitScore, parts: tuple[ComponentResult, ...]) -> UnitScore:
    """The score with these parts. Where rounding each has moved their sum, the last makes up for it."""
    if total_score(scheme, parts) == score.total:
        return replace(score, components=parts)
    at = max(at for at, part in enumerate(parts) if part != score.components[at])
    others = sum((Fraction(part.deducted) for part in (*parts[:at], *parts[at + 1 :])), Fraction(0))
    left = as_decimal(Fraction(scheme.full_marks) - Fraction(score.total) - others)
    return replace(score, components=(*parts[:at], replace(parts[at], deducted=left), *parts[at + 1 :]))
