"""Deductions laid out as `kaohe` writes them, read by one regular expression made from the record's declaration.

The expression accepts nothing that the reader proper would refuse or understand otherwise (a test holds the two
together); whatever does not fit it must go through the reader.
"""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from sys import intern

from generator.model.deduction import Deduction
from generator.model.field import Choice, Day, Field, Flag, Identifier, Number, Pattern, Rows, Text, Whole
from generator.model.number import format_points
from generator.model.place import ID
from generator.read.canonical import Plain
from generator.read.shape import Slot, slots_of
from generator.read.text import MAX_BYTES

_ID_LENGTH = 64
_ID = ID  # no name that Windows keeps for a device
_DAY = (
    "20[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
# Characters that mean nothing to YAML wherever they stand, have one form only, and are no control characters.
_FIRST = "0-9A-Za-z\u4e00-\u9fff“《"
_OTHERS = _FIRST + "”》，。、；：（）〔〕！？·%/()+=_. -"


def scan_plain(data: bytes) -> dict[str, Plain] | None:
    """The plain form of a file laid out as `kaohe` writes it; None for any other, which the reader must judge."""
    try:
        text = data.decode() if len(data) <= MAX_BYTES else ""
    except UnicodeDecodeError:
        return None
    if deduction_form().fullmatch(text) is None:
        return None
    found: dict[str, Plain] = {}
    part: dict[str, Plain] = {}
    rows: list[Plain] = []
    for line in text.splitlines():
        name, _, value = line.partition(":")
        value = _share(value.strip())
        if line[0] != " ":
            part, rows = {}, []
            name = intern(name)
            found[name] = _scan_flow(value) if value[:1] == "{" else _tidy(value) if name == "points" else value
        elif line[2] == "-":
            part = _scan_flow(line[4:]) if line[4] == "{" else {intern(name[4:]): value}
            rows.append(part)
            found[next(reversed(found))] = rows
        else:
            name = intern(name.strip())
            part[name] = _tidy(value) if name == "points" else value
            if not rows:
                found[next(reversed(found))] = part
    return found


def _scan_flow(text: str) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for entry in text.strip()[1:-1].split(", "):
        name, _, value = entry.partition(": ")
        found[intern(name)] = _tidy(value.strip()) if name == "points" else _share(value.strip())
    return found


def _share(value: str) -> str:
    """The same text once for all records that have it; what is in words is mostly a record's own."""
    return intern(value) if len(value) <= _ID_LENGTH and value.isascii() else value


@lru_cache(maxsize=1024)
def _tidy(points: str) -> str:
    """Points in their plain form: without trailing zeros."""
    return format_points(Decimal(points))


_NAMED = {
    name: name
    for name in ("unit", "date", "standard", "points", "revoked", "count", "level", "part", "fact", "cured")
}
_NAMED_WITHIN = {
    ("appeal", "decision"): "decision",
    ("appeal", "points"): "lower",
    ("charge", "unit"): "charge_unit",
    ("charge", "points"): "charge_points",
}


@cache
def deduction_form() -> re.Pattern[str]:
    """The expression for a deduction's file: the fields in the order of their declaration, optional ones left out."""
    lines = []
    for slot in slots_of(Deduction):
        line = slot_line(slot)
        name = _NAMED.get(slot.name)
        lines.append((f"(?P<{name}>{line})" if name == "revoked" else line) + ("" if slot.required else "?"))
    return re.compile("".join(lines))


def slot_line(slot: Slot) -> str:
    """One field of the record on its line or lines, as a group of an expression."""
    records = [kind for kind in (slot.type, *typing.get_args(slot.type)) if dataclasses.is_dataclass(kind)]
    if not records:
        value = _value(slot.markers[0])
        return f"(?:{slot.name}: {_group(_NAMED.get(slot.name), value)}\n)"
    inner = slots_of(typing.cast(type, records[0]))
    if isinstance(slot.markers[0], Rows):
        return (
            f"(?:{slot.name}:\n(?:  - (?:{_flow(inner, slot.name)}\n|{_block(inner, slot.name, '    ', first='')}))+)"
        )
    return f"(?:{slot.name}: {_flow(inner, slot.name)}\n|{slot.name}:\n{_block(inner, slot.name, '  ')})"


def _flow(slots: Iterable[Slot], parent: str) -> str:
    """`{a: 1, b: 2}`; the first field of every part must be given."""
    entries = []
    for at, slot in enumerate(slots):
        value = _value(slot.markers[0])
        entry = f"{', ' if at else ''}{slot.name}: {_group(_NAMED_WITHIN.get((parent, slot.name)), value)}"
        entries.append(entry if slot.required or at == 0 else f"(?:{entry})?")
    return r"\{" + "".join(entries) + r"\}"


def _block(slots: Iterable[Slot], parent: str, indent: str, first: str | None = None) -> str:
    """One field a line, indented; `first` stands before the first line instead."""
    entries = []
    for at, slot in enumerate(slots):
        name = _NAMED_WITHIN.get((parent, slot.name))
        value = _value(slot.markers[0])
        before = first if at == 0 and first is not None else indent
        entry = f"{before}{slot.name}: {_group(name and f'{name}_block', value)}\n"
        entries.append(entry if slot.required or at == 0 else f"(?:{entry})?")
    return "".join(entries)


def _group(name: str | None, value: str) -> str:
    return f"(?P<{name}>{value})" if name else f"(?:{value})"


def _value(marker: Field) -> str:
    """What certainly is a good value of a field, in an expression."""
    match marker:
        case Identifier():
            return _ID
        case Day():
            return _DAY
        case Flag():
            return "true|false"
        case Choice(names=names):
            return "|".join(map(re.escape, names))
        case Pattern(pattern=pattern):
            return f"(?:{pattern.pattern.removesuffix(chr(92) + 'Z')})"
        case Number(minimum=minimum, maximum=maximum, places=places) if minimum == 0 and maximum >= 1:
            digits = len(str(int(maximum))) - 1
            return rf"(?:0|[1-9][0-9]{{0,{digits - 1}}})(?:\.[0-9]{{1,{places}}})?"
        case Whole(minimum=minimum, maximum=maximum) if (minimum, maximum) == (1, 999):
            return "[1-9][0-9]{0,2}"
        case Text(limit=limit):
            return f"[{_FIRST}][{_OTHERS}]{{0,{limit - 1}}}"
    return r"(?!)"  # no such field is taken at a glance
