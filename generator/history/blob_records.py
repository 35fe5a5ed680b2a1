"""Records of many blobs at once, each read once whatever the number of commits that hold it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, MutableMapping

from generator.git.masks import masks_of
from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.collector import without_collector
from generator.model.place import Place, find_place, register_file
from generator.model.register_rule import RegisterRule
from generator.read.canonical import Plain, plain_record
from generator.read.next_version import plain_scanner
from generator.read.record import Cache, FileReading, Registers, Version, read_record
from generator.read.text import MAX_BYTES


def read_versions(repository: Repository, wanted: Iterable[Version], cache: Cache) -> None:
    """Puts the readings of these versions, each a path and a blob, into `cache`, where they are not there yet.

    A path at which no record is due is left out. A blob that is not whole, or larger than any record may be, gives no
    record; HistoryUnavailable is not raised, a clone that lacks a blob is told by its conditions.
    """
    masks = masks_of(repository)
    versions = _by_blob(wanted, cache)
    registers = _read_declarations(repository, [one for found in versions.values() for one in found])
    with without_collector():
        for found in read_objects(repository, list(versions)):
            for version in versions[found.id]:
                path = version[0]
                placed = find_place(path)
                if placed is None or placed.kind == "signers":
                    continue
                if len(found.data) > MAX_BYTES:
                    cache[version] = FileReading(None)
                    continue
                fields, known = masks.fields_of(path), registers.get(version[2:], {})
                cache[version] = read_record(path, placed, found.data, masked=fields, registers=known)


def _by_blob(wanted: Iterable[Version], known: Container[Version]) -> dict[str, list[Version]]:
    """The versions that are not known yet, by blob."""
    found: dict[str, list[Version]] = {}
    for version in wanted:
        if version not in known:
            found.setdefault(version[1], []).append(version)
    return found


def _read_declarations(repository: Repository, versions: Iterable[Version]) -> dict[Version, Registers]:
    """The registers by which entries are read, by git's id of the declaration (as the rest of a version)."""
    ids: dict[str, set[str]] = {}
    for version in versions:
        place = find_place(version[0]) if version[2:] and version[2] else None
        if place is not None:
            ids.setdefault(version[2], set()).add(place.register)
    found: dict[Version, Registers] = {}
    for read in read_objects(repository, list(ids)) if ids else ():
        records = [_read_declaration(name, read.data) for name in sorted(ids[read.id])]
        found[(read.id,)] = {record.id: record for record in records if record is not None}
    return found


def _read_declaration(name: str, data: bytes) -> RegisterRule | None:
    if len(data) > MAX_BYTES:
        return None
    record = read_record(register_file(name), Place("register", id=name), data).record
    return record if isinstance(record, RegisterRule) else None


def reading_of(cache: Cache, path: str, blob: str | None) -> object | None:
    """The record of a version in `cache`, None where there is none that can be read."""
    if blob is None:
        return None
    reading = cache.get((path, blob))
    return None if reading is None else reading[0]


# What each version of a file says; None where it is no record that can be read.
Plains = MutableMapping[Version, dict[str, Plain] | None]


def read_plains(repository: Repository, wanted: Iterable[Version], plains: Plains) -> None:
    """Puts the plain forms of these versions into `plains`, where they are not there yet.

    A path at which no record is due is left out, and so is a blob that the repository lacks.
    """
    masks = masks_of(repository)
    versions = _by_blob(wanted, plains)
    registers = _read_declarations(repository, [one for found in versions.values() for one in found])
    scan = plain_scanner().scan
    with without_collector():
        for found in read_objects(repository, list(versions)):
            for version in versions[found.id]:
                path = version[0]
                placed = find_place(path)
                if placed is not None and placed.kind != "signers":
                    known = registers.get(version[2:], {})
                    fields = masks.fields_of(path)
                    plain = scan(path, found.data) if placed.kind == "deduction" and not fields else None
                    plains[version] = plain or _read_plain(path, placed, found.data, fields, known)


def _read_plain(
    path: str, placed: Place, data: bytes, masked: Collection[str], registers: Registers
) -> dict[str, Plain] | None:
    if len(data) > MAX_BYTES:
        return None
    record = read_record(path, placed, data, masked=masked, registers=registers).record
    return None if record is None else plain_record(record)
