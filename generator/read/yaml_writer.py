"""A record as the strict YAML it is read from, laid out as a person would write it.

`read(emit_record(x)) == x` for every record. Whatever another YAML tool would take for a number, a date or a truth
value, but is text here, stands in quotes.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from generator.model.origin import Unquoted
from generator.read.shape import slots_of

WIDTH = 104  # display columns of a line in { } or [ ]; beyond it the entries go on lines of their own
# What may never stand without quotes: an indicator in front, or a sign that would end the text or start a comment.
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`=<~."
_ENDS_PLAIN = re.compile(r": |:\Z| #|[\x00-\x1f\x7f-\xa0]")
_ENDS_FLOW = re.compile(r"[,\[\]{}:#?]")
# Null, truth values, numbers, dates and times of YAML 1.1 and 1.2.
_AMBIGUOUS = re.compile(
    r"(?:null|true|false|yes|no|on|off|y|n"
    r"|[+-]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[+-]?[0-9]+)?|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+"
    r"|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?)\Z",
    re.IGNORECASE,
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_SCALARS = (str, int, Decimal, date)
_REQUIRED = object()
Lines = Iterator[str]


def emit_record(record: Any) -> str:
    """The text of `record`'s file: its fields in the order of their declaration, those at their default left out."""
    if hasattr(record, "ROOT"):
        return "\n".join(_rows(getattr(record, record.ROOT))) + "\n"
    return "\n".join(_block_entries(_written(record))) + "\n"


def _written(record: Any) -> dict[str, Any]:
    """The fields to write, by their names in YAML."""
    found = {}
    declared: type = type(record)
    for name, attribute, default in _fields(declared):
        value = getattr(record, attribute)
        if default is _REQUIRED or value != default:
            found[name] = value
    return found


@cache
def _fields(record: type) -> list[tuple[str, str, Any]]:
    """Name in YAML, attribute and default of each written field."""
    defaults = {
        field.name: field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        for field in dataclasses.fields(record)
    }
    return [
        (slot.name, slot.attribute, _REQUIRED if slot.required else defaults[slot.attribute])
        for slot in slots_of(record)
    ]


def _block_entries(entries: Mapping[str, Any]) -> Lines:
    for name, value in entries.items():
        head = f"{quote_text(name)}:"
        if value.__class__ is str and "\n" not in value:  # most are
            yield f"{head} {quote_text(value)}"
        else:
            yield from _block_entry(head, value)


def _block_entry(head: str, value: Any) -> Lines:
    """`value` after `head` on one line where it fits, else on indented lines below."""
    if _is_scalar(value):
        if isinstance(value, str) and "\n" in value:
            yield f"{head} |-"
            yield from ("  " + line if line else "" for line in value.split("\n"))
        else:
            yield f"{head} {_scalar(value, False)}"
        return
    flow = _flow(value)
    if flow is not None and _fits(f"{head} {flow}"):
        yield f"{head} {flow}"
        return
    yield head
    lines = _rows(value) if isinstance(value, tuple) else _block_entries(_mapping(value))
    yield from ("  " + line if line else "" for line in lines)


def _rows(values: tuple[Any, ...]) -> Lines:
    flows = [_flow(value) for value in values]
    short = all(flow is not None and _fits(flow) for flow in flows)
    for value, flow in zip(values, flows, strict=True):
        if _is_scalar(value):
            yield f"- {_scalar(value, False)}"
        elif short or isinstance(value, tuple):
            yield f"- {flow}"
        else:
            for number, line in enumerate(_block_entries(_mapping(value))):
                yield ("  " if number else "- ") + line if line else ""


def _flow(value: Any) -> str | None:
    """`value` on one line inside { } or [ ], None where it has lists of records, tables of tables or line breaks."""
    if _is_scalar(value):
        return None if isinstance(value, str) and "\n" in value else _scalar(value, True)
    if isinstance(value, tuple):
        if any(dataclasses.is_dataclass(entry) for entry in value):
            return None
        parts = [_flow(entry) for entry in value]
        return None if None in parts else f"[{', '.join(part for part in parts if part is not None)}]"
    if isinstance(value, Mapping) and not all(map(_is_scalar, value.values())):
        return None
    named = []
    for name, entry in _mapping(value).items():
        part = _flow(entry)
        if part is None:
            return None
        named.append(f"{_scalar(name, True)}: {part}")
    return "{" + ", ".join(named) + "}"


def _is_scalar(value: Any) -> bool:
    return isinstance(value, _SCALARS)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _written(value)


def _scalar(value: Any, flow: bool) -> str:
    if value.__class__ is str:  # most are
        return quote_text(value, flow)
    if value.__class__ is int:
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return "none" if value.is_infinite() else f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Unquoted) and _AMBIGUOUS.match(value):
        return str(value)
    return quote_text(value, flow) if isinstance(value, str) else str(value)


@lru_cache(65536)
def quote_text(text: str, flow: bool = False) -> str:
    """`text` as one YAML scalar that every YAML reader takes for this text; `flow` inside { } or [ ]."""
    plain = (
        text
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not _ENDS_PLAIN.search(text)
        and not (flow and _ENDS_FLOW.search(text))
        and not _AMBIGUOUS.match(text)
        and (text.isascii() or text.isprintable())
    )
    return text if plain else f'"{"".join(_ESCAPES.get(c) or _escape(c) for c in text)}"'


def _escape(character: str) -> str:
    if character == " " or character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _fits(text: str) -> bool:
    """Whether a text is no wider than WIDTH display columns; a Chinese character takes two."""
    if 2 * len(text) <= WIDTH or len(text) > WIDTH or text.isascii():
        return len(text) <= WIDTH
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) <= WIDTH
