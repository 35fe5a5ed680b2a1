"""What moved a unit's score, place and outcomes between two states, in figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure

CauseKind = Literal[
    "scheme", "amendment", "joined", "left", "unit", "applies", "deduction", "bonus", "measure", "import",
    "appraisal", "publication", "peer", "score-lost", "score-gained",
]  # fmt: skip
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cause:
    """What one change did to one unit's score: `delta` points (negative: the score fell).

    A `peer` is a change of another unit's data that moved this one, by a rank or a mean. At the turn that takes a
    unit's score away, or gives it one, `delta` is None: `score-lost`, `score-gained`. For a record of points of the
    unit's own `points` is what it would have done if nothing had a maximum, and `absorbed` what maxima took off that:
    delta = points + absorbed. Else both are None. `correction` is the id of a correction between the two states that
    names the file.
    """

    path: str
    kind: CauseKind
    delta: Decimal | None
    points: Decimal | None = None
    absorbed: Decimal | None = None
    correction: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeMove:
    """An outcome that a unit entered or left, or that it kept while a tie over its edge came or went.

    `old` and `new` say whether the unit has it, `old_tie` and `new_tie` whether it does by such a tie, so that a
    human must look (design §4.6).
    """

    outcome: str
    old: bool
    new: bool
    old_tie: bool = False
    new_tie: bool = False


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """Score, place and outcomes of one unit on one side; of an outcome whether it is had by a tie over the edge.

    No record is in it: what moved is told by figures alone.
    """

    total: Decimal | None
    group: str
    rank: Figure | None
    outcomes: Mapping[str, bool]
    grade: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScoreMove:
    """One unit in one year: score, rank, outcomes before and after (None: not scored), and the causes of the delta.

    A unit that joined or left counts as zero on the other side, so that its causes add up too.
    """

    unit: str
    year: int
    old: UnitFigures | None
    new: UnitFigures | None
    old_provisional: bool
    new_provisional: bool
    causes: tuple[Cause, ...]

    @property
    def delta(self) -> Decimal:
        """The difference of the scores in points."""
        return ((self.new.total if self.new else None) or _ZERO) - ((self.old.total if self.old else None) or _ZERO)

    @property
    def grade_moved(self) -> bool:
        """Whether the grade differs, or why the unit has no score or rank, or what else decides its score."""
        before, after = ((side.grade, side.reason) if side else ("", "") for side in (self.old, self.new))
        return before != after

    @property
    def rank_moved(self) -> bool:
        """Whether the rank, or the group in which it is one, differs."""
        before, after = ((side.group, side.rank) if side else None for side in (self.old, self.new))
        return before != after

    def outcomes(self) -> Iterator[OutcomeMove]:
        """The outcomes that the unit entered or left, or whose tie came or went, by id."""
        before, after = (side.outcomes if side else {} for side in (self.old, self.new))
        for name in sorted(before.keys() | after.keys()):
            was, now = before.get(name), after.get(name)
            if was != now:
                yield OutcomeMove(name, was is not None, now is not None, bool(was), bool(now))
