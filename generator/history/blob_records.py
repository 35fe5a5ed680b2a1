"""Records of many blobs at once, each read once whatever the number of commits that hold it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, MutableMapping

from generator.git.masks import masks_of
from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.collector import without_collector
from generator.model.place import find_place
from generator.read.canonical import Plain, plain_record
from generator.read.fast_reader import scan_plain
from generator.read.record import Cache, FileReading, read_record
from generator.read.text import MAX_BYTES


def read_versions(repository: Repository, wanted: Iterable[tuple[str, str]], cache: Cache) -> None:
    """Puts the readings of these versions, each a path and a blob, into `cache`, where they are not there yet.

    A path at which no record is due is left out. A blob that is not whole, or larger than any record may be, gives no
    record; HistoryUnavailable is not raised, a clone that lacks a blob is told by its conditions.
    """
    masks = masks_of(repository)
    paths: dict[str, list[str]] = {}
    for path, blob in wanted:
        if (path, blob) not in cache:
            paths.setdefault(blob, []).append(path)
    with without_collector():
        for found in read_objects(repository, list(paths)):
            for path in paths[found.id]:
                placed = find_place(path)
                if placed is None or placed.kind == "signers":
                    continue
                whole = len(found.data) <= MAX_BYTES
                if not whole:
                    cache[path, found.id] = FileReading(None)
                    continue
                cache[path, found.id] = read_record(path, placed, found.data, masked=masks.fields_of(path))


def reading_of(cache: Cache, path: str, blob: str | None) -> object | None:
    """The record of a version in `cache`, None where there is none that can be read."""
    if blob is None:
        return None
    reading = cache.get((path, blob))
    return None if reading is None else reading[0]


# What each version of a file, a path and a blob, says; None where it is no record that can be read.
Plains = MutableMapping[tuple[str, str], dict[str, Plain] | None]


def read_plains(repository: Repository, wanted: Iterable[tuple[str, str]], plains: Plains) -> None:
    """Puts the plain forms of these versions into `plains`, where they are not there yet.

    A path at which no record is due is left out, and so is a blob that the repository lacks.
    """
    masks = masks_of(repository)
    paths: dict[str, list[str]] = {}
    for path, blob in wanted:
        if (path, blob) not in plains:
            paths.setdefault(blob, []).append(path)
    with without_collector():
        for found in read_objects(repository, list(paths)):
            for path in paths[found.id]:
                placed = find_place(path)
                if placed is not None and placed.kind != "signers":
                    plains[path, found.id] = _read_plain(path, found.data, masks.fields_of(path))


def _read_plain(path: str, data: bytes, masked: Collection[str]) -> dict[str, Plain] | None:
    placed = find_place(path)
    if placed is None or len(data) > MAX_BYTES:
        return None
    found = scan_plain(data) if placed.kind == "deduction" and not masked else None
    if found is None:
        record = read_record(path, placed, data, masked=masked).record
        found = None if record is None else plain_record(record)
    return found
