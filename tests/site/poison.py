"""Attacks in place of every public text of a record, found by how its fields are declared."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from itertools import count, cycle
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from generator.model.field import Text

PAYLOADS = (
    "<script>owned()</script>",
    "=cmd|'/C calc'!A0",
    "{{7*7}}",
    "[a](javascript:owned())",
    "+1",
    "<img src=x onerror=owned()>",
    "{% raw %}",
    "@SUM(1)",
    '"><svg onload=owned()>',
    "#set text(red)",
    "-1",
    "$x^2$",
    "*bold*",
    "\\input{a}",
    "`code`",
    "../../etc/passwd",
    "]]></title></script>",
    "&lt;b&gt;",
    "--",
    "#let a = 1",
    "|a|b|",
    "#eval(1)",
    '=HYPERLINK("http://x.example")',
)
LINES = "<b>一</b>\n=1+1\n- {{7*7}}"
MARK = re.compile(r"〖\d+〗")
CHECKED = ("base_url", "records")  # an address and paths, which the data are held to


class Poisoner:
    """Puts an attack into every public text of a record, and remembers which."""

    def __init__(self) -> None:
        self.payloads, self.numbers = cycle(PAYLOADS), count(1)
        self.texts: dict[str, dict[str, str]] = {}

    def poison(self, record: Any, name: str) -> Any:
        """The record with other texts."""
        hints = get_type_hints(type(record), include_extras=True)
        changed = {}
        for field in fields(record):
            value, marker = getattr(record, field.name), _text_marker(hints[field.name])
            if field.name in CHECKED or field.name == "origin":
                continue
            if marker is not None and value and not marker.internal:
                changed[field.name] = self._change(value, f"{field.name}", marker, name)
            elif isinstance(value, tuple) and value and is_dataclass(value[0]):
                changed[field.name] = tuple(self.poison(part, name) for part in value)
            elif is_dataclass(value):
                changed[field.name] = self.poison(value, name)
        return replace(record, **changed)

    def _change(self, value: Any, field: str, marker: Text, name: str) -> Any:
        if isinstance(value, tuple):
            return tuple(self._change(part, field, marker, name) for part in value)
        number = next(self.numbers)
        room = marker.limit - len(f"〖{number}〗")
        payload = LINES if marker.lines else next(found for found in self.payloads if len(found) <= room)
        text = f"{payload}〖{number}〗"
        self.texts.setdefault(name, {})[f"{field} {number}"] = text
        return text


def _text_marker(hint: Any) -> Text | None:
    if get_origin(hint) is not Annotated:
        return None
    return next((found for found in get_args(hint) if isinstance(found, Text)), None)
