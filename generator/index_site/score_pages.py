"""The scores of a year, district by district: side by side where the rules are the same, and why not where not.

Districts stand in order of region and name, never of score; no unit is ranked with units of another district.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from generator.gather.rule_facts import RULE_NAMES
from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition
from generator.index_site.page_lots import ScorePlan, page_links, plan_scores, region_words
from generator.model.lazy_dataclass import dataclass
from generator.words.site_frame import Link

_MOST_RULES = 20  # groups of rules on the page above the regions: where each district has its own, nobody reads all


@dataclass(frozen=True, slots=True)
class RangeSegment:
    """A part of a bar, in hundredths of its length."""

    tone: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class DistrictScores:
    """The scores of one group of units in one district; `anchor` is that of the district's first line."""

    link: Link
    anchor: str
    group: str
    units: int
    lowest: str
    median: str
    highest: str
    bar: tuple[RangeSegment, ...]
    about: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Districts that were judged by the same rules; `why` says in what they differ from the first such group.

    `lines` are those of the page on which the group stands.
    """

    title: str
    facts: str
    why: str
    lines: tuple[DistrictScores, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionScores:
    """A region whose scores stand on a page of their own: of how many districts, judged by how many rules."""

    link: Link
    districts: int
    rules: int


@dataclass(frozen=True, slots=True)
class ScoresView:
    """One page of the scores of a year: of some districts, or the one above the regions' pages.

    `more` groups of rules are not listed; `pages` are those on which the scores of one region stand.
    """

    url: str
    where: str
    groups: tuple[RuleGroup, ...]
    regions: tuple[RegionScores, ...] = ()
    pages: tuple[Link, ...] = ()
    more: int = 0


# Of each district its groups of units, in order, each with their scores, lowest first.
Scores = Mapping[str, Sequence[tuple[str, Sequence[Decimal]]]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """One group of rules: its number, its digests, who was judged by it, and the scale of its bars."""

    number: int
    digests: tuple[str, ...]
    members: tuple[str, ...]
    floor: Decimal
    full: Decimal


def plan_years(edition: IndexEdition) -> tuple[ScorePlan, ...]:
    """The years of which there are scores, the latest first, each with its pages."""
    if edition.tables is None or "results" not in edition.tables.names:
        return ()
    found = edition.tables.ask(
        "SELECT DISTINCT year, district FROM results WHERE period = year::VARCHAR ORDER BY year DESC, district"
    )
    years: dict[str, list[str]] = {}
    for year, district in found.rows:
        years.setdefault(str(year), []).append(district)
    return tuple(plan_scores(edition, year, names) for year, names in years.items())


def view_scores(edition: IndexEdition, plan: ScorePlan) -> Iterator[ScoresView]:
    """Every page of a year: the districts by their rules, the rules that most share first."""
    scores = _scores(edition, plan.year)
    rules = _by_rules(edition, plan.year, scores)
    if plan.is_cut:
        yield _overview(edition, plan, rules)
    counts = Counter(lot.region for lot in plan.lots)
    for lot in plan.lots:
        pages = page_links(counts[lot.region], partial(address.scores_page, plan.year, lot.region))
        where = region_words(edition, lot.region) if lot.region else ""
        yield ScoresView(lot.url, where, tuple(_groups(edition, plan.year, rules, lot.districts, scores)), (), pages)


def _overview(edition: IndexEdition, plan: ScorePlan, rules: Sequence[_Rules]) -> ScoresView:
    numbers = {name: one.number for one in rules for name in one.members}
    regions: dict[str, list[str]] = {}
    for lot in plan.lots:
        regions.setdefault(lot.region, []).extend(lot.districts)
    told = tuple(
        RegionScores(
            Link(region_words(edition, region), address.scores_page(plan.year, region)),
            len(names),
            len({numbers[name] for name in names if name in numbers}),
        )
        for region, names in sorted(regions.items())
    )
    groups = tuple(_group(edition, plan.year, one, rules[0]) for one in rules[:_MOST_RULES])
    return ScoresView(address.scores_page(plan.year), "", groups, told, (), max(len(rules) - _MOST_RULES, 0))


def _by_rules(edition: IndexEdition, year: str, scores: Scores) -> list[_Rules]:
    found: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(scores):
        found.setdefault(_digests(edition, name, year), []).append(name)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[1][0]))
    rules = []
    for number, (digests, members) in enumerate(ordered, 1):
        full = Decimal(str(_facts(edition, members[0], year).get("full_marks", "100") or "100"))
        floor = min(full, *(values[0] for name in members for _, values in scores[name]))
        rules.append(_Rules(number, digests, tuple(members), floor, full))
    return rules


def _scores(edition: IndexEdition, year: str) -> Scores:
    found: dict[str, list[tuple[str, list[Decimal]]]] = {}
    if edition.tables is None:
        return found
    named = "group_name" if "group_name" in edition.tables.columns("results") else "group"
    sql = (
        f'SELECT district, "{named}", total FROM results WHERE year = {int(year)} '
        f"AND period = '{int(year)}' AND total IS NOT NULL ORDER BY district, \"{named}\", total"
    )
    for district, group, total in edition.tables.stream(sql):
        groups = found.setdefault(district, [])
        if not groups or groups[-1][0] != (group or ""):
            groups.append((group or "", []))
        groups[-1][1].append(total)
    return found


def _facts(edition: IndexEdition, name: str, year: str) -> Mapping[str, Any]:
    source = edition.kept.sources.get(name)
    facts: Mapping[str, Any] = source.rules.get(year, {}) if source is not None else {}
    return facts


def _digests(edition: IndexEdition, name: str, year: str) -> tuple[str, ...]:
    facts = _facts(edition, name, year)
    return tuple(str(facts.get(part, "")) for part in RULE_NAMES)


def _groups(
    edition: IndexEdition, year: str, rules: Sequence[_Rules], names: Sequence[str], scores: Scores
) -> Iterator[RuleGroup]:
    """The groups in which any of `names` is, each with the lines of these."""
    members: dict[int, list[str]] = {}
    numbers = {name: one.number for one in rules for name in one.members}
    for name in names:
        if name in numbers:
            members.setdefault(numbers[name], []).append(name)
    for number in sorted(members):
        one = rules[number - 1]
        lines = tuple(
            _line(edition, name, group, values, one, at == 0)
            for name in members[number]
            for at, (group, values) in enumerate(scores[name])
        )
        group = _group(edition, year, one, rules[0])
        here = f"，这里有 {len(members[number])} 个" if len(members[number]) < len(one.members) else ""
        yield replace(group, title=group.title + here, lines=lines)


def _group(edition: IndexEdition, year: str, one: _Rules, first: _Rules) -> RuleGroup:
    facts = _facts(edition, one.members[0], year)
    differing = [
        words
        for words, own, other in zip(RULE_NAMES.values(), one.digests, first.digests, strict=True)
        if own != other
    ]
    why = f"{'、'.join(differing)}与第 1 组不同，得分不能相比，所以分开列出。" if differing else ""
    told = [f"满分 {facts.get('full_marks', '未写明')} 分", f"{facts.get('items_count', 0)} 个单项"]
    told.append(f"{facts.get('standards_count', 0)} 条标准")
    return RuleGroup(f"第 {one.number} 组：{len(one.members)} 个地区", "，".join(told), why)


def _line(
    edition: IndexEdition, name: str, group: str, scores: Sequence[Decimal], rules: _Rules, is_first: bool
) -> DistrictScores:
    district = edition.corpus.districts[name]
    lowest, highest, median = scores[0], scores[-1], exact_median(scores)
    about = f"最低 {lowest:f}，中位数 {median}，最高 {highest:f}"
    link = Link(district.name, address.district_page(name))
    bar = tuple(_bar(lowest, highest, rules.floor, rules.full))
    anchor = name if is_first else ""
    return DistrictScores(link, anchor, group, len(scores), f"{lowest:f}", median, f"{highest:f}", bar, about)


def exact_median(ordered: Sequence[Decimal]) -> str:
    """The median of decimals in order, exact: the middle of 96.35 and 96.36 is 96.355, as no engine would say."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return f"{ordered[middle]:f}"
    both = ordered[middle - 1], ordered[middle]
    exact = (Fraction(both[0]) + Fraction(both[1])) / 2
    return f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"


def _bar(lowest: Decimal, highest: Decimal, floor: Decimal, full: Decimal) -> Iterator[RangeSegment]:
    span = max(full - floor, Decimal(1))
    start = (lowest - floor) / span * 100
    width = max((min(highest, full) - lowest) / span * 100, Decimal(1))
    yield RangeSegment("a", f"{min(start, Decimal(99)):.1f}", f"{width:.1f}")
