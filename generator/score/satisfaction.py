"""评议: from tallies to a satisfaction rate, in exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from generator.model.appraisal import Appraisal
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.part_record import Weighted
from generator.score.old_result import AppraisalDetail, AspectRate, PanelRate


def rate_panel(component: AppraisalComponent, panel: Weighted, counts: Mapping[str, int]) -> PanelRate:
    """Satisfaction of one panel with one aspect: Σ weight·count / Σ count over the options not excluded."""
    counted = 0
    weighted = Decimal(0)
    for option in component.options:
        if not option.excluded and option.weight is not None:
            number = counts.get(option.id, 0)
            counted += number
            weighted += option.weight * number
    if counted:
        return PanelRate(panel, weighted, counted, Fraction(weighted) / counted)
    return PanelRate(panel, weighted, 0, Fraction(0) if component.empty_panel == "zero" else None)


def mean_rate(rates: Iterable[tuple[Weighted, Fraction | None]]) -> Fraction | None:
    """The mean of the rates there are, each by its weight relative to their sum; None where there is none."""
    present = [(Fraction(weighted.weight), rate) for weighted, rate in rates if rate is not None]
    whole = sum(weight for weight, _ in present)
    if not whole:
        return None
    return sum((weight * rate for weight, rate in present), Fraction(0)) / whole


def rate_appraisal(component: AppraisalComponent, appraisal: Appraisal | None) -> AppraisalDetail:
    """The rates of a unit aspect by aspect, and its mean rate; no rate until the appraisal has been held.

    A panel without a counted opinion is treated as the scheme's `empty_panel` says; under `error` such an
    appraisal has no rate at all, and checking names the panel.
    """
    if appraisal is None:
        return AppraisalDetail((), None, None)
    aspects = tuple(_rate_aspect(component, aspect, appraisal) for aspect in component.aspects)
    missing = any(panel.rate is None for aspect in aspects for panel in aspect.panels)
    if component.empty_panel == "error" and missing:
        return AppraisalDetail(aspects, None, appraisal.held)
    rate = mean_rate((aspect.aspect, aspect.rate) for aspect in aspects)
    return AppraisalDetail(aspects, rate, appraisal.held)


def _rate_aspect(component: AppraisalComponent, aspect: Weighted, appraisal: Appraisal) -> AspectRate:
    panels = tuple(
        rate_panel(component, panel, tally.tallies.get(aspect.id, {}))
        for panel in component.panels
        if (tally := appraisal.panels.get(panel.id)) is not None
    )
    return AspectRate(aspect, panels, mean_rate((panel.panel, panel.rate) for panel in panels))
