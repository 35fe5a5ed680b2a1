"""The one typed change of a record, whoever tells of it: check, impact, diff, log, verify or the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind, Place, find_place
from generator.read.canonical import (
    DeclaredForm,
    FieldChange,
    Plain,
    apply_field,
    differing_entries,
    differing_fields,
)
from generator.rules.record_classes import RECORDS

ChangeKind = Literal[
    "recorded",  # 登记: a record that was not there before
    "amended",  # 更改
    "revoked",  # 撤销
    "reinstated",  # 取消撤销: the revocation was taken back
    "renamed",  # 改名: the record is at another path, by the rule of `pair_renames`; its fields may differ too
    "vanished",  # 消失: the file is gone, which no office may do
    "restored",  # 重新出现: a vanished file is there again; only a history can know
    "unreadable",  # 读不出: what is there now is no record
]
Record = dict[str, Plain]
# What of a record never moves points: the first step to it.
_WEIGHTLESS = {("rectification",), ("evidence",), ("internal_note",), ("notified",), ("reply",), ("from",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """What one change did to one record.

    `path` is where the record stood, or stands if it is new; `other` the new path of a renamed one. `old` and `new`
    are what it said and says as plain forms (None: there is no file, or no record that can be read), `fields` where
    they differ.
    """

    kind: ChangeKind
    path: str
    old: Record | None
    new: Record | None
    fields: tuple[FieldChange, ...] = ()
    other: str = ""

    @property
    def target(self) -> str:
        """Where the record is after the change, or was last."""
        return self.other or self.path

    @property
    def file(self) -> FileKind:
        """The kind of the file."""
        return _place(self.target).kind

    @property
    def said(self) -> Mapping[str, Plain]:
        """What the record says after the change, else what it said before; empty if neither can be read."""
        return self.new or self.old or {}

    @property
    def unit(self) -> str:
        """The unit that the record concerns after the change, else before it; empty if none."""
        return unit_in(self.target, self.said)

    @property
    def item(self) -> str:
        """The item in whose folder the record is after the change; empty for any other record."""
        return _place(self.target).item

    @property
    def is_weighty(self) -> bool:
        """Whether a field differs that can decide about points."""
        return any(change.steps[:1] not in _WEIGHTLESS for change in self.fields)

    @property
    def turn(self) -> ChangeKind | None:
        """How the meaning changed along with a rename; None if it did not, and for any other change."""
        if self.kind != "renamed":
            return None
        if self.new is None:
            return "unreadable" if self.old is not None else None
        return turn_of(self.old, self.new) if self.fields else None


def unit_in(path: str, record: Mapping[str, Plain]) -> str:
    """The unit that a record concerns: itself for a unit's own record; empty if it concerns none."""
    place = find_place(path)
    itself = place is not None and place.kind in ("unit", "appraisal", "measure")
    if isinstance(record, DeclaredForm):
        found = record.get(record.record.REGISTER.unit)
        return str(next(iter(found), "")) if isinstance(found, list) else str(found or "")
    return place.id if place is not None and itself else str(record.get("unit", ""))


def _place(path: str) -> Place:
    placed = find_place(path)
    assert placed is not None, path
    return placed


def turn_of(old: Mapping[str, Plain] | None, new: Mapping[str, Plain] | None) -> ChangeKind:
    """The kind of a change of a record that stays where it is."""
    was, now = "revoked" in (old or ()), "revoked" in (new or ())
    return "amended" if was == now else "revoked" if now else "reinstated"


def judge_change(
    path: str, old: Record | None, new: Record | None, *, was_there: bool, is_there: bool, moved: bool = False
) -> tuple[ChangeKind | None, tuple[FieldChange, ...]]:
    """The kind of a change and the fields that differ; None if other bytes say the same.

    `was_there` and `is_there` say whether there is a file, whether or not it can be read; `moved` whether `path` is
    the new path of a renamed one.
    """
    if not is_there:
        return "vanished", ()
    file = _place(path).kind
    whole = old is not None and new is not None
    fields = differing_records(path, old, new) if old is not None and new is not None else ()
    if moved:
        return "renamed", fields
    if new is None and file != "signers":
        return "unreadable", ()
    if not was_there:
        return "recorded", ()
    return (None if whole and not fields else turn_of(old, new)), fields


def differing_records(path: str, old: Record, new: Record) -> tuple[FieldChange, ...]:
    """The fields in which two states of the record at `path` differ."""
    file = _place(path).kind
    return differing_entries(old, new) if file == "entry" else differing_fields(RECORDS[file], old, new)


def class_of(path: str, *said: Record | None) -> type | None:
    """The class of the record at `path`; of an entry that by which one of its states was read, None for none."""
    place = find_place(path)
    if place is None or place.kind != "entry":
        return None if place is None else RECORDS.get(place.kind)
    return next((found.record for found in said if isinstance(found, DeclaredForm)), None)


def apply_changes(records: Mapping[str, Record], changes: Iterable[RecordChange]) -> dict[str, Record]:
    """The records of the new state, by path, from those of the old one and the changes.

    That this holds for any two states is what makes a list of changes complete.
    """
    found = dict(records)
    for change in changes:
        record: Plain | None = found.pop(change.path, None)
        if change.fields:
            for field in change.fields:
                assert record is not None
                record = apply_field(record, field)
        elif change.kind != "renamed" or record is None:
            record = change.new
        if isinstance(record, dict) and change.new is not None:
            found[change.target] = record
    return dict(sorted(found.items()))
