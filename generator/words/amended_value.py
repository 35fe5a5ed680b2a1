"""What an amendment puts in a place, on one line as it is written: 60, {points: 1, text: 每件扣1分}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def value_words(value: Any) -> str:
    """A text, list or table as one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {value_words(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(value_words, value)) + "]"
    return str(value)
