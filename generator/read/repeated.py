"""A list whose entries have ids, or are ids, has each once."""

from __future__ import annotations

from typing import Any

from generator.model.origin import Sequence
from generator.model.problem import escape_text
from generator.model.redaction import REDACTED
from generator.model.unread import UNREAD
from generator.read.sink import Sink


def refuse_repeated(node: Sequence, values: list[Any], sink: Sink) -> None:
    """KH214 for an entry that is told from the others by what another has."""
    seen: set[str] = set()
    for entry, value in zip(node.entries, values, strict=True):
        name = _identify(value)
        if name in seen:
            sink.add(
                entry,
                "KH214",
                f"“{escape_text(str(name))}”在列表里重复出现",
                "请只保留一个，或改用不同的编号。",
            )
        if name:
            seen.add(name)


def _identify(value: Any) -> str:
    """What an entry of a list is told from the others by; an empty text where by nothing, or that is unread."""
    if isinstance(value, str):
        return "" if value == REDACTED else value
    if value is UNREAD:
        return ""
    names = (getattr(value, field, "") for field in ("id", "email", "login"))
    return next((name for name in names if isinstance(name, str) and name), "")
