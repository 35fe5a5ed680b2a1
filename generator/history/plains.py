"""The plain forms of many versions at once, each blob read once whatever the number of commits that hold it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, MutableMapping

from generator.history.facts import scan_plain
from generator.history.git import Repository
from generator.history.masks import masks_of
from generator.history.meaning import Plain, plain_record
from generator.history.objects import read_objects
from generator.history.reading import without_collector
from generator.read.layout import place_file
from generator.read.record import read_record
from generator.read.text import MAX_BYTES

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
                placed = place_file(path)
                if placed is not None and placed[0] != "signers":
                    plains[path, found.id] = _read(path, found.data, masks.fields_of(path))


def _read(path: str, data: bytes, masked: Collection[str]) -> dict[str, Plain] | None:
    placed = place_file(path)
    if placed is None or len(data) > MAX_BYTES:
        return None
    found = scan_plain(data) if placed[0] == "deduction" and not masked else None
    if found is None:
        record = read_record(path, *placed, data, masked=masked).record
        found = None if record is None else plain_record(record)
    return found
