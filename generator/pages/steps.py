"""The derivation of a figure in words: steps with those they follow from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, format_rate
from generator.pages.record_page import RecordView, clause_link
from generator.rules.scheme import Scheme
from generator.score.op_words import UNSAID
from generator.score.step import Step
from generator.words.site_frame import Link
from generator.words.withheld_words import step_words


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the derivation with those it follows from."""

    label: str
    formula: str
    value: str
    clause: Link | None
    record: str
    inputs: tuple[StepView, ...]


def view_step(scheme: Scheme, step: Step, records: Mapping[str, RecordView], places: int = 0) -> StepView:
    """A step of the derivation by `scheme` in words; `records` are those that may be linked, by path.

    The step itself and those right below it have at least `places` decimals, as the
    column has in which they are added; the points of a record stand as they were recorded.
    """
    return StepView(
        label=step.label,
        formula="" if step.value is None and step.formula == UNSAID else step_words(step),
        value=_value(step, places),
        clause=clause_link(scheme, step.clause, scheme.invents() and _is_appraisal(scheme, step)),
        record=records[step.record].url if step.record in records else "",
        inputs=tuple(_view_inputs(scheme, step, records, places)),
    )


def _view_inputs(scheme: Scheme, step: Step, records: Mapping[str, RecordView], places: int) -> Iterator[StepView]:
    for part in step.inputs:
        found = view_step(scheme, part, records)
        yield found if part.record else replace(found, value=_value(part, places))


def _value(step: Step, places: int = 0) -> str:
    if step.value is None:
        return "—"
    return format_rate(Fraction(step.value)) if step.ratio else format_points(step.value, places)


def _is_appraisal(scheme: Scheme, step: Step) -> bool:
    """Whether it is the step of an appraisal, whose formula and rounding no notice states."""
    return any(part.name == step.label for part in scheme.appraisals)
