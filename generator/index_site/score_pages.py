"""The scores of a year, district by district: side by side where the rules are the same, and why not where not.

Districts stand in order of region and name, never of score; no unit is ranked with units of another district.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.gather.rule_facts import RULE_NAMES
from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class RangeSegment:
    """A part of a bar, in hundredths of its length."""

    tone: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class DistrictScores:
    """The scores of one group of units in one district."""

    link: Link
    group: str
    units: int
    lowest: str
    median: str
    highest: str
    bar: tuple[RangeSegment, ...]
    about: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Districts that were judged by the same rules; `why` says in what they differ from the first such group."""

    title: str
    facts: str
    why: str
    lines: tuple[DistrictScores, ...]


Scores = Mapping[tuple[str, str], Sequence[Decimal]]


def years_of_scores(edition: IndexEdition) -> tuple[str, ...]:
    """The years of which there are scores, the latest first."""
    if edition.tables is None or "results" not in edition.tables.names:
        return ()
    found = edition.tables.ask("SELECT DISTINCT year FROM results WHERE period = year::VARCHAR ORDER BY year DESC")
    return tuple(str(row[0]) for row in found.rows)


def view_scores(edition: IndexEdition, year: str) -> tuple[RuleGroup, ...]:
    """The districts of a year by their rules, the rules that most share first."""
    scores = _scores(edition, year)
    names = sorted({name for name, _ in scores})
    by_rules: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        by_rules.setdefault(_rules(edition, name, year), []).append(name)
    ordered = sorted(by_rules.items(), key=lambda one: (-len(one[1]), one[1][0]))
    first = ordered[0][0] if ordered else ()
    return tuple(
        _group(edition, year, at, rules, members, first, scores) for at, (rules, members) in enumerate(ordered, 1)
    )


def _scores(edition: IndexEdition, year: str) -> Scores:
    """The scores of each group of each district, lowest first."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    if edition.tables is None:
        return found
    named = "group_name" if "group_name" in edition.tables.columns("results") else "group"
    sql = (
        f'SELECT district, "{named}", total FROM results WHERE year = {int(year)} '
        f"AND period = '{int(year)}' AND total IS NOT NULL ORDER BY district, \"{named}\", total"
    )
    for district, group, total in edition.tables.stream(sql):
        found.setdefault((district, group or ""), []).append(total)
    return found


def _rules(edition: IndexEdition, name: str, year: str) -> tuple[str, ...]:
    source = edition.kept.sources.get(name)
    facts: Mapping[str, Any] = source.rules.get(year, {}) if source is not None else {}
    return tuple(str(facts.get(part, "")) for part in RULE_NAMES)


def _group(
    edition: IndexEdition, year: str, number: int, rules: tuple[str, ...], members: Sequence[str],
    first: tuple[str, ...], scores: Scores,
) -> RuleGroup:  # fmt: skip
    facts = edition.kept.sources[members[0]].rules.get(year, {})
    full = Decimal(str(facts.get("full_marks", "100") or "100"))
    own = {key: found for key, found in scores.items() if key[0] in members}
    low = min((found[0] for found in own.values()), default=Decimal(0))
    floor = min(low, full)
    lines = tuple(_line(edition, key, found, floor, full) for key, found in sorted(own.items()))
    differing = [words for words, one, other in zip(RULE_NAMES.values(), rules, first, strict=True) if one != other]
    why = f"{'、'.join(differing)}与第 1 组不同，得分不能相比，所以分开列出。" if differing else ""
    told = [f"满分 {facts.get('full_marks', '未写明')} 分", f"{facts.get('items_count', 0)} 个单项"]
    told.append(f"{facts.get('standards_count', 0)} 条标准")
    return RuleGroup(f"第 {number} 组：{len(members)} 个地区", "，".join(told), why, lines)


def _line(
    edition: IndexEdition, key: tuple[str, str], scores: Sequence[Decimal], floor: Decimal, full: Decimal
) -> DistrictScores:
    name, group = key
    district = edition.corpus.districts[name]
    lowest, highest, median = scores[0], scores[-1], exact_median(scores)
    about = f"最低 {lowest:f}，中位数 {median}，最高 {highest:f}"
    link = Link(district.name, address.district_page(name))
    bar = tuple(_bar(lowest, highest, floor, full))
    return DistrictScores(link, group, len(scores), f"{lowest:f}", median, f"{highest:f}", bar, about)


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
