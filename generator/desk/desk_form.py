"""A form as a page draws it: each declared field as a control with its value, its choices and its problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from generator.acts.record_fields import FieldProblem
from generator.acts.record_kinds import FormField
from generator.desk.desk_calendar import CalendarMonth, asked_field, open_month
from generator.model.holidays import Holidays
from generator.model.lazy_dataclass import dataclass

_NAME = re.compile(r"(?<![a-z_])[a-z_]+(?![a-z_]) ?")  # a field as a file names it, in words of its declaration
DAY_HINT = "如 2015年4月2日，也可以写 20150402、2015.4.2"
_MOST_ROWS = 20
_BLANK_ROWS = 1
_WIDGETS = {"line": "text", "number": "number", "whole": "number", "day": "day", "id": "text"}


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One of the values of a control: what is sent, what is read, and what explains it."""

    value: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class FieldOffer:
    """What is offered for a field in place of what its declaration says.

    `widget` is select, radio, or text with suggestions; `hint` is said after the field's own.
    """

    widget: str
    choices: tuple[FormChoice, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One control. `widget` is text, number, day, area, select, radio, flag or rows; `id` fits into HTML.

    `errors` forbid writing, `reminders` do not. Of rows each has its own controls; `counted` is how one is counted.
    Of a day `month` is the calendar, where that is open.
    """

    name: str
    id: str
    label: str
    hint: str
    widget: str
    value: str = ""
    required: bool = False
    internal: bool = False
    limit: int = 0
    choices: tuple[FormChoice, ...] = ()
    errors: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    rows: tuple[tuple[Control, ...], ...] = ()
    counted: str = "行"
    month: CalendarMonth | None = None

    @property
    def described_by(self) -> str:
        """The ids of what explains the control, for those who do not see it; empty where nothing does."""
        found = [("hint", self.hint), ("error", self.errors), ("note", self.reminders)]
        return " ".join(f"{self.id}-{part}" for part, there in found if there)

    @property
    def is_open(self) -> bool:
        """Whether the control, or one of its rows, has a value or an error: nobody should have to look for it."""
        return bool(self.value or self.errors or self.month or any(part.is_open for row in self.rows for part in row))

    @property
    def chosen(self) -> str:
        """The value as it is read: the label of a choice."""
        return next((choice.label for choice in self.choices if choice.value == self.value), self.value)


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field that an entry changes, as it is read before and after; empty where it is not there."""

    label: str
    old: str
    new: str
    internal: bool


def compare_controls(before: Sequence[Control], after: Sequence[Control]) -> list[ChangedField]:
    """The fields that differ between two states of a form, in the order of the later one."""
    old = {one.name: one for one in before}
    found = [
        ChangedField(one.label, old[one.name].chosen if one.name in old else "", one.chosen, one.internal)
        for one in after
        if one.name not in old or old[one.name].chosen != one.chosen
    ]
    there = {one.name for one in after}
    return found + [ChangedField(one.label, one.chosen, "", one.internal) for one in before if one.name not in there]


def make_controls(
    fields: Sequence[FormField],
    values: Mapping[str, str],
    problems: Sequence[FieldProblem] = (),
    offers: Mapping[str, FieldOffer] | None = None,
) -> tuple[Control, ...]:
    """The controls of `fields` with the values and problems that are known of them."""
    labels = {field.name: field.label for field in fields}
    named = (replace(field, doc=_name_fields(field.doc, labels)) for field in fields)
    return tuple(_control(field, values, problems, offers or {}) for field in named)


def open_calendar(
    controls: Sequence[Control], step: str, holidays: Mapping[int, Holidays], now: date
) -> tuple[Control, ...]:
    """The controls, the one of a day whose calendar is asked for with its month."""
    name = asked_field(step)

    def opened(control: Control) -> Control:
        if control.rows:
            return replace(control, rows=tuple(tuple(map(opened, row)) for row in control.rows))
        if control.name != name or control.widget != "day":
            return control
        return replace(control, month=open_month(step, control.value, holidays, now))

    return tuple(map(opened, controls)) if name else tuple(controls)


def problems_elsewhere(controls: Sequence[Control], problems: Sequence[FieldProblem]) -> tuple[FieldProblem, ...]:
    """The problems that no control shows."""
    names = {control.name for control in _all_controls(controls)}
    return tuple(found for found in problems if found.field not in names and _row_of(found.field)[0] not in names)


def group_words(controls: Sequence[Control], name: str) -> str:
    """What the labels of the fields below a name have in common: 代表委员，依法行政; empty where nothing."""
    labels = [one.label.split("，") for one in _all_controls(controls) if name and one.name.startswith(f"{name}/")]
    if not labels:
        return ""
    pieces = zip(*labels, strict=False)
    return "，".join(piece[0] for piece in takewhile(lambda piece: len(set(piece)) == 1, pieces))


def _row_of(name: str) -> tuple[str, int]:
    """The field of which a name is a row, and the number of the row from 1; itself and 0 where it is none."""
    above, _, number = name.rpartition("/")
    return (above, int(number) + 1) if above and number.isdecimal() else (name, 0)


def faulty(controls: Sequence[Control]) -> list[Control]:
    """The controls with errors, for a list at the head of the page."""
    return [control for control in _all_controls(controls) if control.errors]


def names_of(fields: Sequence[FormField]) -> Iterator[str]:
    """The names that a form may send: no other is ever read from a request."""
    for field in fields:
        if field.input == "rows":
            yield from (name for row in range(_MOST_ROWS) for name, _ in _parts(field, row))
        else:
            yield field.name


def sentence(found: FieldProblem) -> str:
    """A problem in one or two sentences: what is wrong, and what to do."""
    words = found.problem.message.rstrip("。")
    return f"{words}。{found.problem.hint}"


def _control(
    field: FormField, values: Mapping[str, str], problems: Sequence[FieldProblem], offers: Mapping[str, FieldOffer]
) -> Control:
    made = Control(
        field.name,
        field.name.replace("/", "-"),
        field.label,
        _hint(field),
        _WIDGETS.get(field.input, ""),
        values.get(field.name, ""),
        field.required,
        field.internal,
        field.limit,
        errors=_said(problems, field.name, "error"),
        reminders=_said(problems, field.name, "warning"),
    )
    if field.input == "rows":
        counted = "份" if any(part.name == "held_at" for part in field.row) else "行"
        rows = tuple(_rows(field, values, problems, offers))
        errors = made.errors + (_said_of_rows(problems, field.name, counted) if field.row else ())
        return replace(made, widget="rows", rows=rows, counted=counted, errors=errors)
    if field.input == "flag":
        return replace(made, widget="flag")
    if field.input == "lines":
        return replace(made, widget="area")
    if (offer := offers.get(field.name)) is not None:
        hint = "；".join(filter(None, (made.hint, offer.hint)))
        return replace(made, widget=offer.widget, choices=offer.choices, hint=hint)
    if field.input == "choice":
        choices = tuple(FormChoice(value, label) for value, label in field.choices.items())
        return replace(made, widget="select", choices=choices)
    if made.widget == "day":
        return replace(made, hint="；".join(filter(None, (made.hint, DAY_HINT))))
    return made


def _name_fields(doc: str, labels: Mapping[str, str]) -> str:
    """The words of a declaration, with what a page calls other fields in place of what a file does."""
    return _NAME.sub(lambda found: labels.get(found[0].strip(), found[0]), doc)


def _parts(field: FormField, row: int) -> list[tuple[str, FormField]]:
    """The fields of one row with their names; of a list of plain values the one field, which it is itself."""
    above = f"{field.name}/{row}"
    return [(f"{above}/{part.name}", part) for part in field.row] or [(above, replace(field, input="line", doc=""))]


def _rows(
    field: FormField,
    values: Mapping[str, str],
    problems: Sequence[FieldProblem],
    offers: Mapping[str, FieldOffer],
) -> Iterator[tuple[Control, ...]]:
    """The rows that are filled in, and a blank one, or as many as were asked for."""
    filled = [row for row in range(_MOST_ROWS) if any(values.get(name) for name, _ in _parts(field, row))]
    asked = values.get(f"{field.name}/rows", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 3 else 0
    wanted += values.get("step") == f"more/{field.name}"
    count = min(max(max(filled, default=-1) + 1 + _BLANK_ROWS, wanted), _MOST_ROWS)
    for row in range(count):
        made = []
        for name, part in _parts(field, row):
            kind = f"{field.name}/{part.name}" if field.row else field.name
            offered = {name: offers[kind]} if kind in offers else {}
            made.append(_control(replace(part, name=name, required=False), values, problems, offered))
        yield tuple(made)


def with_unit_names(
    fields: Sequence[FormField], values: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, str]:
    """The values with the names of units in place of their ids, as a person reads and writes them."""
    said = dict(values)
    for field in fields:
        parts = (
            [part for row in range(_MOST_ROWS) for part in _parts(field, row)]
            if field.input == "rows"
            else [(field.name, field)]
        )
        for name, part in parts:
            if part.of == "unit" and name in said:
                said[name] = names.get(said[name], said[name])
    return said


def _hint(field: FormField) -> str:
    """What the declaration says of the field beyond its name."""
    words = field.doc.removeprefix(field.label).lstrip("，；：、 ").strip("。")
    if field.required:  # when it is left out is nothing to whoever has to fill it in
        words = "；".join(part for part in words.split("；") if not part.endswith(("不写", "就要写")))
    return "" if field.internal and words == "不公开" else words  # a mark beside the label says so


def _said(problems: Sequence[FieldProblem], name: str, severity: str) -> tuple[str, ...]:
    found = (one for one in problems if one.field == name and one.problem.severity == severity)
    return tuple(dict.fromkeys(sentence(one) for one in found))


def _said_of_rows(problems: Sequence[FieldProblem], name: str, counted: str) -> tuple[str, ...]:
    """What is wrong with whole rows of a field, each with its number."""
    found = ((_row_of(one.field), one) for one in problems if one.problem.severity == "error")
    return tuple(f"第 {row} {counted}：{sentence(one)}" for (above, row), one in found if row and above == name)


def _all_controls(controls: Sequence[Control]) -> Iterator[Control]:
    for control in controls:
        yield control
        for row in control.rows:
            yield from _all_controls(row)
