"""The steps of a line in columns: what each did to which files, as much of it as scores follow from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, compress, count, repeat
from operator import itemgetter, ne

from generator.git.line_log import read_line_files
from generator.git.repository import Repository
from generator.history.mainline import LineStep
from generator.history.start import founding_changes, founding_named
from generator.model.place import SITE_FILE


class LineColumns:
    """`commits` of the line, oldest first, and when each was `reached` (see `LineStep`).

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
        self.moments = _number_changes(sizes)

    def paths_of(self, steps: Sequence[int]) -> list[tuple[str, ...]]:
        """The paths that each of these steps changed."""
        begins = [0, *accumulate(self._sizes)]
        paths = self.paths
        return [tuple(paths[begins[at] : begins[at + 1]]) for at in steps]


def columns_of(steps: Sequence[LineStep]) -> LineColumns:
    """The columns of steps that are known."""
    changes = list(map(itemgetter(2), steps))
    all_of = list(chain.from_iterable(changes))
    return LineColumns(
        list(map(itemgetter(0), map(itemgetter(0), steps))),
        list(map(itemgetter(1), steps)),
        list(map(len, changes)),
        list(map(itemgetter(0), all_of)),
        list(map(itemgetter(2), all_of)),
    )


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


def _number_changes(sizes: Sequence[int]) -> list[int]:
    """Of each change, the number of its step; most steps have one."""
    found: list[int] = []
    begin = 0
    for at in compress(count(), map(ne, sizes, repeat(1))):
        found += range(begin, at)
        found += [at] * sizes[at]
        begin = at + 1
    return [*found, *range(begin, len(sizes))]
