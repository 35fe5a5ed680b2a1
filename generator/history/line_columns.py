"""The steps of a line in columns: what each did to which files, as much of it as scores follow from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, count, repeat
from operator import itemgetter, ne

from generator.git.line_log import read_line_files
from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.start import founding_changes, founding_named
from generator.model.place import SITE_FILE


class LineColumns:
    """`commits` of the line, oldest first, and when each was `reached` (see `LineStep`).

    `others` are the numbers of the steps that change no file, or several.

    All changes stand one after the other: the number of the step of each, its path, and the blob that lies there now,
    None where there is no regular file.
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
        self.paths, self.blobs = paths, blobs
        self.others = frozenset(compress(count(), map(ne, sizes, repeat(1))))
        self.moments = self._number_changes()

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
    def changed(self) -> list[tuple[str, ...]]:
        """The paths that each step changed; those of the `others` are none, or several."""
        found: list[tuple[str, ...]] = []
        begin = read = 0
        for at in sorted(self.others):
            found += zip(self.paths[read : read + at - begin], strict=True)
            read += at - begin
            found.append(tuple(self.paths[read : read + self._sizes[at]]))
            read += self._sizes[at]
            begin = at + 1
        return [*found, *zip(self.paths[read:], strict=True)]


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
