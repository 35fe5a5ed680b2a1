"""The words of entries of registers that a publication shows: filled in later they may be, changed they may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.entry import Entry, EntryRow
from generator.model.redaction import REDACTED

_EMPTY = ("", None, (), False)


def changed_places(before: Entry, now: Entry) -> Iterator[str]:
    """The places of public fields that no longer say what they said; what was empty and is filled in is none.

    A field that either declaration keeps closed is left out: nobody outside has read it.
    """
    is_shown = before.REGISTER.shows_records and now.REGISTER.shows_records
    for rule in before.REGISTER.fields if is_shown else ():
        later = now.REGISTER.by_id.get(rule.id)
        if rule.share != "public" or later is None or later.share != "public":
            continue
        old, new = before.value(rule.id), now.value(rule.id)
        if rule.type == "rows":
            yield from _changed_rows(rule.id, old, new)
        elif _is_changed(old, new):
            yield rule.id
    if before.revoked is not None and now.revoked is not None and before.revoked != now.revoked:
        yield "revoked"


def _is_changed(old: Any, new: Any) -> bool:
    if old in _EMPTY or new in (old, REDACTED):
        return False
    return not (isinstance(old, tuple) and isinstance(new, tuple) and set(old) <= set(new))


def _changed_rows(field: str, old: Sequence[EntryRow], new: Sequence[EntryRow]) -> Iterator[str]:
    """Rows are told by their places: what is added stands behind them."""
    for number, row in enumerate(old):
        if number >= len(new):
            yield f"{field}/{number}"
            continue
        for rule in row.RULES:
            if _is_changed(row.value(rule.id), new[number].value(rule.id)):
                yield f"{field}/{number}/{rule.id}"
