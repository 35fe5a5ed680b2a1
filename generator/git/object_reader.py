"""Single objects, asked of one git that stays for as long as the repository is open.

To start git takes longer than most of what it is asked: a command asks some fifty times for one file, one commit or
one folder. What lies under a name is asked anew each time, as branches move; many objects at once are read in one go
elsewhere (`generator/git/objects.py`). What git breaks off at, or cannot be asked line by line, is None here as well.
"""

from __future__ import annotations

import os
import re
import threading
import weakref
from collections import deque
from contextlib import suppress
from typing import Any, NamedTuple

from generator.git.repository import Repository, start_git

_FOUND = re.compile(rb"([0-9a-f]{40,64}) (commit|tree|blob|tag) ([0-9]+)\n?")
FEW = 16  # up to so many are asked for one by one; more at once are worth a git of their own
_MOST = 8  # so many stay at once; of more the eldest ends
_OPEN: deque[weakref.ref[_StandingGit]] = deque()
_LOCK = threading.Lock()


class Header(NamedTuple):
    """The id of an object, its kind (commit, tree, blob, tag) and its size in bytes."""

    id: str
    kind: str
    size: int


def parse_header(said: bytes) -> Header | None:
    """A line of `git cat-file`; None where it says that there is no such object."""
    found = _FOUND.fullmatch(said)
    return None if found is None else Header(found[1].decode(), found[2].decode(), int(found[3]))


class _StandingGit:
    """A `git cat-file` that answers line by line, and stays."""

    def __init__(self, repository: Repository, option: str) -> None:
        self._process: Any = start_git(repository, "cat-file", option)
        pipes = self._process.proc
        os.set_blocking(pipes.stderr.fileno(), False)
        self._lock = threading.Lock()
        self.end = weakref.finalize(self, _end, self._process)
        _keep_few(self)

    def ask(self, name: bytes, *, whole: bool) -> tuple[Header | None, bytes]:
        """What is under `name`, and its content where it is asked for `whole`; EOFError where git has ended."""
        with self._lock:
            try:
                return self._ask(name, whole)
            except (OSError, ValueError):  # it broke off, or was ended as one of too many
                raise EOFError from None
            except BaseException:  # an answer that nobody heard would be taken for the next
                self.end()
                raise

    def _ask(self, name: bytes, whole: bool) -> tuple[Header | None, bytes]:
        pipes = self._process.proc
        with suppress(BlockingIOError):
            os.read(pipes.stderr.fileno(), 1 << 16)  # nobody asks for its complaints, and they must not pile up
        pipes.stdin.write(name + b"\n")
        pipes.stdin.flush()
        said = pipes.stdout.readline()
        if not said.endswith(b"\n"):
            raise EOFError
        header = parse_header(said)
        if header is None or not whole:
            return header, b""
        data = pipes.stdout.read(header.size + 1)
        if len(data) <= header.size:
            raise EOFError
        return header, data[:-1]


def _end(process: Any) -> None:
    """Closes what git listens to, so that it ends, and waits for that."""
    pipes = process.proc
    with suppress(OSError):
        pipes.stdin.close()
    pipes.wait()
    pipes.stdout.close()
    pipes.stderr.close()


def _keep_few(fresh: _StandingGit) -> None:
    with _LOCK:
        alive = [one for one in _OPEN if one() is not None]
        _OPEN.clear()
        _OPEN.extend([*alive, weakref.ref(fresh)])
        eldest = [_OPEN.popleft()() for _ in range(len(_OPEN) - _MOST)]
    for standing in eldest:
        if standing is not None:
            standing.end()


def look_up(repository: Repository, name: str) -> Header | None:
    """What lies under `name` (an id, a branch, `commit:path`, `name^{commit}`); None where nothing does."""
    found = _asked(repository, "--batch-check", name, whole=False)
    return None if found is None else found[0]


def fetch_object(repository: Repository, name: str) -> tuple[Header, bytes] | None:
    """The same with its content."""
    found = _asked(repository, "--batch", name, whole=True)
    return None if found is None or found[0] is None else (found[0], found[1])


def _asked(repository: Repository, option: str, name: str, *, whole: bool) -> tuple[Header | None, bytes] | None:
    """The answer to one question; None where git broke off at it twice, the second time as its first question."""
    if "\n" in name or "\0" in name:
        return None
    asked = name.encode("utf-8", "surrogateescape")
    for _ in range(2):
        standing: _StandingGit | None = repository.known.get(option)
        if standing is None:
            standing = repository.known[option] = _StandingGit(repository, option)
        try:
            return standing.ask(asked, whole=whole)
        except EOFError:
            standing.end()
            repository.known.pop(option, None)
    return None
