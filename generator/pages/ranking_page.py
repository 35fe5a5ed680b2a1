"""The ranking of a period: every unit's place, score, what it lost and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, printed_points
from generator.pages.chart import Segment, stack
from generator.rules.full_marks import full_marks_in
from generator.score.result import UnitResult, YearResult
from generator.words import address
from generator.words.column import contribution_words
from generator.words.outcome_words import tie_grounds
from generator.words.record_counts import counting
from generator.words.result_words import (
    CLASH,
    NONE,
    common_start,
    grade_words,
    part_titles,
    points_noun,
    points_text,
    rank_text,
    size_words,
    standing_words,
    verb_of,
)
from generator.words.site_frame import Link

COMPONENT_TONES = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class OutcomeTag:
    """An outcome of a unit: its words and whether a tie brought it in, or it clashes, so that a human must look."""

    name: str
    good: bool
    edge_tie: bool
    clash: str = ""


@dataclass(frozen=True, slots=True)
class RankRow:
    """One unit in the ranking. `tied` are the words about its tie, empty where it has none.

    `standing` says why it has no score or no rank, or what else decided its score; empty where nothing did.
    """

    rank: str
    tied: str
    unit: Link
    kind: str
    total: str
    provisional: bool
    grade: str
    standing: str
    counted: tuple[str, ...]
    lost: str
    contribution: str
    records: str
    bar: tuple[Segment, ...]
    outcomes: tuple[OutcomeTag, ...]


_LEADING, _BESIDE = 10, 5  # so many are the first of a group, and so many more are shown that tie with the last


@dataclass(frozen=True, slots=True)
class RankGroup:
    """The units that are ranked together, best first; `words` say how many are ranked and how many are not.

    `weighed` where their scores count in another assessment; `grounds` say on what ground its ties were decided.
    """

    name: str
    size: str
    words: str
    weighed: bool
    rows: tuple[RankRow, ...]
    grounds: tuple[str, ...] = ()

    @property
    def leading(self) -> tuple[RankRow, ...]:
        """The first ten, and who stands where the tenth does, unless they are many."""
        return self.rows[:_LEADING] + (() if self.further else self._beside_the_last)

    @property
    def further(self) -> int:
        """How many stand where the last of `leading` does, and are not among them."""
        number = len(self._beside_the_last)
        return number if number > _BESIDE else 0

    @property
    def _beside_the_last(self) -> tuple[RankRow, ...]:
        last = self.rows[_LEADING - 1].rank if len(self.rows) > _LEADING else ""
        return tuple(row for row in self.rows[_LEADING:] if last and row.rank == last)


@dataclass(frozen=True, slots=True)
class RankingView:
    """A ranking. `components` name the parts and `titles` their columns; `scale` says how long a full bar is.

    `noun` and `verb` are for the points of all parts together; `verb` is empty where these do not all do the same,
    and there is no sum of them then. Of a quarter only the parts are told whose data are in for some unit, and no
    share in another assessment, which counts the year.
    """

    components: tuple[str, ...]
    titles: tuple[str, ...]
    noun: str
    verb: str
    graded: bool
    start: str
    groups: tuple[RankGroup, ...]
    scale: str
    provisional: bool
    full_marks: str
    target: str
    weight: str


def view_ranking(result: YearResult) -> RankingView:
    """The ranking of all groups of `result`."""
    groups = dict.fromkeys(unit.group for unit in result.units)
    shown = _shown_parts(result)
    longest = max((lost_points(unit) for unit in result.units), default=Fraction(0))
    return RankingView(
        components=tuple(result.laid.parts[at].part.name for at in shown),
        titles=tuple(title for at, title in enumerate(part_titles(result)) if at in shown),
        noun=points_noun(result),
        verb=verb_of(points_noun(result)),
        graded=bool(result.laid.grade),
        start=format_points(common_start(result)),
        groups=tuple(_group(result, group, longest, shown) for group in groups),
        scale=format_points(longest, 2),
        provisional=any(unit.score.provisional for unit in result.units),
        full_marks=format_points(full_marks_in(result.scheme, result.quarter)),
        target=result.scheme.target_assessment,
        weight=result.scheme.target_share if result.quarter is None else "",
    )


def _shown_parts(result: YearResult) -> tuple[int, ...]:
    """The places of the parts that a ranking tells: all of a year, of a quarter those whose data are in."""
    return tuple(
        at
        for at in range(len(result.laid.parts))
        if result.quarter is None or any(unit.score.components[at].complete for unit in result.units)
    )


def lost_points(unit: UnitResult) -> Fraction:
    """The points that a unit lost, got or was given in all components, whatever they do to its score."""
    return sum((Fraction(part.counted) for part in unit.score.components), Fraction(0))


def tie_words(unit: UnitResult) -> str:
    """The words about a tie: 与 2 个单位并列; empty where there is none."""
    return f"与其他 {unit.tied - 1} 个单位并列" if unit.tied > 1 else ""


def outcome_tags(unit: UnitResult) -> tuple[OutcomeTag, ...]:
    """The outcomes of a unit in the order of the scheme."""
    return tuple(
        OutcomeTag(found.rule.name, found.rule.top is not None, found.edge_tie, CLASH if found.clash else "")
        for found in unit.outcomes
    )


def _group(result: YearResult, group: str, longest: Fraction, shown: Sequence[int]) -> RankGroup:
    rows = tuple(_row(result, unit, longest, shown) for unit in result.group(group))
    weighed = result.scheme.contributes(group) and result.quarter is None
    grounds = tuple(dict.fromkeys(words for unit in result.group(group) for words in tie_grounds(unit)))
    name, size = result.scheme.group_name(group), size_words(result, group)
    return RankGroup(name, str(len(rows)), size, weighed, rows, grounds)


def _row(result: YearResult, unit: UnitResult, longest: Fraction, shown: Sequence[int]) -> RankRow:
    places = result.scheme.rounding.places
    told = [unit.score.components[at] for at in shown]
    parts = [(part.counted, tone) for part, tone in zip(told, COMPONENT_TONES, strict=False)]
    counted = len(counting(unit.score.effects()))
    return RankRow(
        rank=rank_text(unit.rank),
        tied=tie_words(unit),
        unit=Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name),
        kind=unit.unit.kind,
        total=points_text(unit.total, places),
        provisional=unit.score.provisional,
        grade=grade_words(unit) or NONE,
        standing=standing_words(unit),
        counted=tuple(printed_points(part.counted, places) for part in told),
        lost=printed_points(lost_points(unit), places),
        contribution=contribution_words(result.scheme, unit.score.contribution),
        records=str(counted),
        bar=stack(parts, longest),
        outcomes=outcome_tags(unit),
    )
