"""The texts of a record with the punctuation of Chinese, as `check` proposes it: the record otherwise as it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from generator.check.punctuation import mend_punctuation
from generator.model.field import Field, Text
from generator.read.shape import slots_of


def mend_texts(record: Any) -> Any:
    """The record with every text in it mended; the same object where nothing is to be mended."""
    kind: Any = type(record)
    changed = {}
    for slot in slots_of(kind):
        before = getattr(record, slot.attribute)
        after = _mend(before, slot.markers)
        if after is not before:
            changed[slot.attribute] = after
    return dataclasses.replace(record, **changed) if changed else record


def _mend(value: Any, markers: tuple[Field, ...]) -> Any:
    if isinstance(value, str):
        is_text = any(isinstance(marker, Text) for marker in markers)
        mended = mend_punctuation(value) if is_text and value else value
        return value if mended == value else mended
    if isinstance(value, tuple):
        rows = tuple(_mend(entry, markers) for entry in value)
        return value if all(new is old for new, old in zip(rows, value, strict=True)) else rows
    if isinstance(value, Mapping):
        table = {name: _mend(entry, markers) for name, entry in value.items()}
        return value if all(table[name] is value[name] for name in value) else table
    return mend_texts(value) if dataclasses.is_dataclass(value) else value
