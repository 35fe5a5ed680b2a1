"""Forms, one below the other, with labels and values side by side, as a table that has a row for each form."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.lazy_dataclass import dataclass
from generator.sheets.head_words import TAKEN, head_field
from generator.sheets.raw_sheet import RawSheet, Spot
from generator.sheets.table_heads import value_at


@dataclass(frozen=True, slots=True)
class FormValue:
    """One field of a form: its label, where its value stands, and whether there is any."""

    label: str
    spot: Spot


Form = dict[str, FormValue]


def read_forms(sheet: RawSheet) -> tuple[RawSheet, dict[Spot, Spot]] | None:
    """A sheet with a head and one row for each form, and where each of its cells really stands.

    None where the sheet has no forms with a unit and points.
    """
    forms = list(_forms(sheet))
    if not forms or not all({"unit", "points"} <= form.keys() for form in forms):
        return None
    names = [name for name in TAKEN if any(name in form for form in forms)]
    made = RawSheet(sheet.name, sheet.hidden)
    origins: dict[Spot, Spot] = {}
    for column, name in enumerate(names, 1):
        made.cells[1, column] = next(form[name].label for form in forms if name in form)
        for row, form in enumerate(forms, 2):
            if name not in form:
                continue
            spot = origins[row, column] = form[name].spot
            value = value_at(sheet, *spot)
            if value is not None:
                made.cells[row, column] = value
            if marks := sheet.marks.get(spot):
                made.marks[row, column] = marks
            if spot[0] in sheet.hidden_rows:
                made.hidden_rows.add(row)
    return made, origins


def _forms(sheet: RawSheet) -> Iterator[Form]:
    """Each form from above; a unit or points named once more begin the next."""
    form: Form = {}
    for (row, column), label in sorted(sheet.cells.items(), key=lambda entry: entry[0]):
        name = head_field(label) if isinstance(label, str) else ""
        if not name:
            continue
        if name in form and name in ("unit", "points"):
            yield form
            form = {}
        form.setdefault(name, FormValue(str(label), (row, _after(sheet, row, column))))
    if form:
        yield form


def _after(sheet: RawSheet, row: int, column: int) -> int:
    """The column of the value beside a label, whose cell may be merged."""
    right = next((right for top, left, _, right in sheet.merges if (top, left) == (row, column)), column)
    return right + 1
