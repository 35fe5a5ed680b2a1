"""评议 as readers see it: the rates of a unit, aspect by aspect and panel by panel, out of the rows of its part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.rules.given_tables import ASPECT, JOINT, PANEL
from generator.rules.part_record import VotedPart, Weighted
from generator.score.operations import Value
from generator.score.result import ComponentResult


@dataclass(frozen=True, slots=True)
class PanelRate:
    """One panel on one aspect: `rate` = `weighted` / `counted`, None where no opinion was counted and none is set."""

    panel: Weighted
    weighted: Decimal
    counted: int
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class AspectRate:
    """One aspect: the mean of its panels by their weights; None where no panel has a rate.

    Where panels have channels, `panels` are all that is counted by itself, and `joint` the rate of each panel.
    """

    aspect: Weighted
    panels: tuple[PanelRate, ...]
    rate: Fraction | None
    joint: Mapping[str, Fraction | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Votes:
    """How an appraisal came about; there is nothing, and `rate` is None, until it has been held.

    Where counts are `withheld`, no aspect has a rate, only panels whose counts are public do, and `rate` is rounded.
    """

    component: VotedPart
    aspects: tuple[AspectRate, ...]
    rate: Fraction | None
    held: date | None
    withheld: bool = False


def votes_of(part: ComponentResult) -> Votes | None:
    """The votes of a unit in a part; None where citizens do not vote in it."""
    component = part.laid.part
    if not isinstance(component, VotedPart):
        return None
    aspects, panels = ({entry.id: entry for entry in of} for of in (component.aspects, component.polls))
    found: dict[Value, list[PanelRate]] = {}
    for row in part.tables.get(PANEL, ()):
        if row["counted"] is None:
            continue
        weighted, counted = (Decimal(str(row[name])) for name in ("weighted", "counted"))
        rate = PanelRate(panels[str(row["panel"])], weighted, int(counted), _ratio(row["rate"]))
        found.setdefault(row["aspect"], []).append(rate)
    joint: dict[Value, dict[str, Fraction | None]] = {}
    for row in part.tables.get(JOINT, ()):
        joint.setdefault(row["aspect"], {})[str(row["joint"])] = _ratio(row["rate"])
    rows = part.tables.get(ASPECT, ())
    rated = tuple(
        AspectRate(
            aspects[str(row["aspect"])],
            tuple(found.get(row["aspect"], ())),
            _ratio(row["rate"]),
            joint.get(row["aspect"], {}),
        )
        for row in rows
    )
    held = next((date.fromisoformat(str(row["held"])) for row in rows), None)
    return Votes(component, rated, part.ratio(), held, part.withheld)


def panel_rates(votes: Votes) -> Mapping[str, Fraction | None]:
    """What each panel, and each of its channels, thought of the unit as a whole: the mean of its rates by the weights
    of the aspects. Of an aspect without a rate the others are taken; None where none has one, or all are withheld.
    """
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    for aspect in votes.aspects:
        weight = Fraction(aspect.aspect.weight)
        own = {found.panel.id: found.rate for found in aspect.panels}
        for panel, rate in {**own, **aspect.joint}.items():
            if rate is not None:
                rated, of = sums.get(panel, (Fraction(0), Fraction(0)))
                sums[panel] = rated + weight * rate, of + weight
    polls = [row.id for panel in votes.component.panels for row in (panel, *panel.channels)]
    return {poll: sums[poll][0] / sums[poll][1] if poll in sums and sums[poll][1] else None for poll in polls}


def _ratio(value: Value) -> Fraction | None:
    return Fraction(value) if isinstance(value, Decimal | Fraction) else None
