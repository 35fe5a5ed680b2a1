"""Facts of circulars, the public notice, the praise and the summons: totals, ranks, outcomes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.documents.letterhead import chinese_date, common_facts, mark_number
from generator.documents.numerals import close_up
from generator.documents.register_facts import duty_facts, empty_registers, register_facts
from generator.model.deadline import DAY_KINDS, NoticePeriod
from generator.model.deduction import DECISIONS
from generator.model.number import Figure, format_points
from generator.model.publication import Publication
from generator.model.quarter import quarter_name
from generator.model.ranking_rule import OutcomeRule
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.release.period import notice_begins, notice_end, notice_terms
from generator.release.titles import publication_title
from generator.score.category_points import points_of_units
from generator.score.result import ItemResult, UnitResult, YearResult
from generator.words.column import even_points
from generator.words.counted_sums import are_mixed, counted_sums
from generator.words.middle import compared_totals
from generator.words.outcome_words import invents_holder, rule_grounds, tie_ground
from generator.words.record_counts import counting, other_words
from generator.words.result_words import (
    NONE,
    grade_words,
    made_of_words,
    part_titles,
    points_noun,
    points_text,
    rank_text,
    standing_words,
)

_WORST = 5
_COMMONEST = 3
_SUBHEADING = re.compile("(（[一二三四五六七八九十]{1,3}）[^。]{1,40})(。.*|)", re.DOTALL)


def circular_facts(
    corpus: AnyReleased, period: Period, result: YearResult, publication: Publication | None, kind: str
) -> dict[str, Any]:
    """Facts of a quarterly or annual circular or of the public notice, as `publication` issued it; None: a draft."""
    noun = points_noun(result)
    return {
        **common_facts(corpus, period, result, publication),
        "title": publication.title if publication else publication_title(result.scheme, kind, period.quarter),
        "quarter": quarter_name(period.quarter),
        "units": str(len(result.units)),
        "noun": noun,
        **_figures(period, result),
        "made_of": made_of_words(result),
        "commonest": list(_commonest(result)),
        "reviewed": _reviewed(result),
        "missing": result.missing,
        "components": list(map(part_titles(result).__getitem__, _known_parts(result))),
        "categories": list(_category_rows(result)),
        "groups": list(_group_rows(result)),
        "graded": bool(result.laid.grade),
        "explained": [
            f"{found.unit.name}{'：' if found.rank is not None else ''}{words}"
            for found in result.units
            if (words := standing_words(found))
        ],
        "tied": any(found.tied > 1 for found in result.units),
        "outcomes": list(_outcome_rows(result)),
        "statement": list(map(_statement, publication.statement)) if publication else [],
        "registers": list(register_facts(corpus, period)),
        "empty_registers": empty_registers(corpus, period),
        "duties": duty_facts(corpus, period) if publication is None else {},  # what was issued stays as it was
        **_notice_facts(corpus, result.scheme.notice_period, publication),
    }


def _figures(period: Period, result: YearResult) -> dict[str, str]:
    """Best and worst total, how many records count and what became of the others: in all, and in the quarter."""
    (group, totals), places = compared_totals(result), result.scheme.rounding.places
    effects, noun = [effect for found in result.units for effect in found.score.effects()], points_noun(result)
    own = [e for e in effects if period.quarter is None or e.record.quarter == period.quarter]
    return {
        "compared": group,
        "best": format_points(totals[-1], places) if totals else "",
        "worst": format_points(totals[0], places) if totals else "",
        "records": str(len(counting(effects))),
        "others": close_up(other_words(effects, noun)),
        "own_records": str(len(counting(own))),
        "own_others": close_up(other_words(own, noun)),
        "own_sums": "、".join(
            f"{close_up(words.did(format_points(points)))}分" for words, points in counted_sums(result, own)
        ),
        "untouched": str(sum(not any(effect.counted for effect in found.score.effects()) for found in result.units)),
    }


def _statement(text: str) -> tuple[str, str]:
    """A paragraph of the office's own: its run-in heading （一）… (7.3.3), if it has one, and the rest."""
    found = _SUBHEADING.fullmatch(text)
    if found is None:
        return "", text
    lead, rest = found[1], found[2]
    return (f"{lead}。", rest[1:]) if rest[1:] else (text, "")


def _notice_facts(corpus: AnyReleased, rule: NoticePeriod | None, publication: Publication | None) -> dict[str, str]:
    """How long a public notice runs, and its first and last day where they are known; empty where they are not."""
    begins = ends = None
    if publication is not None and publication.kind == "public-notice":
        rule, _ = notice_terms(corpus, publication)
        recorded = corpus.recorded.get(publication.id)
        begins, ends = notice_begins(publication, recorded), notice_end(corpus, publication, recorded)
    return {
        "notice_days": f"{rule.days}个{DAY_KINDS[rule.kind]}" if rule is not None else "",
        "notice_from": chinese_date(begins),
        "notice_until": chinese_date(ends) if isinstance(ends, date) else "",
    }


def _commonest(result: YearResult) -> Iterator[tuple[str, str, str]]:
    """The items that took most from all units together: name, how many records, points."""
    found: dict[str, list[ItemResult]] = {}
    for unit in result.units:
        for item in unit.score.items():
            if item.words.sign < 0 and item.counted > 0:
                found.setdefault(item.item.id, []).append(item)
    taken = {name: sum((item.counted for item in items), start=Decimal(0)) for name, items in found.items()}
    names = sorted(taken, key=lambda name: (-taken[name], name))[:_COMMONEST]
    for name, points in zip(names, even_points(taken[name] for name in names), strict=True):
        counted = sum(len(counting(item.effects)) for item in found[name])
        yield found[name][0].item.name, str(counted), points


def _reviewed(result: YearResult) -> dict[str, Any]:
    """How many records of the period were appealed against, and what became of them; empty where none was."""
    appeals = [
        effect.record.appeal
        for unit in result.units
        for effect in unit.score.effects()
        if effect.record.appeal is not None
    ]
    if not appeals:
        return {}
    found = Counter(appeal.decision for appeal in appeals)
    return {
        "all": str(len(appeals)),
        "decided": [f"{words}{found[name]}件" for name, words in DECISIONS.items() if found[name]],
        "waiting": str(found[""]) if found[""] else "",
    }


def _category_rows(result: YearResult) -> Iterator[tuple[str, str, str]]:
    """Each category: name, number of records, points deducted from all units together."""
    rows = list(_categories(result))
    for (name, count, _, verb), points in zip(rows, even_points(row[2] for row in rows), strict=True):
        yield name, count, f"{verb if are_mixed(result) else ''}{points}"


def _categories(result: YearResult) -> Iterator[tuple[str, str, Fraction, str]]:
    for category in result.scheme.categories():
        items = {item.id for item in category.items}
        found = [(unit, item) for unit in result.units for item in unit.score.items() if item.item.id in items]
        count = sum(len(counting(item.effects)) for _, item in found)
        verb = next((item.words.verb for _, item in found), "")
        yield category.name, str(count), sum((one for _, one in points_of_units(found, category)), Fraction(0)), verb


def _group_rows(result: YearResult) -> Iterator[dict[str, Any]]:
    places, known = result.scheme.rounding.places, _known_parts(result)
    for group in dict.fromkeys(found.group for found in result.units):
        units = result.group(group)
        weighed = [found.score.contribution for found in units if found.score.contribution is not None]
        shown = iter(even_points(weighed))
        contributions = [NONE if found.score.contribution is None else next(shown) for found in units]
        rows = [
            {
                "rank": rank_text(found.rank),
                "name": found.unit.name,
                "total": points_text(found.total, places),
                "grade": grade_words(found) or NONE,
                "counted": [
                    format_points(part.counted, places) if part.complete else NONE
                    for part in map(found.score.components.__getitem__, known)
                ],
                "contribution": contribution,
            }
            for found, contribution in zip(units, contributions, strict=True)
        ]
        yield {"name": result.scheme.group_name(group), "rows": rows, "weighed": result.scheme.contributes(group)}


def _known_parts(result: YearResult) -> list[int]:
    """Which parts have a figure of anybody yet: a column of dashes tells nothing."""
    every = range(len(result.laid.parts))
    known = [at for at in every if any(found.score.components[at].complete for found in result.units)]
    return known or list(every)


def _outcome_rows(result: YearResult) -> Iterator[dict[str, Any]]:
    """Each outcome that exists in this period: who has it, whether a tie waits for a person, what is made up."""
    for rule in result.scheme.outcomes:
        if not any(rule.concerns(unit.group, unit.time) for unit in result.units):
            continue
        found = units_with(result, rule)
        yield {
            "name": rule.name,
            "units": "、".join(unit.unit.short_name for unit, _ in found),
            "clashing": "、".join(clashing_with(result, rule)),
            "count": str(len(found)),
            "flagged": any(tied for _, tied in found),
            "made_up": result.scheme.invents_places(rule),
            "grounds": rule_grounds(result, rule),
        }


def clashing_with(result: YearResult, rule: OutcomeRule) -> list[str]:
    """The units in which an outcome meets an opposite one, of which the scheme does not say which goes before."""
    return [
        unit.unit.short_name
        for unit in result.units
        for outcome in unit.outcomes
        if outcome.rule.id == rule.id and outcome.clash
    ]


def units_with(result: YearResult, rule: OutcomeRule) -> list[tuple[UnitResult, bool]]:
    """The units that have an outcome, best first, and whether a tie brought them in that nobody has decided."""
    return [
        (unit, outcome.edge_tie) for unit in result.units for outcome in unit.outcomes if outcome.rule.id == rule.id
    ]


def praise_facts(
    corpus: AnyReleased, period: Period, result: YearResult, publication: Publication | None, rule: OutcomeRule
) -> dict[str, Any]:
    """Facts of the circular of praise that `rule` asks for."""
    praised = units_with(result, rule)
    number = publication.number_of("praise", outcome=rule.id) if publication is not None else ""
    return {
        **common_facts(corpus, period, result, publication),
        "number": mark_number(corpus, number),
        "outcome": rule.name,
        "grounds": rule_grounds(result, rule),
        "names": [unit.unit.name for unit, _ in praised],
        "count": str(len(praised)),
        "flagged": any(tied for _, tied in praised),
        "made_up": result.scheme.invents_places(rule),
    }


def summons_facts(
    corpus: AnyReleased,
    period: Period,
    result: YearResult,
    publication: Publication | None,
    rule: OutcomeRule,
    unit: UnitResult,
    tied: bool,
) -> dict[str, Any]:
    """Facts of the summons to a talk that `rule` asks for: score, rank, and where most points were lost."""
    lost = sorted(_losses(unit), key=lambda row: (-row[-1], row[0]))[:_WORST]
    points = even_points(row[-1] for row in lost)
    letter = publication.letter_of("summons", unit.unit.id, rule.id) if publication is not None else None
    number = letter.document if letter is not None else ""
    places = result.scheme.rounding.places
    return {
        **common_facts(corpus, period, result, publication),
        "number": mark_number(corpus, number),
        "unit": unit.unit.name,
        "appointment": letter.appointment.rstrip("。") if letter is not None else "",
        "total": points_text(unit.total, places),
        "rank": rank_text(unit.rank),
        "units": str(len(result.ranked(unit.group))),
        "outcome": rule.name,
        "held_by": rule.held_by,
        "held_by_made_up": invents_holder(result.scheme, rule),
        "grounds": tuple(tie_ground(tie) for tie in unit.decided if tie.rule.id == rule.id),
        "flagged": tied,
        "lost": [(*row[:-1], deducted) for row, deducted in zip(lost, points, strict=True)],
        "made_up": any(result.scheme.invents(item.item) for item in unit.score.items() if item.counted > 0),
    }


def _losses(unit: UnitResult) -> Iterator[tuple[str, str, str, Figure]]:
    """What took points from a unit, items and parts without items: name, marks, number of records, points."""
    for part in unit.score.components:
        if part.words.sign < 0 and part.complete and part.counted > 0 and not part.items:
            yield part.component.name, format_points(part.component.max), NONE, part.counted
    for item in unit.score.items():
        if item.words.sign < 0 and item.counted > 0:
            yield item.item.name, format_points(item.item.max), str(len(counting(item.effects))), item.counted
