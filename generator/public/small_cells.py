"""Small cells: which counts of a register stay unpublished, so that nobody can tell whom they speak of.

A cell below the limit is withheld; so is a further one beside it, what is left of a count within another, and the
cell of a year whose quarters would give one of them away (docs/decisions/0002).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, round_figure
from generator.model.register_rule import RegisterRule
from generator.model.tally import ALL_CELL, WITHHELD_CELL
from generator.score.register_counts import Cell, Cells

Counted = Mapping[str, Cells]  # the cells of each count of a period


@dataclass(slots=True)
class _Grid:
    """The cells of one period, and which of them are withheld."""

    register: RegisterRule
    counted: Counted
    hidden: set[tuple[str, tuple[str, ...]]]

    def is_small(self, number: int) -> bool:
        return 0 < number < self.register.at_least

    def hide_small(self) -> None:
        for name, cells in self.counted.items():
            self.hidden |= {(name, key) for key, cell in cells.items() if self.is_small(cell.records)}

    def hide_shares(self) -> None:
        """Of a count within another what it leaves over is a cell too, and what is withheld above is so below."""
        for count in self.register.counts:
            whole = self.counted.get(count.share_of, {})
            for key, cell in self.counted.get(count.id, {}).items():
                above = whole.get(key)
                if above is None:
                    continue
                rest = above.records - cell.records
                if self.is_small(rest) or (count.share_of, key) in self.hidden:
                    self.hidden.add((count.id, key))

    def hide_seconds(self) -> None:
        """A cell withheld alone is what is missing in a total: further ones, the smallest first, go with it."""
        for name, cells in self.counted.items():
            gone = [key for key in cells if (name, key) in self.hidden]
            if not any(cells[key].records for key in gone):
                continue
            rest = sorted((key for key in cells if key not in gone), key=lambda key: (cells[key].records, key))
            for key in rest:
                if len(gone) > 1 and sum(cells[one].records for one in gone) >= self.register.at_least:
                    break
                gone.append(key)
            self.hidden |= {(name, key) for key in gone}

    def settle(self) -> None:
        """Until nothing more is withheld because of what was."""
        self.hide_small()
        before = -1
        while before != len(self.hidden):
            before = len(self.hidden)
            self.hide_shares()
            self.hide_seconds()


def withhold_cells(
    register: RegisterRule,
    counted: Counted,
    quarters: Sequence[Counted] = (),
    withheld: Collection[tuple[str, tuple[str, ...]]] = (),
) -> dict[str, dict[str, str]]:
    """The counts of a period as they may leave, as a tally says them; of a year with those of its `quarters`.

    `withheld` are cells that may not be told for another reason.
    """
    grid = _Grid(register, counted, set(withheld))
    if quarters:
        parts = [_settled(register, part) for part in quarters]
        for name, cells in counted.items():
            grid.hidden |= {(name, key) for key in cells if _given_away(parts, name, key, register.at_least)}
    grid.settle()
    return {
        name: {
            key[0] if key else ALL_CELL: WITHHELD_CELL if (name, key) in grid.hidden else say_cell(cell)
            for key, cell in cells.items()
        }
        for name, cells in counted.items()
        if cells
    }


def _settled(register: RegisterRule, counted: Counted) -> _Grid:
    grid = _Grid(register, counted, set())
    grid.settle()
    return grid


def _given_away(parts: Sequence[_Grid], name: str, key: tuple[str, ...], least: int) -> bool:
    """Whether the sum over quarters, less those that are known, tells one that is withheld."""
    gone = [part.counted[name][key].records for part in parts if (name, key) in part.hidden]
    return bool(gone) and (len(gone) == 1 or sum(gone) < least)


def say_cell(cell: Cell) -> str:
    """A figure as a tally writes it: whole, or with two decimals."""
    value = cell.value
    if value is None:
        return "0"
    if value.denominator == 1:
        return str(value.numerator)
    return format_points(round_figure(value, 2, "half-up"))
