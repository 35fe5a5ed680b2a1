"""Which standard a record counts by: the one in force on its date, where amendments changed it within the year.

Maxima, weights and all else are those in force on the last day of the period, and so are standards that take no
records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple

from generator.rules.expression import Op, col, const, op
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord

# What of a standard does not decide how its records count: they state their points, and whom they charge.
_STATED = {"id", "text", "points", "levels", "max", "cured", "charge"}


class StandardRun(NamedTuple):
    """A standard as it stood from the day `since` (None: the first), until before `before` (None: to the last)."""

    standard: StandardRecord
    since: date | None
    before: date | None

    @property
    def name(self) -> str:
        """What the book calls it, so that its records can be told from those of a later one with the same id."""
        return f"{self.standard.id}.before-{self.before:%Y%m%d}" if self.before else self.standard.id

    def holds(self, item: str) -> Op:
        """Whether a record is one of it, by its item, standard and date."""
        found = [op("eq", col("item"), const(item)), op("eq", col("standard"), const(self.standard.id))]
        if self.since is not None:
            found.append(op("ge", col("date"), const(self.since.isoformat())))
        if self.before is not None:
            found.append(op("lt", col("date"), const(self.before.isoformat())))
        return op("and", *found)


def runs_of(scheme: Scheme, item: str, key: Callable[[StandardRecord], Any]) -> dict[str, list[StandardRun]]:
    """The standards of an item by id, each as it stood one time after another: where it differs by `key`."""
    last = scheme.items.get(item)
    found: dict[str, list[StandardRun]] = {standard.id: [] for standard in (last.standards if last else ())}
    for since, before, edition in scheme.editions():
        for standard in edition.items[item].standards if item in edition.items else ():
            runs = found.setdefault(standard.id, [])
            if runs and runs[-1].before == since and key(runs[-1].standard) == key(standard):
                runs[-1] = StandardRun(standard, runs[-1].since, before)
            else:
                runs.append(StandardRun(standard, since, before))
    return found


def how_counted(standard: Any) -> tuple[Any, ...]:
    """What of a standard decides how its records count, beyond the points that they state."""
    said = [getattr(standard, found.name) for found in fields(standard) if found.name not in _STATED]
    in_all = getattr(standard, "points", None)  # of escalations, a list of what they come to in all
    charged = getattr(standard, "charge", None) is not None
    return (type(standard), *said, in_all if isinstance(in_all, tuple) else None, charged)


def past_standards(scheme: Scheme, item: str) -> Iterator[StandardRecord]:
    """The standards by which records of earlier days count, and that are not in force any more on the last day.

    One that stands otherwise by then has a name of its own.
    """
    if not scheme.earlier:
        return
    for runs in runs_of(scheme, item, how_counted).values():
        for run in runs[:-1]:
            renamed: Any = run.standard
            yield replace(renamed, id=run.name)
        if runs[-1].before is not None:
            yield runs[-1].standard


def standard_in_force(scheme: Scheme) -> Op | None:
    """The name of the standard by which a record counts; None where that is always the one with its id."""
    found: Op | None = None
    for item in scheme.items if scheme.earlier else ():
        for runs in runs_of(scheme, item, how_counted).values():
            for run in runs[:-1]:
                found = op("if", run.holds(item), const(run.name), found or col("standard"))
    return found
