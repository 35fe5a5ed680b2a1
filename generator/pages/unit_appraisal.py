"""评议 of one unit, aspect by aspect and panel by panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from generator.model.appraisal import Appraisal, PanelTally, WithheldTally
from generator.model.lazy_dataclass import dataclass
from generator.model.number import exact_percent, format_points, format_rate, round_figure
from generator.pages.record_page import clause_link
from generator.pages.vote_sentences import (
    aspects_sentence,
    beside_sentence,
    middle_rate,
    panel_middles,
    place_sentence,
)
from generator.public.released import AnyReleased
from generator.rules.part_record import Poll, VotedPart, Weighted
from generator.rules.scheme import Scheme
from generator.score.op_words import format_fraction
from generator.score.result import ComponentResult, UnitResult, YearResult
from generator.score.vote_order import VotePlace, place_votes
from generator.score.votes import Votes, panel_rates, votes_of
from generator.words.site_frame import Link
from generator.words.withheld_words import percent_words, withheld_words

NONE = "—"


class GroupVotes(NamedTuple):
    """The places of a ranking group in one appraisal, by unit, and the rate in the middle, if there is one.

    `panels` are the middles of the rates of each panel.
    """

    places: Mapping[str, VotePlace]
    middle: Fraction | None
    panels: Mapping[str, Fraction]


def group_votes(units: Sequence[UnitResult], part: str) -> GroupVotes:
    """How the units of a ranking group stand to one another in the appraisal `part`."""
    places = place_votes(units, part)
    return GroupVotes(places, middle_rate(units, part, places), panel_middles(units, part))


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One aspect: its rate and the rate of each panel, as percentages; `—` where no opinion was counted."""

    name: str
    rate: str
    panels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PanelRow:
    """What one panel thought of the unit as a whole, and the middle of its group; `—` where there is none to tell."""

    name: str
    rate: str
    middle: str


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

    `said` goes on from the rate: where it stands among the others, what was counted, the best and the worst aspect.
    `whole` adds the ballots of all panels up; None where a panel has none that are shown. `each` says what each panel
    thought as a whole, where there are several and one's counts are public.
    """

    name: str
    max: str
    held: str
    rate: str
    said: str
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
    whole: BallotRow | None
    each: tuple[PanelRow, ...]

    @property
    def brief(self) -> str:
        """Its rate, and that of each panel: 满意率 90.20%（企业代表 89.51%，居民代表 90.20%）."""
        each = "，".join(f"{row.name} {row.rate}" for row in self.each if row.rate != NONE)
        return f"满意率 {self.rate}{f'（{each}）' if each else ''}"


def view_unit_appraisals(
    corpus: AnyReleased, result: YearResult, unit: UnitResult, groups: Mapping[str, GroupVotes]
) -> tuple[AppraisalView, ...]:
    """The appraisals of one unit, one for each component of that kind; `groups` are those of its group, by part."""
    group = result.scheme.group_name(unit.group) if len(result.scheme.ranking.groups) > 1 else ""
    return tuple(
        _view_appraisal(
            result.scheme,
            part,
            votes,
            appraisal if votes.held else None,
            _beside(groups.get(part.component.id), unit.unit.id, group),
            groups[part.component.id].panels if part.component.id in groups else {},
        )
        for part in unit.score.components
        if (votes := votes_of(part)) is not None
        for appraisal in [corpus.appraisal_of(result.year, unit.unit.id, part.component.id)]
    )


def _beside(votes: GroupVotes | None, unit: str, group: str) -> str:
    return "" if votes is None else beside_sentence(place_sentence(votes.places.get(unit), group), votes.middle)


def _view_appraisal(
    scheme: Scheme,
    part: ComponentResult,
    detail: Votes,
    counted: Appraisal | None,
    beside: str,
    middles: Mapping[str, Fraction],
) -> AppraisalView:
    component = detail.component
    ballots = tuple(_ballot_row(component, panel, counted) for panel in component.polls) if counted else ()
    whole = _whole_row(component, counted) if counted else None
    cast = f"计入有效票 {whole.valid} 张" if whole else ""
    return AppraisalView(
        name=component.name,
        max=format_points(component.max),
        held=detail.held.isoformat() if detail.held else "",
        rate=format_rate(detail.rate) if detail.rate is not None else "",
        said="；".join(words for words in (beside, cast, aspects_sentence(detail)) if words),
        exact=format_fraction(detail.rate) if detail.rate is not None and not detail.withheld else "",
        withheld=withheld_words(detail.withheld),
        deducted=format_points(part.counted, scheme.rounding.places) if part.complete else "",
        formula=_formula(scheme, part, component, detail),
        basis=clause_link(scheme, component.basis),
        made_up=scheme.invents(),
        panels=tuple(name for name, _ in rated_panels(component)),
        aspects=_aspect_rows(component, detail),
        options=tuple(option.name for option in component.options),
        ballots=ballots,
        whole=whole,
        each=_panel_rows(component, detail, middles),
    )


def _panel_rows(component: VotedPart, detail: Votes, middles: Mapping[str, Fraction]) -> tuple[PanelRow, ...]:
    """The rate of each panel as a whole; none where there is a single one, or no rate of one can be told."""
    rates = panel_rates(detail)
    return tuple(
        PanelRow(name, rate_text(rates.get(key)), rate_text(middles.get(key)))
        for name, key in compared_panels(component, [detail])
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
        shown = tuple(rate_text(rates.get(key)) for _, key in rated_panels(component))
        rows.append(AspectRow(aspect.aspect.name, rate_text(aspect.rate), shown))
    return tuple(rows)


def rated_panels(component: VotedPart) -> Iterator[tuple[str, str]]:
    """Name and id of all that has a rate: each panel, and behind it its channels."""
    for panel in component.panels:
        yield panel.name, panel.id
        yield from ((f"其中{row.name}", row.id) for row in panel.channels)


def compared_panels(component: VotedPart, held: Sequence[Votes]) -> Sequence[tuple[str, str]]:
    """Name and id of all that has a rate in what was `held`; none where it is one alone, or no rate is told."""
    rated = list(rated_panels(component))
    told = any(rate is not None for votes in held for rate in panel_rates(votes).values())
    return rated if len(rated) > 1 and told else ()


def rate_text(rate: Fraction | None) -> str:
    """A rate as a percentage; `—` where no opinion was counted."""
    return NONE if rate is None else format_rate(rate)


def _ballot_row(component: VotedPart, panel: Poll, appraisal: Appraisal) -> BallotRow:
    tally = appraisal.panels.get(panel.id)
    if tally is None or isinstance(tally, WithheldTally):
        missing = "没有计票" if tally is None else str(tally)
        return BallotRow(panel.name, _poll_share(component, panel), NONE, NONE, NONE, (), missing)
    ballots = tally.ballots
    return BallotRow(
        panel=panel.name,
        weight=_poll_share(component, panel),
        issued=str(ballots.issued),
        returned=str(ballots.returned),
        valid=str(ballots.valid),
        tallies=_tallies(component, tally),
    )


def _whole_row(component: VotedPart, appraisal: Appraisal) -> BallotRow | None:
    """The ballots and counts of all panels together; None where one is missing or withheld, or alone."""
    found = [appraisal.panels.get(panel.id) for panel in component.polls]
    tallies = [tally for tally in found if tally is not None and not isinstance(tally, WithheldTally)]
    if len(tallies) < len(found) or len(found) < 2:
        return None
    return BallotRow(
        panel="各主体合计",
        weight="",
        issued=str(sum(tally.ballots.issued for tally in tallies)),
        returned=str(sum(tally.ballots.returned for tally in tallies)),
        valid=str(sum(tally.ballots.valid for tally in tallies)),
        tallies=_tallies(component, *tallies),
    )


def _tallies(component: VotedPart, *tallies: PanelTally) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each aspect how often each option was chosen, and how often any."""
    rows = []
    for aspect in component.aspects:
        counts = [
            sum(tally.tallies.get(aspect.id, {}).get(option.id, 0) for tally in tallies)
            for option in component.options
        ]
        rows.append((aspect.name, tuple(map(str, (*counts, sum(counts))))))
    return tuple(rows)


def share_text(weight: Weighted, among: Iterable[Weighted]) -> str:
    """What one of several weighs as a share of them all, as a percentage: 30%, 33.33%."""
    return _percent(_share(weight, among))


def _share(weight: Weighted, among: Iterable[Weighted]) -> Fraction:
    return Fraction(weight.weight) / sum((Fraction(one.weight) for one in among), Fraction(0))


def _poll_share(component: VotedPart, poll: Poll) -> str:
    """What a panel, or a channel of one, weighs in the rate of a unit as long as all of them voted."""
    panel = next(panel for panel in component.panels if panel.id == poll.panel)
    own = _share(poll, panel.channels) if panel.channels else Fraction(1)
    return _percent(own * _share(panel, component.panels))


def _percent(share: Fraction) -> str:
    return f"{format_points(round_figure(100 * share, 2, 'half-up'))}%"
