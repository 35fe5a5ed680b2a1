"""What a draft does to scores: all of it for the leading office, for others what their own records take."""

from __future__ import annotations

from collections.abc import Collection

from generator.compare.comparison import Comparison
from generator.desk.desk_viewer import Viewer
from generator.model.lazy_dataclass import dataclass
from generator.public.redact import shown_comparison
from generator.words.cause_words import takes_back
from generator.words.comparison_words import ScoreView, view_comparison


@dataclass(frozen=True, slots=True)
class OwnEffect:
    """What a record takes from its unit's score, or gives back; `absorbed` is what a maximum leaves out.

    `over`: the record goes beyond the maximum.
    """

    path: str
    unit: str
    words: str
    delta: str
    absorbed: str
    over: bool


@dataclass(frozen=True, slots=True)
class EffectView:
    """The effect of a draft. `scores` is empty for all but the leading office."""

    own: tuple[OwnEffect, ...]
    scores: tuple[ScoreView, ...]

    @property
    def is_still(self) -> bool:
        """Whether nothing moves, as far as it is shown."""
        return not self.own and not self.scores


def view_effect(comparison: Comparison, viewer: Viewer, paths: Collection[str]) -> EffectView:
    """The effect as the office may know it: never where a unit stands, unless the office leads."""
    view = view_comparison(shown_comparison(comparison, "internal"), internal=True)
    causes = [(move.unit, cause) for move in comparison.moves for cause in move.causes]
    over = {(unit, cause.path) for unit, cause in causes if cause.absorbed and not takes_back(cause)}
    own = tuple(
        OwnEffect(cause.path, score.name, cause.words, cause.delta, cause.absorbed, (score.unit, cause.path) in over)
        for score in view.scores
        for cause in score.causes
        if cause.path in paths and _is_of(comparison, score.unit, cause.path)
    )
    return EffectView(own, view.scores if viewer.leads else ())


def _is_of(comparison: Comparison, unit: str, path: str) -> bool:
    """Whether the change of a record is about the unit itself, before or after."""
    for change in comparison.changes:
        if path in (change.path, change.other):
            return any(plain is not None and plain.get("unit") == unit for plain in (change.old, change.new))
    return False
