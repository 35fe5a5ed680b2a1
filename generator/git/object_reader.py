"""Single objects, asked of one git that stays for as long as the repository is open.

To start git takes longer than most of what it is asked: a command asks some fifty times for one file, one commit or
one folder, and some ten times for all files of one. What lies under a name is asked anew each time, as branches move;
a great many objects are read in one go elsewhere (`generator/git/objects.py`). What git breaks off at, or cannot be
asked line by line, is None here as well.
"""

from __future__ import annotations

import os
import re
import threading
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, Any, NamedTuple

from generator.git.repository import Repository, git_version, start_git

_FOUND = re.compile(rb"([0-9a-f]{40,64}) (commit|tree|blob|tag) ([0-9]+)\n?")
FEW = 500  # up to so many are asked of the git that stays; more at once are worth one of their own
_FITS = 4000  # bytes that a pipe takes at once, even where it is the smallest that Linux makes
_WHOLE = 16  # contents at once: so many are in memory
_TOLD = (2, 36)  # the first git that is told with each name what is wanted of it
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


Found = tuple[Header | None, bytes]


class _StandingGit:
    """A `git cat-file` that answers what it is asked, and stays.

    `option` says what it can tell of a name: its header, `--batch-check`; its content as well, `--batch`; either, as
    it is wanted, `--batch-command`.
    """

    def __init__(self, repository: Repository, option: str) -> None:
        self._chooses = option == "--batch-command"
        more = ("--buffer",) if self._chooses else ()
        self._process: Any = start_git(repository, "cat-file", option, *more)
        # Nobody asks for its complaints, which must not pile up: git would wait for whoever reads them.
        listener = threading.Thread(target=_hear_out, args=(self._process.proc.stderr,), daemon=True)
        listener.start()
        self._lock = threading.Lock()
        self.end = weakref.finalize(self, _end, self._process, listener)
        _keep_few(self)

    def ask(self, names: Sequence[bytes], *, whole: bool) -> list[Found]:
        """What is under each of `names`, with its content where it is asked for `whole`; EOFError if git has ended.

        Several are no more than fit into a pipe: git may not hear the last before somebody hears the first answer.
        """
        with self._lock:
            try:
                return self._ask(names, whole)
            except (OSError, ValueError):  # it broke off, or was ended as one of too many
                raise EOFError from None
            except BaseException:  # an answer that nobody heard would be taken for the next
                self.end()
                raise

    def _ask(self, names: Sequence[bytes], whole: bool) -> list[Found]:
        pipes = self._process.proc
        words = [(b"contents " if whole else b"info ") + name for name in names] if self._chooses else [*names]
        pipes.stdin.write(b"\n".join([*words, b"flush\n" if self._chooses else b""]))
        pipes.stdin.flush()
        return [_hear(pipes.stdout, whole) for _ in names]


def _hear(output: IO[bytes], whole: bool) -> Found:
    said = output.readline()
    if not said.endswith(b"\n"):
        raise EOFError
    header = parse_header(said)
    if header is None or not whole:
        return header, b""
    data = output.read(header.size + 1)
    if len(data) <= header.size:
        raise EOFError
    return header, data[:-1]


def _hear_out(complaints: IO[bytes]) -> None:
    while os.read(complaints.fileno(), 1 << 16):
        pass


def _end(process: Any, listener: threading.Thread) -> None:
    """Closes what git listens to, so that it ends, and waits for that."""
    pipes = process.proc
    with suppress(OSError):
        pipes.stdin.close()
    pipes.wait()
    listener.join()
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
    return next(_ask_each(repository, [name], whole=False))[0]


def fetch_object(repository: Repository, name: str) -> tuple[Header, bytes] | None:
    """The same with its content."""
    return next(fetch_objects(repository, [name]))


def look_up_all(repository: Repository, names: Sequence[str]) -> list[Header | None]:
    """As `look_up`, for each of a few names."""
    return [header for header, _ in _ask_each(repository, names, whole=False)]


def fetch_objects(repository: Repository, names: Sequence[str]) -> Iterator[tuple[Header, bytes] | None]:
    """As `fetch_object`, for each of a few names."""
    for header, data in _ask_each(repository, names, whole=True):
        yield None if header is None else (header, data)


def _ask_each(repository: Repository, names: Sequence[str], *, whole: bool) -> Iterator[Found]:
    """The answer for each name, asked in lots of as many as fit into a pipe and, of contents, into memory."""
    most = _WHOLE if whole else FEW
    lot: list[bytes] = []
    size = 0
    for name in names:
        asked = None if "\n" in name or "\0" in name else name.encode("utf-8", "surrogateescape")
        length = len(asked or b"") + len(b"contents \n")
        if lot and (asked is None or size + length > _FITS or len(lot) == most):
            yield from _asked(repository, lot, whole)
            lot, size = [], 0
        if asked is None:
            yield None, b""
        else:
            lot.append(asked)
            size += length
    if lot:
        yield from _asked(repository, lot, whole)


def _asked(repository: Repository, names: Sequence[bytes], whole: bool) -> list[Found]:
    """The answers to questions; None where git broke off at one twice, the second time as its first question."""
    option = "--batch-command" if git_version() >= _TOLD else "--batch" if whole else "--batch-check"
    for _ in range(2):
        standing: _StandingGit | None = repository.known.get(option)
        if standing is None:
            standing = repository.known[option] = _StandingGit(repository, option)
        try:
            return standing.ask(names, whole=whole)
        except EOFError:
            standing.end()
            repository.known.pop(option, None)
        if len(names) > 1:
            return [_asked(repository, [name], whole)[0] for name in names]
    return [(None, b"")]
