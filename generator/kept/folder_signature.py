"""Folders as the system tells of them: what may stand for the bytes of files that nobody has touched since."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from generator.model.lazy_dataclass import dataclass

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
    for path, told in _look_below([os.path.join(root, name) for name in sorted(names, reverse=True)]):
        if isinstance(told, os.stat_result):
            newest = max(newest, told.st_mtime_ns, told.st_ctime_ns)
            row = stat_words(told)
        else:
            row = f"{told.errno or 0}"
        used.update(os.fsencode(f"{path}\0{row}\n"))
    return FolderSignature(used.hexdigest(), newest, looked)


def stat_words(told: os.stat_result) -> str:
    """What of a file stands for its bytes, and nothing that reading it would change."""
    return f"{told.st_mode} {told.st_size} {told.st_mtime_ns} {told.st_ctime_ns} {told.st_ino}"


def _look_below(waiting: list[str]) -> Iterator[tuple[str, os.stat_result | OSError]]:
    """All paths at and below those that wait, each folder before what is in it, in an order that is always the same.

    Beside each is what the system tells of it, or why it does not.
    """
    while waiting:
        path = waiting.pop()
        try:
            told = os.lstat(path)
            below = sorted(os.scandir(path), key=_name, reverse=True) if stat.S_ISDIR(told.st_mode) else ()
        except OSError as error:
            yield path, error
            continue
        yield path, told
        for entry in below:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
                continue
            try:
                yield entry.path, entry.stat(follow_symlinks=False)
            except OSError as error:
                yield entry.path, error


_name = attrgetter("name")
