"""Deductions laid out as `kaohe` writes them, read by one regular expression made from the record's declaration.

The expression accepts nothing that the reader proper would refuse or understand otherwise (a test holds the two
together); whatever does not fit it must go through the reader.
"""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache
from string import ascii_letters, digits
from sys import intern

from generator.model.deduction import Deduction
from generator.model.field import Choice, Day, Field, Flag, Identifier, Number, Pattern, Rows, Text, Whole
from generator.model.number import format_points
from generator.model.place import ID
from generator.read.canonical import Plain
from generator.read.shape import Slot, slots_of
from generator.read.text import MAX_BYTES

_ID = ID  # no name that Windows keeps for a device
DAY = (
    "20[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
# Characters that mean nothing to YAML wherever they stand, have one form only, and are no control characters: those
# with which a text may begin, and those that may follow.
_FIRST, _OTHERS = digits + ascii_letters, digits + ascii_letters + "%/()+=_. -"
_WIDE = "\u4e00-\u9fff“《”》，。、；：（）〔〕！？·"
# An expression takes half a millisecond longer to make for each such set that goes beyond ASCII, and a text stands in
# a dozen places. So there it is told by what of ASCII is not in it; all other characters are looked at once, before.
_PLAIN_FIRST, _PLAIN_OTHERS = (
    "[^" + "".join(f"\\x{at:02x}" for at in range(128) if chr(at) not in held) + "]" for held in (_FIRST, _OTHERS)
)
_find_beyond = re.compile(f"[^\\x00-\\x7f{_WIDE}]").search
# A mark with which no text begins, behind what stands before a text; looked for by the blank, which is seldom there.
_find_misplaced = re.compile(" (?<=[:-] )[”》，。、；：（）〔〕！？·]").search


def has_strange(text: str) -> bool:
    """Whether a text holds what the expressions do not know: other characters, or a mark where no text begins."""
    return bool(_find_beyond(text) or _find_misplaced(text))


def scan_plain(data: bytes) -> dict[str, Plain] | None:
    """The plain form of a file laid out as `kaohe` writes it; None for any other, which the reader must judge.

    Parts that are the same in many files are one value in all of them: nobody changes a plain form in its place.
    """
    found = match_form(record_form, data)
    if found is None:
        return None
    return {
        name: take(text) for (name, take), text in zip(_takers(), found.groups(), strict=True) if text is not None
    }


def match_form(form: Callable[[], re.Pattern[str]], data: bytes) -> re.Match[str] | None:
    """What a file, or part of one, says by a form of a deduction; None for what must go through the reader.

    The form is asked for when it is needed: to make that of a whole file takes as long as to read dozens closely.
    """
    try:
        text = data.decode() if len(data) <= MAX_BYTES else ""
    except UnicodeDecodeError:
        return None
    return None if has_strange(text) else form().fullmatch(text)


@cache
def record_form() -> re.Pattern[str]:
    """The form of a deduction with what stands for each field as one group, in the order of the fields.

    The group of a value on one line is the value alone, that of a part all its lines.
    """
    return re.compile("".join(_one_group(slot) + ("" if slot.required else "?") for slot in slots_of(Deduction)))


def _one_group(slot: Slot) -> str:
    line = re.sub(r"\(\?P<[a-z_]+>", "(?:", slot_line(slot))
    if record_in(slot) is None:
        head = f"(?:{slot.name}: "
        return f"(?:{slot.name}: ({line.removeprefix(head).removesuffix(chr(10) + ')')})\n)"
    return f"({line})"


def record_in(slot: Slot) -> type | None:
    """The class of the part or rows that a field holds; None for a value on one line."""
    found = [kind for kind in (slot.type, *typing.get_args(slot.type)) if dataclasses.is_dataclass(kind)]
    return typing.cast(type, found[0]) if found else None


@cache
def _takers() -> tuple[tuple[str, Callable[[str], Plain]], ...]:
    """Of each field its name, and what makes its plain form of its group."""
    return tuple((slot.name, _scan_part if record_in(slot) else _scalar_taker(slot)) for slot in slots_of(Deduction))


@cache
def plain_takers() -> dict[str, Callable[[str], Plain]]:
    """By the name of each field, what makes its plain form of what stands in the file for it."""
    return dict(_takers())


def _scalar_taker(slot: Slot) -> Callable[[str], Plain]:
    if slot.name == "points":
        return _tidy
    return (lambda text: intern(text.strip())) if isinstance(slot.markers[0], Text) else intern


@lru_cache(maxsize=1 << 14)
def _scan_part(text: str) -> Plain:
    """The plain form of a part, or of rows, from its lines: those of a history change seldom."""
    head, *lines = text.splitlines()
    if flow := head.partition(": ")[2]:
        return _scan_flow(flow)
    part: dict[str, Plain] = {}
    rows: list[Plain] = []
    for line in lines:
        if line[2] == "-":
            part = _scan_flow(line[4:]) if line[4] == "{" else dict([_scan_entry(line[4:])])
            rows.append(part)
        else:
            name, value = _scan_entry(line)
            part[name] = value
    return rows or part


def _scan_flow(text: str) -> dict[str, Plain]:
    return dict(map(_scan_entry, text.strip()[1:-1].split(", ")))


def _scan_entry(text: str) -> tuple[str, Plain]:
    name, _, value = text.partition(":")
    name, value = intern(name.strip()), value.strip()
    return name, _tidy(value) if name == "points" else intern(value)


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
    return re.compile("".join(map(_named_line, slots_of(Deduction))))


@cache
def forms_around(field: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The same in two: for the lines up to that of a field that must be given, and for the rest."""
    slots = slots_of(Deduction)
    after = 1 + next(at for at, slot in enumerate(slots) if slot.name == field)
    until, rest = ("".join(map(_named_line, part)) for part in (slots[:after], slots[after:]))
    return re.compile(until), re.compile(rest)


def _named_line(slot: Slot) -> str:
    line, name = slot_line(slot), _NAMED.get(slot.name)
    return (f"(?P<{name}>{line})" if name == "revoked" else line) + ("" if slot.required else "?")


def slot_line(slot: Slot) -> str:
    """One field of the record on its line or lines, as a group of an expression."""
    record = record_in(slot)
    if record is None:
        value = _value(slot.markers[0])
        return f"(?:{slot.name}: {_group(_NAMED.get(slot.name), value)}\n)"
    inner = slots_of(record)
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
            return DAY
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
            return f"{_PLAIN_FIRST}{_PLAIN_OTHERS}{{0,{limit - 1}}}"
    return r"(?!)"  # no such field is taken at a glance
