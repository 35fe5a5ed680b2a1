"""Changes carried out one after the other in the live books of a year, and what each moves.

The versions of a site are set against each other in pairs. Those that begin with one version mostly begin with the
same changes: these are carried out once, and the books go on from where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.change.record_change import RecordChange
from generator.compare.side import Side
from generator.compare.side_figures import SideFigures, read_figures
from generator.compare.standing_books import StandingBooks
from generator.history.deciding import DECIDING, place_in
from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS
from generator.score.live_year import LiveScore, LiveYear

Turned = tuple[LiveScore | None, LiveScore | None]  # a score before and after a turn
_Paths = tuple[str, ...]  # of the files that a change is about
_Key = tuple[object, ...]  # which files a turn puts into the books, by what decides what is read of them
_ORDER = {kind: at for at, kind in enumerate((*DECIDING, "publication", "withdrawal"))}
_ORDER |= dict.fromkeys(POINTS, _ORDER[POINTS[0]])


@dataclass(frozen=True, slots=True)
class ChangeTurn:
    """What one change moves: the units that it is about ("" for all), scores, and scores without maxima."""

    owners: set[str]
    moved: dict[str, Turned]
    alone: dict[str, Turned]


def in_turn(year: int, changes: Iterable[RecordChange]) -> list[tuple[RecordChange, _Paths]]:
    """The changes that can move scores of `year`, in their order, each with the paths that it is about."""
    found = ((change, tuple(filter(None, (change.path, change.other)))) for change in changes)
    bearing = [one for one in found if any(place_in(year, path) for path in one[1])]
    return sorted(bearing, key=lambda one: _order(one[0]))


@dataclass(frozen=True, slots=True)
class _Made:
    """A turn that books have made, and of which files."""

    paths: _Paths
    key: _Key
    turn: ChangeTurn


class Turns:
    """Carries out changes in the books of a year: in `live` and, as if nothing had a maximum, in `uncapped`.

    Ranks are asked for where a comparison begins and ends alone, so they are found out once for each state.
    """

    def __init__(self, live: LiveYear, uncapped: LiveYear) -> None:
        self._live, self._uncapped = live, uncapped
        self._books = StandingBooks(live, uncapped)
        self._from: Side | None = None
        self._made: list[_Made] = []  # in this order, from the state of `_from` to where the books stand
        self._figures: list[tuple[Side, SideFigures]] = []  # of the states that were stood at

    def carry_out(
        self, old: Side, new: Side, turning: Sequence[tuple[RecordChange, _Paths]]
    ) -> list[tuple[RecordChange, ChangeTurn]]:
        """The changes from `old` to `new` as `in_turn` gives them, each with its turn."""
        asked = [paths for _, paths in turning]
        keys = [tuple(new.reading(path) for path in paths) for paths in asked]
        at = self._return_to(old, keys)
        if not at:
            self._note_figures(old)
        for paths, key in zip(asked[at:], keys[at:], strict=True):
            owners: set[str] = set().union(*(self._books.put(path, new) for path in paths))
            turn = ChangeTurn(owners, self._live.settle(), self._uncapped.settle())
            self._made.append(_Made(paths, key, turn))
        self._from = old
        self._note_figures(new)
        return [(change, made.turn) for (change, _), made in zip(turning, self._made, strict=True)]

    def figures_of(self, side: Side) -> SideFigures:
        """What the units have in the state of `side`, from or to which changes were carried out."""
        return next(figures for known, figures in self._figures if known is side)

    def _note_figures(self, side: Side) -> None:
        """Notes what the units have in the state of `side`, at which the books stand."""
        if all(known is not side for known, _ in self._figures):
            self._figures.append((side, read_figures(self._live)))

    def _return_to(self, old: Side, keys: Sequence[_Key]) -> int:
        """Lets the books stand at the state of `old` after as many of the turns wanted as they have made already."""
        begun, self._from = self._from, None  # where the books stand is known again when all is done
        made, at = self._made if begun is old else [], 0
        while at < min(len(made), len(keys)) and made[at].key == keys[at]:
            at += 1
        kept = {path for turn in made[:at] for path in turn.paths}
        undone = [path for turn in reversed(made[at:]) for path in turn.paths]
        if begun is not old or not kept.isdisjoint(undone):
            self._books.go_to(old)
            at = 0
        else:
            self._books.put_all(dict.fromkeys(undone), old)
        del self._made[at:]
        return at


def _order(change: RecordChange) -> tuple[int, str, str]:
    """The place of a change in the order of turns."""
    day = (change.new or change.old or {}).get("date", "")
    return _ORDER[change.file], str(day), change.path
