"""Whose a change of a deduction is, as the scheme in force then says: recorded, answered or decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.history.trail import TrailEvent
from generator.model.lazy_dataclass import dataclass
from generator.read.canonical import FieldChange, Plain, rows_of

_ANSWERS = ("filed", "grounds")  # of an appeal: the unit's; the rest is the deciding body's
_REPORTED = ("done", "note")  # of a rectification: also the unit's
_TOLD = {"reported": "finding"}  # where neither wrote it


@dataclass(frozen=True, slots=True)
class Owner:
    """An item and who has to do with it.

    `stead` assesses its assessor in the item, where another office does; `decider` decides on appeals. Both are empty
    where the scheme names nobody.
    """

    name: str
    assessor: str
    stead: str
    decider: str

    def recorder(self, unit: str) -> str:
        """Who records what `unit` loses in the item."""
        return self.stead if unit == self.assessor and self.stead else self.assessor


def owners_of(scheme: Mapping[str, Plain]) -> dict[str, Owner]:
    """The items of a scheme's plain form by id, each with who has to do with it."""
    appeals = scheme.get("appeals")
    decider = str(appeals.get("to", "")) if isinstance(appeals, dict) else ""
    rows = (row for part in rows_of(scheme, "components") for row in rows_of(part, "categories"))
    items = [item for row in rows for item in rows_of(row, "items")]
    return {
        str(item["id"]): Owner(
            str(item["name"]), str(item["assessor"]), _stead(item.get("own_items", scheme.get("own_items"))), decider
        )
        for item in items
    }


def _stead(own: Plain | None) -> str:
    return str(own.get("by", "")) if isinstance(own, dict) else ""


def foreign_parts(event: TrailEvent, owner: Owner, author: str) -> Iterator[tuple[str, str]]:
    """What `author` wrote in a deduction though it is another's: finding, answer or decision, and whose it is."""
    unit = str(event.said.get("unit", ""))
    owners = {
        "finding": (owner.recorder(unit),),
        "reported": (owner.recorder(unit), unit),
        "answer": (unit,),
        "decision": (owner.decider, *_named_before(event)),
    }
    wrong = [(_TOLD.get(part, part), owners[part][0]) for part in _parts(event) if author not in owners[part]]
    yield from dict.fromkeys(wrong)


def _parts(event: TrailEvent) -> Iterator[str]:
    """The parts of the record that an event changed; what has no fields, or was moved, is the finding as a whole."""
    if not event.fields or event.kind == "renamed":
        yield "finding"
    for change in event.fields:
        yield from _parts_of(change)


def _parts_of(change: FieldChange) -> Iterator[str]:
    field, *inner = change.steps
    if field == "reply":
        yield "answer"
    elif field == "appeal":
        whole = {**_fields(change.old), **_fields(change.new)} if not inner else {inner[0]: ""}
        yield from ("answer" if name in _ANSWERS else "decision" for name in whole)
    elif field == "rectification" and inner and inner[0] in _REPORTED:
        yield "reported"
    else:
        yield "finding"


def _fields(value: Plain | None) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _named_before(event: TrailEvent) -> Iterator[str]:
    """Whom the record named as the one that decides, unless this very event did."""
    appeal = event.said.get("appeal")
    if isinstance(appeal, dict) and not any(
        change.steps in (("appeal",), ("appeal", "decided_by")) for change in event.fields
    ):
        yield str(appeal.get("decided_by", ""))
