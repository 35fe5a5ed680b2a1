"""The declarations of one state, by which its entries are read; and folders of registers that nobody declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from generator.model.lazy_dataclass import dataclass
from generator.model.place import Place, folder_of, register_file
from generator.model.problem import Location, Problem
from generator.read.alike import find_alike, list_candidates
from generator.read.layout import Due
from generator.read.record import Registers, Version
from generator.read.tree import TreeEntry

if TYPE_CHECKING:
    from generator.model.register_rule import RegisterRule


@dataclass(frozen=True, slots=True)
class Declared:
    """The registers of one state by id, and git's ids of their declarations, as far as there are any."""

    registers: Registers
    blobs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, registers: Iterable[RegisterRule], entries: Iterable[TreeEntry]) -> Declared:
        """Those that were read from the files of a tree."""
        made = {register.id: register for register in registers}
        blobs = {entry.path: entry.blob for entry in entries if entry.blob} if made else {}
        return cls(made, {name: blobs[path] for name in made if (path := register_file(name)) in blobs})

    def version(self, place: Place, path: str, blob: str) -> Version:
        """What tells one reading of a file from another: an entry says something else by another declaration."""
        return (path, blob, self.blobs.get(place.register, "")) if place.kind == "entry" else (path, blob)


def tell_undeclared(due: Sequence[Due], declared: Declared) -> Iterator[Problem]:
    """KH701, once for a folder of entries or tallies that belongs to no register."""
    there = {found.place.id for found in due if found.kind == "register"}
    told: set[tuple[str, str]] = set()
    for found in due:
        name = found.place.register
        if not name or name in there or (found.kind, name) in told:
            continue
        told.add((found.kind, name))
        titles = {register.id: register.title for register in declared.registers.values()}
        near = find_alike(name, {key: (key, title) for key, title in titles.items()}).ids
        hint = f"是否想写 {list_candidates(near, titles)}？" if near else f"请先写 {register_file(name)}。"
        path = f"{folder_of(found.kind)}/{name}"
        yield Problem(Location(path), "KH701", f"没有编号为“{name}”的登记簿", hint)
