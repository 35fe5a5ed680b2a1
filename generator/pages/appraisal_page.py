"""评议: of one unit, aspect by aspect and panel by panel, and of all units side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.appraisal import Appraisal, PanelTally, WithheldTally
from generator.model.number import exact_percent, format_points, format_rate
from generator.pages.record_page import clause_link
from generator.public.released import AnyReleased
from generator.rules.part_record import EMPTY_CHANNELS, EMPTY_PANELS, Option, Panel, VotedPart, Weighted
from generator.rules.scheme import Scheme
from generator.score.op_words import format_fraction
from generator.score.result import ComponentResult, UnitResult, YearResult
from generator.score.votes import Votes, votes_of
from generator.words import address
from generator.words.site_frame import Link
from generator.words.withheld_words import percent_words, withheld_words

NONE = "—"


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One aspect: its rate and the rate of each panel, as percentages; `—` where no opinion was counted."""

    name: str
    rate: str
    panels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One panel's ballots and its counts: for each aspect, for each option; in their place why there are none."""

    panel: str
    weight: str
    issued: str
    returned: str
    valid: str
    tallies: tuple[tuple[str, tuple[str, ...]], ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """One unit's appraisal: `rate` is empty until it has been held, `withheld` says why aspects are missing."""

    name: str
    max: str
    held: str
    rate: str
    exact: str
    withheld: str
    deducted: str
    formula: str
    basis: Link | None
    made_up: bool
    panels: tuple[str, ...]
    aspects: tuple[AspectRow, ...]
    options: tuple[str, ...]
    ballots: tuple[BallotRow, ...]


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One unit beside others."""

    unit: Link
    rate: str
    aspects: tuple[str, ...]
    deducted: str


@dataclass(frozen=True, slots=True)
class AppraisalYear:
    """The appraisal of all units in a year: its rules and a row for each unit, the best rate first."""

    name: str
    max: str
    basis: Link | None
    aspects: tuple[tuple[str, str], ...]
    panels: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    empty_panel: str
    empty_channel: str
    made_up: bool
    withheld: str
    rows: tuple[AppraisalRow, ...]
    pending: tuple[Link, ...]


def view_unit_appraisals(corpus: AnyReleased, result: YearResult, unit: UnitResult) -> tuple[AppraisalView, ...]:
    """The appraisals of one unit, one for each component of that kind."""
    return tuple(
        _view_appraisal(result.scheme, part, votes.component, votes, appraisal if votes.held else None)
        for part in unit.score.components
        if (votes := votes_of(part)) is not None
        for appraisal in [corpus.appraisal_of(result.year, unit.unit.id, part.component.id)]
    )


def _view_appraisal(
    scheme: Scheme,
    part: ComponentResult,
    component: VotedPart,
    detail: Votes,
    counted: Appraisal | None,
) -> AppraisalView:
    return AppraisalView(
        name=component.name,
        max=format_points(component.max),
        held=detail.held.isoformat() if detail.held else "",
        rate=format_rate(detail.rate) if detail.rate is not None else "",
        exact=format_fraction(detail.rate) if detail.rate is not None and not detail.withheld else "",
        withheld=withheld_words(detail.withheld),
        deducted=format_points(part.counted, scheme.rounding.places) if part.complete else "",
        formula=_formula(scheme, part, component, detail),
        basis=clause_link(scheme, component.basis),
        made_up=scheme.invents(),
        panels=tuple(name for name, _ in _rated(component)),
        aspects=_aspect_rows(component, detail),
        options=tuple(_option_name(option) for option in component.options),
        ballots=tuple(_ballot_row(component, panel, counted) for panel in component.polls) if counted else (),
    )


def _formula(scheme: Scheme, part: ComponentResult, component: VotedPart, detail: Votes) -> str:
    if detail.rate is None:
        return "尚未评议，暂不扣分。"
    deducted = format_points(part.counted, scheme.rounding.places)
    is_exact = not detail.withheld and bool(exact_percent(detail.rate)) and part.exact == part.counted
    percent = exact_percent(detail.rate) if is_exact else percent_words(detail, detail.rate)
    return f"{format_points(component.max)} ×（1 − {percent}）{'=' if is_exact else '≈'} {deducted} 分"


def _aspect_rows(component: VotedPart, detail: Votes) -> tuple[AspectRow, ...]:
    """The rates by aspect and panel; none where those of the aspects are withheld."""
    if detail.withheld:
        return ()
    rows = []
    for aspect in detail.aspects:
        rates = {panel.panel.id: panel.rate for panel in aspect.panels} | dict(aspect.joint)
        shown = tuple(_rate(rates.get(key)) for _, key in _rated(component))
        rows.append(AspectRow(aspect.aspect.name, _rate(aspect.rate), shown))
    return tuple(rows)


def _rated(component: VotedPart) -> Iterator[tuple[str, str]]:
    """Name and id of all that has a rate: each panel, and behind it its channels."""
    for panel in component.panels:
        yield panel.name, panel.id
        yield from ((f"其中{row.name}", row.id) for row in panel.channels)


def _rate(rate: Fraction | None) -> str:
    return NONE if rate is None else format_rate(rate)


def _ballot_row(component: VotedPart, panel: Weighted, appraisal: Appraisal) -> BallotRow:
    tally = appraisal.panels.get(panel.id)
    if tally is None or isinstance(tally, WithheldTally):
        missing = "没有计票" if tally is None else str(tally)
        return BallotRow(panel.name, _weight(panel), NONE, NONE, NONE, (), missing)
    ballots = tally.ballots
    return BallotRow(
        panel=panel.name,
        weight=_weight(panel),
        issued=str(ballots.issued),
        returned=str(ballots.returned),
        valid=str(ballots.valid),
        tallies=_tallies(component, tally),
    )


def _tallies(component: VotedPart, tally: PanelTally) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (aspect.name, tuple(str(tally.tallies.get(aspect.id, {}).get(option.id, 0)) for option in component.options))
        for aspect in component.aspects
    )


def _weight(weighted: Weighted) -> str:
    return format_points(weighted.weight)


def _panel_weight(panel: Panel) -> str:
    """The weight of a panel, with those of its channels among each other."""
    if not panel.channels:
        return _weight(panel)
    return f"{_weight(panel)}；分渠道：" + "、".join(f"{row.name} {_weight(row)}" for row in panel.channels)


def _option_name(option: Option) -> str:
    return option.name


def _option_rule(option: Option) -> str:
    if option.excluded or option.weight is None:
        return "不计入满意率"
    return f"按 {format_points(option.weight)} 计"


def view_appraisal_year(result: YearResult) -> tuple[AppraisalYear, ...]:
    """All units' appraisals, one table for each component of that kind."""
    return tuple(
        _year_of(result, at, laid.part)
        for at, laid in enumerate(result.laid.parts)
        if isinstance(laid.part, VotedPart)
    )


def _year_of(result: YearResult, at: int, component: VotedPart) -> AppraisalYear:
    found = [(unit, unit.score.components[at]) for unit in result.units]
    rated = [(unit, part, votes) for unit, part in found if (votes := votes_of(part)) is not None]
    held = [(unit, part, detail, detail.rate) for unit, part, detail in rated if detail.rate is not None]
    ordered = sorted(held, key=lambda entry: (-entry[3], entry[0].unit.id))
    return AppraisalYear(
        name=component.name,
        max=format_points(component.max),
        basis=clause_link(result.scheme, component.basis),
        aspects=tuple((aspect.name, _weight(aspect)) for aspect in component.aspects),
        panels=tuple((panel.name, _panel_weight(panel)) for panel in component.panels),
        options=tuple((_option_name(option), _option_rule(option)) for option in component.options),
        made_up=result.scheme.invents(),
        empty_panel=EMPTY_PANELS[component.empty_panel],
        empty_channel=EMPTY_CHANNELS.get(component.empty_channel, ""),
        withheld=withheld_words(any(detail.withheld for _, _, detail, _ in held)),
        rows=tuple(_row(result, component, *entry) for entry in ordered),
        pending=tuple(_unit(result, unit) for unit, _, detail in rated if detail.rate is None),
    )


def _row(
    result: YearResult,
    component: VotedPart,
    unit: UnitResult,
    part: ComponentResult,
    detail: Votes,
    rate: Fraction,
) -> AppraisalRow:
    aspects = {aspect.aspect.id: aspect.rate for aspect in detail.aspects}
    return AppraisalRow(
        unit=_unit(result, unit),
        rate=format_rate(rate),
        aspects=tuple(_rate(aspects.get(aspect.id)) for aspect in component.aspects),
        deducted=format_points(part.counted, result.scheme.rounding.places),
    )


def _unit(result: YearResult, unit: UnitResult) -> Link:
    return Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name)
