"""评议 of all units of a year side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pages.record_page import clause_link
from generator.pages.unit_appraisal import compared_panels, rate_text, rated_panels, share_text
from generator.pages.vote_sentences import ballots_sentence, ends_sentence
from generator.public.released import AnyReleased
from generator.rules.part_record import EMPTY_CHANNELS, EMPTY_PANELS, Option, Panel, VotedPart
from generator.score.result import UnitResult, YearResult
from generator.score.vote_order import VotePlace, place_votes
from generator.score.votes import Votes, panel_rates, votes_of
from generator.words import address
from generator.words.site_frame import Link
from generator.words.withheld_words import withheld_words


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One unit beside others; `place` is empty where it has none, `tied` says with how many it shares it.

    `panels` are the rates of each panel as a whole, `—` where there is none to tell.
    """

    place: str
    tied: str
    unit: Link
    rate: str
    aspects: tuple[str, ...]
    panels: tuple[str, ...]
    deducted: str


@dataclass(frozen=True, slots=True)
class AppraisedGroup:
    """The units that are ranked together, the best rate first; `ends` says which stand first and last,
    and how far it moves scores.
    """

    name: str
    ends: str
    placed: bool
    rows: tuple[AppraisalRow, ...]


@dataclass(frozen=True, slots=True)
class AppraisalYear:
    """The appraisal of all units in a year: its rules, who voted, and a row for each unit, group by group."""

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
    ballots: str
    groups: tuple[AppraisedGroup, ...]
    pending: tuple[Link, ...]
    polls: tuple[str, ...]


def _panel_share(panel: Panel, panels: Sequence[Panel]) -> str:
    """The share of a panel among all, with those of its channels among each other."""
    own = share_text(panel, panels)
    if not panel.channels:
        return own
    channels = "、".join(f"{row.name} {share_text(row, panel.channels)}" for row in panel.channels)
    return f"{own}；分渠道：{channels}"


def _option_rule(option: Option) -> str:
    if option.excluded or option.weight is None:
        return "不计入满意率"
    return f"按 {format_points(option.weight)} 计"


def view_appraisal_year(corpus: AnyReleased, result: YearResult) -> tuple[AppraisalYear, ...]:
    """All units' appraisals, one for each component of that kind."""
    return tuple(
        _year_of(corpus, result, at, laid.part)
        for at, laid in enumerate(result.laid.parts)
        if isinstance(laid.part, VotedPart)
    )


def _year_of(corpus: AnyReleased, result: YearResult, at: int, component: VotedPart) -> AppraisalYear:
    found = [(unit, votes) for unit in result.units if (votes := votes_of(unit.score.components[at])) is not None]
    held = [unit for unit, votes in found if votes.rate is not None]
    return AppraisalYear(
        name=component.name,
        max=format_points(component.max),
        basis=clause_link(result.scheme, component.basis),
        aspects=tuple((aspect.name, share_text(aspect, component.aspects)) for aspect in component.aspects),
        panels=tuple((panel.name, _panel_share(panel, component.panels)) for panel in component.panels),
        options=tuple((option.name, _option_rule(option)) for option in component.options),
        made_up=result.scheme.invents(),
        empty_panel=EMPTY_PANELS[component.empty_panel],
        empty_channel=EMPTY_CHANNELS.get(component.empty_channel, ""),
        withheld=withheld_words(any(votes.withheld for _, votes in found)),
        ballots=ballots_sentence(corpus, result, component, held),
        groups=tuple(_groups(result, at, component)),
        pending=tuple(_unit(result, unit) for unit, votes in found if votes.rate is None),
        polls=_polls(component, [votes for _, votes in found]),
    )


def _polls(component: VotedPart, held: Sequence[Votes]) -> tuple[str, ...]:
    """The panels whose rates are told one beside the other; none where there is a single one, or nothing to tell."""
    return tuple(name for name, _ in compared_panels(component, held))


def _groups(result: YearResult, at: int, component: VotedPart) -> Iterator[AppraisedGroup]:
    """The ranking groups in which some unit has a rate, in the scheme's order."""
    several = len(result.scheme.ranking.groups) > 1
    for group in dict.fromkeys(unit.group for unit in result.units):
        units = result.group(group)
        held = [(unit, votes, votes.rate) for unit in units if (votes := votes_of(unit.score.components[at]))]
        rated = [(unit, votes, rate) for unit, votes, rate in held if rate is not None]
        if not rated:
            continue
        name = result.scheme.group_name(group) if several else ""
        places = place_votes(units, component.id)
        ordered = sorted(rated, key=lambda entry: (-entry[2], entry[0].unit.id))
        rows = tuple(_row(result, unit, at, votes, places.get(unit.unit.id)) for unit, votes, _ in ordered)
        ends = ends_sentence(units, component.id, places, name)
        yield AppraisedGroup(name, ends and ends + _apart(rows), bool(places), rows)


def _apart(rows: Sequence[AppraisalRow]) -> str:
    """How far it moves scores: why a unit that comes last here may be among the best of all.

    From the figures as printed: the exact ones of a small panel are told nowhere.
    """
    points = [Decimal(row.deducted) for row in rows]
    between = max(points) - min(points)
    if not between:
        return ""
    return f"这一项各单位最多相差 {format_points(between)} 分，名次按总分排：在这里靠后的单位，总分不一定靠后。"


def _row(result: YearResult, unit: UnitResult, at: int, votes: Votes, place: VotePlace | None) -> AppraisalRow:
    aspects, rates = {aspect.aspect.id: aspect.rate for aspect in votes.aspects}, panel_rates(votes)
    return AppraisalRow(
        place="" if place is None else str(place.place),
        tied=f"与其他 {place.tied - 1} 个单位相同" if place is not None and place.tied > 1 else "",
        unit=_unit(result, unit),
        rate=rate_text(votes.rate),
        aspects=tuple(rate_text(aspects.get(aspect.id)) for aspect in votes.component.aspects),
        panels=tuple(rate_text(rates.get(key)) for _, key in rated_panels(votes.component)),
        deducted=format_points(unit.score.components[at].counted, result.scheme.rounding.places),
    )


def _unit(result: YearResult, unit: UnitResult) -> Link:
    return Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name)
