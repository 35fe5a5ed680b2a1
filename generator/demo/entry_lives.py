"""The entries of the sample's registers: what was written on which day by whom, and how they read on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from generator.model.entry import Entry, attribute_of, build_entry, build_row, entry_class
from generator.model.lazy_dataclass import dataclass
from generator.model.place import Place
from generator.model.register_rule import RegisterRule
from generator.read.record import read_record

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EntryTurn:
    """What an office wrote into an entry on a day."""

    day: date
    office: str
    says: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class EntryLife:
    """An entry of a register with everything that was ever written into it, in order of days."""

    register: str
    id: str
    year: int
    turns: tuple[EntryTurn, ...]

    @property
    def path(self) -> str:
        """Where it lies."""
        return Place("entry", self.year, id=self.id, register=self.register).path

    def fields_on(self, day: date) -> Fields | None:
        """What stands there in the evening of `day`; None before it was written."""
        written = [turn.fields for turn in self.turns if turn.day <= day]
        return {name: value for fields in written for name, value in fields.items()} if written else None


@cache
def declared() -> Mapping[str, RegisterRule]:
    """The sample's registers as they are declared in the material: id -> declaration."""
    folder = files(__package__).joinpath("material", "registers")
    return {
        name: _read_rule(name, found.read_bytes())
        for found in sorted(folder.iterdir(), key=lambda entry: entry.name)
        for name in [found.name.removesuffix(".yml")]
    }


def _read_rule(name: str, data: bytes) -> RegisterRule:
    place = Place("register", id=name)
    record, problems, _ = read_record(place.path, place, data)
    assert not problems, problems
    assert isinstance(record, RegisterRule)
    return record


def entry_on(life: EntryLife, day: date) -> Entry | None:
    """The entry as it stands in the evening of `day`; None before it was written."""
    fields = life.fields_on(day)
    record = entry_class(declared()[life.register])
    if fields is None or record is None:
        return None
    rows = record.ROWS
    values = {
        attribute_of(name): tuple(
            build_row(rows[name], {attribute_of(k): v for k, v in row.items()}) for row in value
        )
        if name in rows
        else value
        for name, value in fields.items()
    }
    return build_entry(record, {"id": life.id, "year": life.year, "sample": True, **values})
