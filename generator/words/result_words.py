"""Scores, ranks and parts in words, whatever of them a unit has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from generator.model.number import Figure, format_points
from generator.model.publication import CorrectedResult
from generator.rules.effect_words import EFFECTS, EffectWords, common_noun, named_points
from generator.rules.full_marks import full_marks_in
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidPart
from generator.rules.scheme import Scheme
from generator.rules.total_columns import QUARTERS, taken_words, worth_of
from generator.score.operations import number
from generator.score.result import UnitResult, YearResult
from generator.score.unit_standing import UnitOutcome

NONE = "—"  # where there is no figure
CLASH = "与另一项相反，考核办法没有写以哪一项为准"


def points_text(value: Figure | None, places: int = 0) -> str:
    """Points with `places` decimals; a dash where there are none."""
    return NONE if value is None else format_points(value, places)


def rank_text(rank: Figure | None) -> str:
    """A rank as a number: 3, or 2.5 where the tied have the mean of their places; a dash where there is none."""
    return points_text(rank)


def rank_words(result: UnitResult) -> str:
    """A rank as it is said: 第 3 名, 并列第 3 名, 不排名."""
    if result.rank is None:
        return "不排名"
    place = f"第 {rank_text(result.rank)} 名"
    return f"并列{place}" if result.tied > 1 else place


def rank_name(result: UnitResult) -> str:
    """A rank in a column of ranks, with its tie: 3（并列）."""
    return f"{rank_text(result.rank)}（并列）" if result.tied > 1 else rank_text(result.rank)


def score_words(result: UnitResult, places: int) -> str:
    """A score as it is said, without its rank: 得分 96.30, 没有得分; with its grade where it has one."""
    words = "没有得分" if result.total is None else f"得分 {format_points(result.total, places)}"
    return f"{words}，等次{grade_words(result)}" if result.grade else words


def grade_words(result: UnitResult) -> str:
    """A grade as it is said, with it that more units share it than it has places; empty where there is none."""
    if not result.grade_tied:
        return result.grade
    return f"{result.grade}（并列超出名额）" if result.grade else "（并列超出名额）"


class HasStanding(Protocol):
    """A score and a rank, or why there is none."""

    @property
    def total(self) -> Decimal | None:
        """The score in points."""

    @property
    def rank(self) -> Figure | None:
        """The rank in the group."""

    @property
    def reason(self) -> str:
        """Why one of them is missing, or what else decided the score."""


def standing_words(result: HasStanding) -> str:
    """That a unit has no score or no rank, and why; what else decided its score; empty where nothing did."""
    reason = result.reason.rstrip("。")
    if result.total is None:
        return f"没有得分，不排名：{reason}"
    return f"计分而不排名：{reason.removesuffix('，不排名')}" if result.rank is None else reason


def corrected_notes(change: CorrectedResult) -> Iterator[str]:
    """What a correction moves beside total and rank, one sentence each: the grade, why there is no score or rank."""
    old, new = change.old, change.new
    if old.grade != new.grade:
        yield f"的等次由{old.grade or NONE}更正为{new.grade or NONE}。"
    if old.reason != new.reason:
        kept = "没有得分" if new.total is None else "不排名" if new.rank is None else ""
        yield f"{kept or '更正后'}：{new.reason.rstrip('。') or '没有其他规定决定得分和名次'}。"


def part_titles(result: YearResult) -> list[str]:
    """The columns of the parts, each by its name and what it does: 行政效能扣分."""
    return [named_points(part.part.name, EFFECTS[part.kind.effect].noun) for part in result.laid.parts]


def item_words(result: YearResult, item: str) -> EffectWords:
    """What the points of the item with this id do to a score."""
    for part in result.laid.parts:
        if any(laid.item.id == item for laid in part.items):
            return EFFECTS[part.kind.effect]
    return EFFECTS["none"]


def points_noun(result: YearResult) -> str:
    """What the points of all parts together are called: 扣分, or 计分 where some take and some give."""
    return common_noun(part.kind.effect for part in result.laid.parts)


def outcome_name(found: UnitOutcome) -> str:
    """An outcome in words; one that a person must look at says why."""
    return found.rule.name + ("（并列，待人工确认）" if found.edge_tie else f"（{CLASH}）" if found.clash else "")


def total_words(result: YearResult) -> str:
    """How the parts make the total, in one line without figures of units: 100 − 扣分 ＋ 加分.

    Of a year of quarters, how these do, and what counts once: 各季度得分的平均 ＋ 群众评议得分.
    """
    if result.laid.quarters:
        return quarters_words(result.scheme, result.laid.parts)
    effects = [part.kind.effect for part in result.laid.parts]
    nouns = {EFFECTS[effect].noun: EFFECTS[effect].mark for effect in effects if EFFECTS[effect].sign}
    start = common_start(result)
    words = format_points(start) if start else ""
    for noun, mark in sorted(nouns.items(), key=lambda found: found[1] != "−"):
        words += f" {mark} 各部分{noun}" if words else f"各部分{noun}相加"
    return words


def quarters_words(scheme: Scheme, parts: Sequence[LaidPart]) -> str:
    """How a year follows from its quarters and `parts`, which count once in it; empty where it does not."""
    if scheme.year_of is None:
        return ""
    nouns = ["得分" if part.kind.effect == "loses" else EFFECTS[part.kind.effect].noun for part in parts]
    once = [named_points(part.part.name, noun) for part, noun in zip(parts, nouns, strict=True)]
    return " ＋ ".join([taken_words(scheme.year_of), *once])


def made_of_words(result: YearResult) -> str:
    """Of what a score is made, in a sentence of an official document without its full stop."""
    if result.laid.quarters:
        return f"得分为{quarters_words(result.scheme, result.laid.parts).replace(' ＋ ', '加')}"
    if points_noun(result) != "扣分":
        return "得分按考核办法由各部分合成"
    start = common_start(result)
    marks = f"{'满分' if start == full_marks_in(result.scheme, result.quarter) else ''}{format_points(start)}分"
    return f"得分为{marks}减{result.span.sums if result.quarter is not None else '各部分'}扣分"


def verb_of(noun: str) -> str:
    """What is said of points that are called `noun`: 扣 for 扣分; nothing where they are of several kinds."""
    return next((words.verb for words in EFFECTS.values() if words.noun == noun and words.sign), "")


def sum_words(noun: str) -> str:
    """What the sum of points that are called `noun` is called: 共扣."""
    return f"共{verb_of(noun) or '计'}"


def size_words(result: YearResult, group: str) -> str:
    """How many units a rank is among: 11 个单位, and how many more are not ranked."""
    ranked, all_units = len(result.ranked(group)), len(result.group(group))
    left = f"（另有 {all_units - ranked} 个不排名）" if ranked < all_units else ""
    return f"{ranked} 个单位{left}"


def common_start(result: YearResult) -> Fraction:
    """What a score begins with where a unit can have all marks: those of the parts that take from it."""
    losing = (part for part in result.laid.parts if part.kind.effect == "loses")
    return sum((Fraction(worth_of(part)) for part in losing), Fraction(0))


def running_start(result: YearResult, unit: UnitResult) -> Fraction:
    """What a unit's score begins with: the marks of the parts that take from it, less those that it cannot have.

    A year of quarters begins with what these come to together, and comes to those marks on its way (`brought_marks`).
    """
    if not result.laid.quarters:
        return sum((_marks(result, unit, part) for part in result.laid.parts), Fraction(0))
    quarters = result.filled.cell(UNIT, (unit.unit.id,), QUARTERS)
    return Fraction(0) if quarters is None else Fraction(number(quarters))


def start_name(result: YearResult, start: Fraction) -> str:
    """What the figure is called with which a score begins: 满分, 起点, of a year of quarters 各季度得分合成."""
    if result.laid.quarters:
        return "各季度得分合成"
    return "满分" if start == full_marks_in(result.scheme, result.quarter) else "起点"


def brought_marks(result: YearResult, unit: UnitResult, part: LaidPart) -> Fraction:
    """The marks that a part which takes first brings to a year of quarters; 0 where they stand at the start."""
    return _marks(result, unit, part) if result.laid.quarters else Fraction(0)


def _marks(result: YearResult, unit: UnitResult, part: LaidPart) -> Fraction:
    """The marks from which a part takes, less those that the unit cannot have; 0 of a part that does not take."""
    if part.kind.effect != "loses":
        return Fraction(0)
    absent = result.filled.cell(UNIT, (unit.unit.id,), part.absent) if part.absent else None
    return Fraction(worth_of(part)) - (0 if absent is None else Fraction(number(absent)))


def lost_of(unit: UnitResult, full_marks: Decimal) -> Decimal | None:
    """What a unit's score lacks to full marks; None where it has no score."""
    return None if unit.total is None else full_marks - unit.total
