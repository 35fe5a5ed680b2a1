"""The commits of a history and what each did below `data/`: one `git log --raw -z` stream, parsed in bulk.

Every commit is there, merged ones too. A merge is set against its first parent: what it brought to its own line.
There is no detection of renames by likeness; equal blobs are paired later, where that can be explained. What comes
by the ten thousand is a named tuple, which is made in a third of the time of a frozen record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from sys import intern
from typing import NamedTuple

from generator.git.masks import masks_of
from generator.git.modes import KINDS
from generator.git.repository import Repository, read_git
from generator.model.place import DATA
from generator.read.tree import EntryKind

# Fields end with NUL, which no commit can hold; the message comes last.
FORMAT = "%H%x00%P%x00%ae%x00%at%x00%ce%x00%ct%x00%B%x00"
_FIELDS = 7  # after the first; the last is empty, where -z ends the message
_PIECE = 1 << 18  # characters


class FileChange(NamedTuple):
    """What a commit did to one path: the blob before and after, and what kind of thing is there now (None: nothing).

    Only regular files have blobs; a link or a submodule has none. `writer` is the commit that wrote what is there
    now: the commit itself, or one that it merged.
    """

    path: str
    old: str | None
    new: str | None
    kind: EntryKind | None
    writer: str


class RawCommit(NamedTuple):
    """A commit as git has it, with the addresses of its people: they go no further than to be read as offices."""

    id: str
    parents: tuple[str, ...]
    author: str
    authored: int
    committer: str
    committed: int
    message: str
    changes: tuple[FileChange, ...]


def read_log(repository: Repository, tip: str) -> dict[str, RawCommit]:
    """All commits from `tip` back, by id, each before its parents. Paths are relative to the project."""
    return read_commits(repository, tip)


def read_commits(repository: Repository, *wanted: str) -> dict[str, RawCommit]:
    """The commits from those of `wanted` back, without those that a `^id` among them reaches, in the same way."""
    text = stream_log(repository, f"--format={FORMAT}", "--encoding=UTF-8", "--topo-order", *wanted)
    masks = masks_of(repository)
    found = {commit.id: commit for commit in parse_log(text, DATA)}
    for name, commit in found.items() if masks.redactions else ():
        found[name] = commit._replace(message=masks.mask_message(name, commit.message))
    return found


def stream_log(repository: Repository, *wanted: str) -> str:
    """What `git log` says of commits and of their changes below `data/`, NUL after each part."""
    return read_git(
        repository, "log", "-z",
        "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--root",
        "--diff-merges=first-parent",
        "--ignore-submodules=none",  # as an option: a setting yields to what .gitmodules says of a path
        # Every commit is wanted, also one that did nothing below data/: git shows no more than what lies there, but
        # is not asked to choose commits by it, which would have it compare every pair of trees twice.
        f"--relative={repository.prefix}{DATA}", *wanted, "--",
    ).text  # fmt: skip


def parse_log(text: str, folder: str) -> Iterator[RawCommit]:
    """The commits in the text of such a stream, whose paths are relative to `folder` of the project.

    Ids, addresses and paths stand in many commits, each as one text in memory.
    """
    tokens = _tokens(text)
    name = next(tokens, "")
    while name:
        name = intern(name)
        parents, author, authored, committer, committed, message, _ = islice(tokens, _FIELDS)
        changes, token = [], next(tokens, "")
        if token.startswith("\n:"):
            token = token[1:]
            while token.startswith(":"):
                changes.append(parse_change(token, intern(folder + next(tokens)), name))
                token = next(tokens, "")
        yield RawCommit(
            name,
            tuple(map(intern, parents.split())),
            intern(author),
            seconds_of(authored),
            intern(committer),
            seconds_of(committed),
            message,
            tuple(changes),
        )
        name = token


def _tokens(text: str) -> Iterator[str]:
    """What stands between the NULs of a stream, cut a piece at a time: all of it at once takes its size again."""
    at, end = 0, len(text)
    while at < end:
        cut = text.find("\0", min(at + _PIECE, end))
        cut = end if cut < 0 else cut
        yield from text[at:cut].split("\0")
        at = cut + 1


def find_writers(commits: Sequence[RawCommit]) -> dict[tuple[str, str | None], str]:
    """Which of these commits, latest first, wrote a blob to a path: the latest, plain commits before merges."""
    writers: dict[tuple[str, str | None], str] = {}
    for commit in sorted(commits, key=lambda found: len(found.parents) > 1):
        for change in commit.changes:
            writers.setdefault((change.path, change.new), commit.id)
    return writers


def parse_change(described: str, path: str, commit: str) -> FileChange:
    """A row of `--raw`: `:100644 100644 <old> <new> M`; ids have 40 digits, or 64 where git uses SHA-256."""
    old_mode, new_mode, old, new, _ = described.split(" ")
    if new_mode == "100644" and old_mode == ":100644":
        return FileChange(path, intern(old), intern(new), "file", commit)
    kind = None if new_mode == "000000" else KINDS.get(new_mode, "other")
    before = old if KINDS.get(old_mode[1:]) == "file" else None
    return FileChange(path, before, new if kind == "file" else None, kind, commit)


def seconds_of(written: str) -> int:
    """A time as git prints it; a commit made by hand may have none."""
    return int(written) if written.isdecimal() else 0
