"""Zip archives whose bytes depend on their contents alone."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
_UNIX = 3


def store_again(archive: bytes) -> bytes:
    """The files of a zip archive in a new one: sorted, without dates, owners or compression.

    Compressed bytes differ between versions of zlib; an archive that must come out the same on every machine is
    stored as it is.
    """
    with ZipFile(io.BytesIO(archive)) as old:
        return store_files({name: old.read(name) for name in old.namelist()})


def store_files(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files by name: sorted, without dates, owners or compression."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as new:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            new.writestr(entry, data)
    return buffer.getvalue()
