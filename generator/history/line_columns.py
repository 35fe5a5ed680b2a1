"""The steps of a line in columns: what each did to which files, as much of it as scores follow from."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, count, repeat
from operator import itemgetter, ne
from typing import NamedTuple

from generator.git.line_log import read_line_files
from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.deciding import DuePlaces
from generator.history.start import founding_changes, founding_named
from generator.model.place import SITE_FILE


class ChangeColumns(NamedTuple):
    """Changes of files, one after the other: the number of the step of each, its path, and the blob that lies there
    now, None where there is no regular file.
    """

    moments: list[int]
    paths: Sequence[str]
    blobs: Sequence[str | None]

    def of(self, files: Container[str]) -> ChangeColumns:
        """Those of files with these paths."""
        chosen = list(map(files.__contains__, self.paths))
        if all(chosen):
            return self
        moments, paths, blobs = (compress(column, chosen) for column in self)
        return ChangeColumns(list(moments), list(paths), list(blobs))  # type: ignore[arg-type]


class LineColumns:
    """`commits` of the line, oldest first, and when each was `reached` (see `LineStep`).

    `others` are the numbers of the steps that change no file, or several.

    `changes` are all of them; what decides about scores is taken out of them once for all years.
    """

    def __init__(
        self,
        commits: Sequence[str],
        reached: Sequence[int],
        sizes: Sequence[int],
        paths: Sequence[str],
        blobs: Sequence[str | None],
    ) -> None:
        self.commits, self.reached, self._sizes = commits, reached, sizes
        self.others = frozenset(compress(count(), map(ne, sizes, repeat(1))))
        self.changes = ChangeColumns(self._number_changes(), paths, blobs)

    def _number_changes(self) -> list[int]:
        """Of each change, the number of its step; most steps have one."""
        found: list[int] = []
        begin = 0
        for at in sorted(self.others):
            found += range(begin, at)
            found += [at] * self._sizes[at]
            begin = at + 1
        return [*found, *range(begin, len(self._sizes))]

    @cached_property
    def places(self) -> DuePlaces:
        """Which of the files decide about scores of which year."""
        return DuePlaces(dict.fromkeys(self.changes.paths))

    @cached_property
    def of_points(self) -> ChangeColumns:
        """The changes of records of points, of all years."""
        return self.changes.of(self.places.points)

    @cached_property
    def of_files(self) -> ChangeColumns:
        """Those of all other files that decide about scores of some year."""
        return self.changes.of(self.places.others)

    @cached_property
    def changed(self) -> list[tuple[str, ...]]:
        """The paths that each step changed; those of the `others` are none, or several."""
        found: list[tuple[str, ...]] = []
        paths = self.changes.paths
        begin = read = 0
        for at in sorted(self.others):
            found += zip(paths[read : read + at - begin], strict=True)
            read += at - begin
            found.append(tuple(paths[read : read + self._sizes[at]]))
            read += self._sizes[at]
            begin = at + 1
        return [*found, *zip(paths[read:], strict=True)]


def columns_of(
    commits: Sequence[str], reached: Sequence[int], changes: Sequence[Sequence[FileChange]]
) -> LineColumns:
    """The columns of steps that are known: their commits, when each was reached, the changes of each."""
    all_of = list(chain.from_iterable(changes))
    sizes, paths = list(map(len, changes)), list(map(itemgetter(0), all_of))
    return LineColumns(commits, reached, sizes, paths, list(map(itemgetter(2), all_of)))


def read_columns(repository: Repository, tip: str) -> LineColumns:
    """The columns of the line that ends at the commit `tip`: those of `read_changes`, without all the rest of it."""
    commits, committed, sizes, paths, blobs = read_line_files(repository, tip)
    sites = (blob for path, blob in zip(reversed(paths), reversed(blobs), strict=True) if path == SITE_FILE)
    founding = founding_named(repository, next(sites, None))
    if founding in commits and (at := commits.index(founding)):
        stood, before = founding_changes(repository, founding), sum(sizes[: at + 1])
        paths = [*map(itemgetter(0), stood), *paths[before:]]
        blobs = [*map(itemgetter(2), stood), *blobs[before:]]
        commits, committed, sizes = commits[at:], committed[at:], [len(stood), *sizes[at + 1 :]]
    return LineColumns(commits, list(accumulate(committed, max)), sizes, paths, blobs)
