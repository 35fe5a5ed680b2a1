"""结果运用: which outcome the scheme attaches to which places, and whom it meets."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.lazy_dataclass import dataclass
from generator.pages.ranking_page import tie_words
from generator.pages.record_page import clause_link
from generator.pages.unit_page import OutcomeView, view_outcome
from generator.public.released import AnyReleased
from generator.score.result import UnitResult, YearResult
from generator.score.unit_standing import UnitOutcome
from generator.words import address
from generator.words.labels import leading_body
from generator.words.outcome_words import holder_words, invents_holder, nobody_words, rule_grounds
from generator.words.result_words import CLASH, points_text, rank_text
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One unit that an outcome meets; `said` is what is to be noted of it, empty for nothing."""

    unit: Link
    rank: str
    tied: str
    total: str
    group: str
    edge_tie: bool
    said: str


@dataclass(frozen=True, slots=True)
class OutcomeList:
    """One outcome and the units that it meets, best first; `nobody` says why where there are none.

    `grounds` say on what ground ties were decided, `decider` who decides on them; `held_by` who carries it out, empty
    where the scheme does not say.
    """

    outcome: OutcomeView
    rows: tuple[OutcomeRow, ...]
    edge_tie: bool
    nobody: str
    grounds: tuple[str, ...]
    decider: str
    held_by: str
    held_by_made_up: bool
    held_by_basis: Link | None


@dataclass(frozen=True, slots=True)
class AlikeOutcomes:
    """Outcomes that meet the same units, which are listed once; those that meet nobody stand alone."""

    lists: tuple[OutcomeList, ...]

    @property
    def name(self) -> str:
        """What they are called together."""
        return "、".join(one.outcome.name for one in self.lists)

    @property
    def rows(self) -> tuple[OutcomeRow, ...]:
        """Whom they meet."""
        return self.lists[0].rows


def alike_outcomes(lists: Sequence[OutcomeList]) -> tuple[AlikeOutcomes, ...]:
    """The outcomes in their order, those that list the same units together at the place of the first of them."""
    alike: dict[object, list[OutcomeList]] = {}
    for found in lists:
        alike.setdefault(found.rows or found.outcome.name, []).append(found)
    return tuple(AlikeOutcomes(tuple(same)) for same in alike.values())


def view_outcomes(corpus: AnyReleased, result: YearResult) -> tuple[OutcomeList, ...]:
    """The outcomes of a period in the order of the scheme."""
    found = []
    decider = leading_body(corpus)
    for rule in result.scheme.outcomes:
        met = [(unit, own) for unit in result.units for own in unit.outcomes if own.rule.id == rule.id]
        rows = tuple(
            OutcomeRow(
                unit=Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name),
                rank=rank_text(unit.rank),
                tied=tie_words(unit),
                total=points_text(unit.total, result.scheme.rounding.places),
                group=result.scheme.group_name(unit.group),
                edge_tie=own.edge_tie,
                said=_said(unit, own),
            )
            for unit, own in met
        )
        edge_tie = any(row.edge_tie for row in rows)
        view, nobody = view_outcome(result.scheme, rule, edge_tie), nobody_words(result, rule)
        holder = (
            holder_words(rule),
            invents_holder(result.scheme, rule),
            clause_link(result.scheme, rule.held_by_basis),
        )
        found.append(OutcomeList(view, rows, edge_tie, nobody, rule_grounds(result, rule), decider, *holder))
    return tuple(found)


def _said(unit: UnitResult, own: UnitOutcome) -> str:
    """What is to be noted of a unit under an outcome: its tie, and what a person must decide."""
    notes = (tie_words(unit), "待人工确认" if own.edge_tie else "", CLASH if own.clash else "")
    return "，".join(note for note in notes if note)
