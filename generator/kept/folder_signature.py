"""Folders as the system tells of them: what may stand for the bytes of files that nobody has touched since."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# A file that was touched so shortly before may be touched again within the same tick of the system's clock.
_DOUBTFUL = 2_000_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class FolderSignature:
    """A digest over path, kind, size, mtime, ctime and inode of everything below some folders.

    `newest` is the latest of all these times in nanoseconds, `looked` when they were looked at.
    """

    digest: str
    newest: int
    looked: int

    @property
    def is_settled(self) -> bool:
        """Whether any later change must change the digest: else the bytes have to be read again, as git does."""
        return self.newest + _DOUBTFUL < self.looked


def sign_folders(root: Path, names: Iterable[str]) -> FolderSignature:
    """The signature of what lies at and below `names` in `root`. Links are not followed."""
    looked = time.time_ns()
    used, newest = sha256(os.fsencode(root)), 0
    waiting = [os.path.join(root, name) for name in sorted(names, reverse=True)]
    while waiting:
        path = waiting.pop()
        try:
            told = os.lstat(path)
            below = sorted(os.listdir(path), reverse=True) if stat.S_ISDIR(told.st_mode) else ()
        except OSError as error:
            used.update(os.fsencode(path) + b"\0%d\n" % (error.errno or 0))
            continue
        newest = max(newest, told.st_mtime_ns, told.st_ctime_ns)
        row = b"\0%d %d %d %d %d\n" % (told.st_mode, told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino)
        used.update(os.fsencode(path) + row)
        waiting += [os.path.join(path, name) for name in below]
    return FolderSignature(used.hexdigest(), newest, looked)
