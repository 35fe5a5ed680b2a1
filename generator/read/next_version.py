"""Versions of one file, one after the other: where no more than single values differ, nothing else is read again.

A history is full of such: a record is entered once, and then a reason, points or a day of it is put right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import compress
from operator import ne
from typing import Generic, TypeVar

from generator.model.deduction import Deduction
from generator.read.canonical import Plain
from generator.read.fast_reader import (
    has_strange,
    plain_takers,
    record_in,
    scan_plain,
    slot_line,
)
from generator.read.shape import slots_of
from generator.read.text import MAX_BYTES

T = TypeVar("T")


class VersionScanner(Generic[T]):
    """What is made of deductions laid out as `kaohe` writes them, of one version after the other of the same files.

    `scan` makes it of the bytes, None of those in another form; `amend` makes it of that of the version before and
    the single values that differ, by their fields.
    """

    def __init__(self, scan: Callable[[bytes], T | None], amend: Callable[[T, Mapping[str, str]], T]) -> None:
        self._scan, self._amend = scan, amend
        self._last: dict[str, tuple[bytes, T]] = {}

    def scan(self, path: str, data: bytes) -> T | None:
        """What is made of the next version of the file at `path`."""
        known = self._last.get(path)
        changed = None if known is None else changed_values(known[0], data)
        found = self._scan(data) if known is None or changed is None else self._amend(known[1], changed)
        if found is None:
            self._last.pop(path, None)
        else:
            self._last[path] = data, found
        return found


def plain_scanner() -> VersionScanner[dict[str, Plain]]:
    """A scanner of plain forms: as `scan_plain`."""
    return VersionScanner(scan_plain, _amend_plain)


def _amend_plain(known: dict[str, Plain], changed: Mapping[str, str]) -> dict[str, Plain]:
    take = plain_takers()
    return known | {name: take[name](text) for name, text in changed.items()}


def changed_values(old: bytes, new: bytes) -> dict[str, str] | None:
    """The fields of one value that differ, with what is now written there; None where anything else does.

    `old` is a deduction in the form that the program writes. So is `new`, if this does not give None.
    """
    before, after = old.split(b"\n"), new.split(b"\n")
    if len(before) != len(after) or len(new) > MAX_BYTES:
        return None
    found: dict[str, str] = {}
    for at in compress(range(len(after)), map(ne, before, after)):
        name, colon, _ = before[at].partition(b": ")
        form = _forms().get(name) if colon else None
        try:
            line = after[at].decode() if form is not None else ""
        except UnicodeDecodeError:
            return None
        match = None if form is None or has_strange(line) else form(line)
        if match is None:
            return None
        found[name.decode()] = match[1]
    return found


@cache
def _forms() -> dict[bytes, Callable[[str], re.Match[str] | None]]:
    """By the name of each field of one value, what tells whether a line is it, and well written."""
    found: dict[bytes, Callable[[str], re.Match[str] | None]] = {}
    for slot in slots_of(Deduction):
        if record_in(slot) is None:
            line = re.sub(r"\(\?P<[a-z_]+>", "(?:", slot_line(slot))
            value = line.removeprefix(f"(?:{slot.name}: ").removesuffix("\n)")
            found[slot.name.encode()] = re.compile(f"{slot.name}: ({value})").fullmatch
    return found
