"""The derivation of a figure in words: steps with those they follow from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.corpus import Corpus
from generator.model.number import format_points, format_rate
from generator.model.scheme import AppraisalComponent
from generator.score.result import UnitResult, YearResult
from generator.score.step import Step
from generator.view.appraisal import small_panels
from generator.view.record import RecordView, clause_link
from generator.view.site import Link


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the derivation with those it follows from."""

    label: str
    formula: str
    value: str
    clause: Link | None
    record: str
    inputs: tuple[StepView, ...]


def view_step(step: Step, records: Mapping[str, RecordView], hidden: Collection[str] = ()) -> StepView:
    """A step of the derivation in words; `records` are those that may be linked, by path.

    The counts of the panels named in `hidden` are not shown.
    """
    if step.ratio and step.label in hidden:
        return StepView(step.label, "票数过少，不公布", "—", None, "", ())
    return StepView(
        label=step.label,
        formula=step.formula,
        value=_value(step),
        clause=clause_link(step.clause),
        record=records[step.record].url if step.record in records else "",
        inputs=tuple(view_step(part, records, hidden) for part in step.inputs),
    )


def hidden_panel_names(corpus: Corpus, result: YearResult, unit: UnitResult) -> set[str]:
    """The names of the panels whose counts are not shown in the derivation of `unit`."""
    appraisal = corpus.appraisals_of(result.year).get(unit.unit.id)
    found = set()
    for component in result.scheme.components:
        if isinstance(component, AppraisalComponent):
            small = small_panels(result.scheme, component, appraisal)
            found |= {panel.name for panel in component.panels if panel.id in small}
    return found


def _value(step: Step) -> str:
    if step.value is None:
        return "—"
    return format_rate(Fraction(step.value)) if step.ratio else format_points(step.value)
