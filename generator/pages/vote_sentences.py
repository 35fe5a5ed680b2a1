"""What is said of an appraisal in sentences: who voted, which units stand first and last, where one stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from generator.model.appraisal import WithheldTally
from generator.model.number import format_rate
from generator.public.released import AnyReleased
from generator.rules.part_record import VotedPart
from generator.score.result import UnitResult, YearResult
from generator.score.vote_order import VotePlace
from generator.score.votes import Votes, panel_rates, votes_of
from generator.words.middle import median

_NAMED = 3  # as many units of a tie are named; of more only how many they are


def ballots_sentence(corpus: AnyReleased, result: YearResult, part: VotedPart, units: Sequence[UnitResult]) -> str:
    """How many ballots were handed out and came back for `units`, and how many valid ones each panel cast.

    Only counts that leave are added up, so that no sum tells of a count that does not; empty where none does.
    """
    cast = {panel.id: 0 for panel in part.polls}
    issued = returned = withheld = 0
    for unit in units:
        held = corpus.appraisal_of(result.year, unit.unit.id, part.id)
        for panel, tally in held.panels.items() if held is not None else ():
            if isinstance(tally, WithheldTally):
                withheld += panel in cast
            elif panel in cast:
                issued, returned = issued + tally.ballots.issued, returned + tally.ballots.returned
                cast[panel] += tally.ballots.valid
    told = "；".join(f"{panel.name} {cast[panel.id]} 张" for panel in part.polls if cast[panel.id])
    if not told:
        return ""
    left = "（不含为保护投票人不公布的票数）" if withheld else ""
    whole = f"发出 {issued} 张，收回 {returned} 张，其中有效 {sum(cast.values())} 张"
    return f"对 {len(units)} 个单位的评议票{left}共{whole}。有效票中，{told}。"


def ends_sentence(group: Sequence[UnitResult], part: str, places: Mapping[str, VotePlace], name: str) -> str:
    """Which units of a group have the highest and the lowest rate, and what is in the middle; `name` is that of the
    group where there are several. Empty where fewer than two have a place.
    """
    rates = {unit.unit.id: votes.rate for unit, votes in _votes(group, part) if votes.rate is not None}
    names = {unit.unit.id: unit.unit.short_name for unit in group}
    if len(places) < 2:
        return ""
    lead = f"{name} {len(places)} 个单位".strip()
    first, last = (next(iter(order)) for order in (places, reversed(list(places))))
    if places[first].tied == len(places):
        return f"{lead}的满意率都是 {format_rate(rates[first])}。"
    best = _named([names[unit] for unit, found in places.items() if found.place == 1])
    least = _named([names[unit] for unit, found in places.items() if found.is_last])
    middle = median(sorted(rates[unit] for unit in places))
    return (
        f"{lead}中，满意率最高的是{best}（{format_rate(rates[first])}），"
        f"最低的是{least}（{format_rate(rates[last])}），中位数 {format_rate(middle)}。"
    )


def middle_rate(units: Sequence[UnitResult], part: str, places: Mapping[str, VotePlace]) -> Fraction | None:
    """The rate in the middle of those of `units` that have a place; None where fewer than two have one."""
    rates = sorted(
        votes.rate for unit, votes in _votes(units, part) if votes.rate is not None and unit.unit.id in places
    )
    return median(rates) if len(rates) > 1 else None


def panel_middles(units: Sequence[UnitResult], part: str) -> Mapping[str, Fraction]:
    """By panel the middle of what it thought of each of `units`; of those panels alone that have told of several."""
    found: dict[str, list[Fraction]] = {}
    for _, votes in _votes(units, part):
        for panel, rate in panel_rates(votes).items():
            if rate is not None:
                found.setdefault(panel, []).append(rate)
    return {panel: median(sorted(rates)) for panel, rates in found.items() if len(rates) > 1}


def beside_sentence(place: str, middle: Fraction | None) -> str:
    """Where a unit stands by its rate (`place`), and what is in the middle of all; empty without a place."""
    return f"{place}，中位数 {format_rate(middle)}" if place and middle is not None else place


def aspects_sentence(votes: Votes) -> str:
    """Which aspects have the highest and the lowest rate, without an end; empty where they are withheld or alike."""
    rated = [(found.rate, found.aspect.name) for found in votes.aspects if found.rate is not None]
    if votes.withheld or len({rate for rate, _ in rated}) < 2:
        return ""
    most, least = (pick(rate for rate, _ in rated) for pick in (max, min))
    best, worst = ([name for rate, name in rated if rate == found] for found in (most, least))
    return (
        f"满意率最高的方面是{_named(best, '方面')}（{format_rate(most)}），"
        f"最低的是{_named(worst, '方面')}（{format_rate(least)}）"
    )


def place_sentence(place: VotePlace | None, group: str) -> str:
    """Where a unit stands by its rate: 在 55 个单位中由高到低排第 6 位，与其他 1 个单位相同; empty without a place.

    `group` is the name of its group where there are several. A unit alone has no place to speak of.
    """
    if place is None or place.of < 2:
        return ""
    tied = f"，与其他 {place.tied - 1} 个单位相同" if place.tied > 1 else ""
    return f"在{group} {place.of} 个单位中由高到低排第 {place.place} 位{tied}"


def _votes(units: Iterable[UnitResult], part: str) -> Iterable[tuple[UnitResult, Votes]]:
    for unit in units:
        for found in unit.score.components:
            if found.component.id == part and (votes := votes_of(found)) is not None:
                yield unit, votes


def _named(names: Sequence[str], noun: str = "单位") -> str:
    return "、".join(names) if len(names) <= _NAMED else f" {len(names)} 个{noun}"
