"""What a person may record in one go, and the form for it: the fields of the record as it is declared."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from generator.model.entry import entry_class
from generator.model.field import Choice, Day, Field, Flag, Identifier, Number, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind
from generator.model.problem import UserError, escape_text
from generator.model.register_rule import RegisterRule
from generator.read.alike import find_alike, list_candidates
from generator.read.flat_fields import dataclass_in
from generator.read.record import Registers
from generator.read.shape import Slot, slots_of
from generator.rules.record_classes import RECORDS

FieldInput = Literal["line", "lines", "day", "number", "whole", "flag", "choice", "id", "rows"]


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry: a file of its own, or (`part`) what is added to a record that is there.

    `title` is what a person calls it. An entry is of a `register`, which gives its form.
    """

    name: str
    title: str
    file: FileKind
    part: str = ""
    register: RegisterRule | None = None

    @property
    def record(self) -> type:
        """The class of the record in its file; UserError for an entry of which no register is known to be sound."""
        if self.file != "entry":
            return RECORDS[self.file]
        made = entry_class(self.register) if self.register is not None else None
        if made is None:
            raise UserError("这本登记簿的声明有问题，写不了记录。请先运行 kaohe check。")
        return made

    @property
    def registers(self) -> Registers:
        """What a file of this kind is read by."""
        return {self.register.id: self.register} if self.register is not None else {}


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form. `name` is the field's as in files, steps joined by slashes: `appeal/filed`.

    `choices` are the values that there are, id to Chinese name; `of` says what an id refers to (unit, standard …);
    `limit` is the most characters of a text. Of `rows` the fields of one row are in `row`; row 0 of `evidence` has
    `evidence/0/title`.
    """

    name: str
    label: str
    doc: str
    input: FieldInput
    required: bool
    internal: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    of: str = ""
    limit: int = 0
    row: tuple[FormField, ...] = ()


# To record a kind of file that is new here, add a line.
KINDS: dict[str, EntryKind] = {
    kind.name: kind
    for kind in (
        EntryKind("deduction", "扣分", "deduction"),
        EntryKind("bonus", "加分", "bonus"),
        EntryKind("unit", "单位", "unit"),
        EntryKind("appraisal", "评议计票", "appraisal"),
        EntryKind("appeal", "申诉和复核", "deduction", "appeal"),
        EntryKind("reply", "答复", "deduction", "reply"),
        EntryKind("rectification", "整改和销号", "deduction", "rectification"),
        EntryKind("revocation", "撤销", "deduction", "revoked"),
    )
}
ENTRY = EntryKind("entry", "登记簿的一条", "entry")  # its form is that of a register: `find_kind`
# What a file's place says, asked for before its fields.
_PLACE_FIELDS: dict[FileKind, tuple[FormField, ...]] = {
    "unit": (FormField("id", "编号", "编号，即文件名，登记以后不再更改", "line", True),),
    "deduction": (FormField("item", "考核单项", "考核单项", "id", True, of="item"),),
    "bonus": (FormField("item", "考核单项", "考核单项", "id", True, of="item"),),
    "appraisal": (
        FormField("year", "年度", "年度", "whole", True),
        FormField("part", "评议项目", "评议项目；考核办法只有一项评议的不写", "id", False, of="appraisal"),
        FormField("unit", "被考核单位", "被考核单位", "id", True, of="unit"),
    ),
}
# What the program or another act fills in, and what is a part of its own.
_OF_RECORDS = ("sample", "appeal", "reply", "rectification", "revoked", "notified", "charge")
_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "deduction": _OF_RECORDS,
    "bonus": _OF_RECORDS,
    "unit": ("sample", "parts"),
    "appraisal": ("sample", "panels"),
    "entry": ("sample", "revoked"),
}


def find_kind(name: str, register: str, registers: Registers) -> EntryKind:
    """The kind of this name, of an entry with its register; UserError where there is none, or no such register."""
    if name in KINDS:
        return KINDS[name]
    if name != ENTRY.name:
        raise UserError(f"没有“{escape_text(name, 40)}”这种记录。可以写：{'、'.join((*KINDS, ENTRY.name))}。")
    titles = {key: rule.title for key, rule in registers.items()}
    if not titles:
        raise UserError("这个项目没有登记簿。")
    if register not in titles:
        near = find_alike(register, {key: (key, title) for key, title in titles.items()}).ids
        offered = list_candidates(near or tuple(titles), titles)
        hint = f"是否想写 {offered}？" if near else f"可以写：{offered}。"
        raise UserError(f"没有“{escape_text(register, 40)}”这本登记簿。{hint}")
    return dataclasses.replace(ENTRY, title=titles[register], register=registers[register])


def form_of(kind: str | EntryKind) -> tuple[FormField, ...]:
    """The fields of the form for one entry, in the order in which they are asked for.

    The counts of an appraisal depend on the year's scheme and are not among them: `panels/<panel>/ballots/issued`,
    `panels/<panel>/tallies/<aspect>/<option>`.
    """
    found = KINDS[kind] if isinstance(kind, str) else kind
    record = found.record
    if found.part:
        slot = next(slot for slot in slots_of(record) if slot.name == found.part)
        part = dataclass_in(slot.type)
        return tuple(_list_fields(part, f"{found.part}/")) if part is not None else ()
    fields = (f for f in _list_fields(record, "") if f.name.partition("/")[0] not in _ELSEWHERE.get(found.name, ()))
    return (*_PLACE_FIELDS.get(found.file, ()), *fields)


def _list_fields(record: type, above: str, required: bool = True) -> Iterator[FormField]:
    for slot in slots_of(record):
        part = dataclass_in(slot.type)
        name, is_required = f"{above}{slot.name}", slot.required and required
        if slot.markers and isinstance(slot.markers[0], Rows):
            inner = dataclass_in(get_args(slot.type)[0])
            row = tuple(_list_fields(inner, "")) if inner is not None else ()
            yield _form_field(name, slot, "rows", is_required, row)
        elif part is not None:
            yield from _list_fields(part, f"{name}/", is_required)
        elif slot.markers and (kind := _input_of(slot.markers[0])):
            yield _form_field(name, slot, kind, is_required)


def _form_field(
    name: str, slot: Slot, kind: FieldInput, required: bool, row: tuple[FormField, ...] = ()
) -> FormField:
    marker: Any = slot.markers[0]
    refers = next((found.of for found in slot.markers if isinstance(found, Identifier)), "")
    return FormField(
        name,
        marker.label,
        marker.doc,
        kind,
        required,
        marker.internal,
        dict(marker.names) if isinstance(marker, Choice) else {},
        refers,
        marker.limit if isinstance(marker, Text) else 0,
        row,
    )


def _input_of(marker: Field) -> FieldInput | None:
    kinds: tuple[tuple[type, FieldInput], ...] = (
        (Day, "day"),
        (Number, "number"),
        (Whole, "whole"),
        (Flag, "flag"),
        (Choice, "choice"),
        (Identifier, "id"),
    )
    if isinstance(marker, Text):
        return "lines" if marker.lines else "line"
    return next((name for kind, name in kinds if isinstance(marker, kind)), "line")
