"""评议 of one unit, aspect by aspect and panel by panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.appraisal import Appraisal, PanelTally, WithheldTally
from generator.model.number import exact_percent, format_points, format_rate
from generator.pages.record_page import clause_link
from generator.pages.vote_sentences import place_sentence
from generator.public.released import AnyReleased
from generator.rules.part_record import VotedPart, Weighted
from generator.rules.scheme import Scheme
from generator.score.op_words import format_fraction
from generator.score.result import ComponentResult, UnitResult, YearResult
from generator.score.vote_order import VotePlace
from generator.score.votes import Votes, votes_of
from generator.words.site_frame import Link
from generator.words.withheld_words import percent_words, withheld_words

NONE = "—"
VotePlaces = Mapping[str, Mapping[str, VotePlace]]  # by part, then by unit


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
    """One unit's appraisal: `rate` is empty until it has been held, `withheld` says why aspects are missing.

    `place` says where the unit stands by its rate; empty where it has no place.
    """

    name: str
    max: str
    held: str
    rate: str
    place: str
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


def view_unit_appraisals(
    corpus: AnyReleased, result: YearResult, unit: UnitResult, places: VotePlaces
) -> tuple[AppraisalView, ...]:
    """The appraisals of one unit, one for each component of that kind; `places` are those of its group, by part."""
    group = result.scheme.group_name(unit.group) if len(result.scheme.ranking.groups) > 1 else ""
    return tuple(
        _view_appraisal(
            result.scheme,
            part,
            votes,
            appraisal if votes.held else None,
            place_sentence(places.get(part.component.id, {}).get(unit.unit.id), group),
        )
        for part in unit.score.components
        if (votes := votes_of(part)) is not None
        for appraisal in [corpus.appraisal_of(result.year, unit.unit.id, part.component.id)]
    )


def _view_appraisal(
    scheme: Scheme, part: ComponentResult, detail: Votes, counted: Appraisal | None, place: str
) -> AppraisalView:
    component = detail.component
    return AppraisalView(
        name=component.name,
        max=format_points(component.max),
        held=detail.held.isoformat() if detail.held else "",
        rate=format_rate(detail.rate) if detail.rate is not None else "",
        place=place,
        exact=format_fraction(detail.rate) if detail.rate is not None and not detail.withheld else "",
        withheld=withheld_words(detail.withheld),
        deducted=format_points(part.counted, scheme.rounding.places) if part.complete else "",
        formula=_formula(scheme, part, component, detail),
        basis=clause_link(scheme, component.basis),
        made_up=scheme.invents(),
        panels=tuple(name for name, _ in _rated(component)),
        aspects=_aspect_rows(component, detail),
        options=tuple(option.name for option in component.options),
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
        shown = tuple(rate_text(rates.get(key)) for _, key in _rated(component))
        rows.append(AspectRow(aspect.aspect.name, rate_text(aspect.rate), shown))
    return tuple(rows)


def _rated(component: VotedPart) -> Iterator[tuple[str, str]]:
    """Name and id of all that has a rate: each panel, and behind it its channels."""
    for panel in component.panels:
        yield panel.name, panel.id
        yield from ((f"其中{row.name}", row.id) for row in panel.channels)


def rate_text(rate: Fraction | None) -> str:
    """A rate as a percentage; `—` where no opinion was counted."""
    return NONE if rate is None else format_rate(rate)


def _ballot_row(component: VotedPart, panel: Weighted, appraisal: Appraisal) -> BallotRow:
    tally = appraisal.panels.get(panel.id)
    if tally is None or isinstance(tally, WithheldTally):
        missing = "没有计票" if tally is None else str(tally)
        return BallotRow(panel.name, weight_text(panel), NONE, NONE, NONE, (), missing)
    ballots = tally.ballots
    return BallotRow(
        panel=panel.name,
        weight=weight_text(panel),
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


def weight_text(weighted: Weighted) -> str:
    """A weight in plain digits."""
    return format_points(weighted.weight)
