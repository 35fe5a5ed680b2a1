"""The changes of a line in columns: every year's time series reads them, and they are laid out once for all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, compress, count, repeat
from operator import itemgetter, ne
from typing import NamedTuple

from generator.git.log import FileChange


class LogColumns(NamedTuple):
    """The steps of a line, and their changes one after the other.

    `changed` holds the path of each step that changes one file, as a tuple of it; `others` are the numbers of the
    steps that change none or several. `moments` are the numbers of the steps of `changes`, `paths` and `blobs` what
    each is about and what is there now.
    """

    commits: tuple[str, ...]
    reached: list[int]
    changed: list[tuple[str, ...]]
    others: frozenset[int]
    changes: list[FileChange]
    moments: list[int]
    paths: list[str]
    blobs: list[str | None]


def lay_columns(
    commits: Sequence[str], reached: Sequence[int], by_step: Sequence[tuple[FileChange, ...]]
) -> LogColumns:
    """The columns of the steps of these commits, reached at these times, each with its changes."""
    changes = list(chain.from_iterable(by_step))
    paths: list[str] = list(map(itemgetter(0), changes))
    sizes = list(map(len, by_step))
    others = list(compress(count(), map(ne, sizes, repeat(1))))
    changed: list[tuple[str, ...]] = []
    moments: list[int] = []
    begin = 0  # of the steps, which stand before `read` changes
    for at in (*others, len(sizes)):
        read = len(moments)
        changed += zip(paths[read : read + at - begin])
        moments += range(begin, at)
        if at < len(sizes):
            changed.append(())
            moments += [at] * sizes[at]
        begin = at + 1
    blobs: list[str | None] = list(map(itemgetter(2), changes))
    return LogColumns(tuple(commits), [*reached], changed, frozenset(others), changes, moments, paths, blobs)
