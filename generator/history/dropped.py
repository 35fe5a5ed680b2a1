"""What merges left out of the branches they merged: `-s ours`, or a conflict settled for one side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.git.log import FileChange, RawCommit, find_writers
from generator.model.lazy_dataclass import dataclass


class Discard(NamedTuple):
    """A change of a merged branch that `merge` left out: `writer` gave `path` the blob `new` (None: removed it)."""

    path: str
    new: str | None
    writer: str
    merge: str


@dataclass(frozen=True, slots=True)
class _Branch:
    """What a merge brought along the first parents of one of its other parents, oldest first.

    It left the line that it came to after place `base` of it; -1 where that is before the line, or not known.
    """

    commits: Sequence[RawCommit]
    base: int


class _Line:
    """Which blob a line of commits held at each path, and when."""

    def __init__(self, commits: Sequence[RawCommit]) -> None:
        self.commits = commits
        self.places = {commit.id: at for at, commit in enumerate(commits)}
        self._now: dict[str, str | None] = {}
        self._spells: dict[tuple[str, str | None], tuple[list[int], list[int]]] = {}
        for at, commit in enumerate(commits):
            for change in commit.changes:
                if change.path not in self._now:
                    self._begin(change.path, change.old, -1)
                self._spells[change.path, self._now[change.path]][1][-1] = at
                self._begin(change.path, change.new, at)

    def _begin(self, path: str, blob: str | None, at: int) -> None:
        begins, ends = self._spells.setdefault((path, blob), ([], []))
        begins.append(at)
        ends.append(len(self.commits))
        self._now[path] = blob

    def held(self, path: str, blob: str | None, base: int, at: int) -> bool:
        """Whether `path` had this blob anywhere from place `base` to place `at`."""
        begins, ends = self._spells.get((path, blob), ((), ()))
        last = bisect_right(begins, at) - 1
        return last >= 0 and ends[last] > base


def find_dropped(line: Sequence[RawCommit], merged: Sequence[Sequence[RawCommit]]) -> dict[int, list[Discard]]:
    """What was dropped of the commits that each merge of `line` brought (`merged`), by its place.

    A merge drops what a branch did to a path where the branch ends with something that the line it is merged into
    has never had since the two parted, and on which no other merged branch builds. Merges on the branches themselves
    are judged in the same way: what one of them left out never came to the line, though the branch did. What a merge
    made itself is another matter, and so is what the branch itself took back.
    """
    if not any(merged):
        return {}
    main = _Line(line)
    came: dict[str, int] = {}
    found: dict[int, list[Discard]] = {}
    for at, inner in enumerate(merged):
        if not inner:
            continue
        came.update((commit.id, at) for commit in inner)
        discards: dict[str, Discard] = {}
        for discard in _judge_step(main, at, {commit.id: commit for commit in inner}, came):
            discards.setdefault(discard.path, discard)
        if discards:
            writers = find_writers(inner)
            found[at] = [
                discard._replace(writer=writers.get((path, discard.new), discard.writer))
                for path, discard in sorted(discards.items())
            ]
    return found


def _judge_step(main: _Line, at: int, inner: dict[str, RawCommit], came: Mapping[str, int]) -> Iterator[Discard]:
    """What the merge at `at` of the main line dropped, and each merge among the commits that came with it.

    Every one of these commits lies on one branch, the nearest to the main line: so each is looked at but once.
    """
    branches = _take_branches(main, main.commits[at], inner, came)
    yield from _judge_merge(main, at, branches)
    waiting = [branch for branch in branches if any(len(commit.parents) > 1 for commit in branch.commits)]
    while waiting:
        line = _Line(waiting.pop().commits)
        for place, commit in enumerate(line.commits):
            if len(commit.parents) > 1:
                branches = _take_branches(line, commit, inner, {})
                for discard in _judge_merge(line, place, branches):
                    if not main.held(discard.path, discard.new, -1, at):
                        yield discard
                waiting.extend(branches)


def _take_branches(
    line: _Line, merge: RawCommit, inner: dict[str, RawCommit], came: Mapping[str, int]
) -> list[_Branch]:
    """The branches that `merge` brought to `line`; their commits are taken out of `inner`."""
    bases: dict[str, int] = {}
    branches = []
    for parent in merge.parents[1:]:
        commits = []
        name = parent
        while name in inner:
            commits.append(inner.pop(name))
            name = commits[-1].parents[0] if commits[-1].parents else ""
        if commits:
            base = bases.get(name, line.places.get(name, came.get(name, -1)))
            bases.update((commit.id, base) for commit in commits)
            branches.append(_Branch(commits[::-1], base))
    return branches


def _judge_merge(line: _Line, at: int, branches: Sequence[_Branch]) -> Iterator[Discard]:
    merge = line.commits[at]
    own = {change.path: change.new for change in merge.changes}
    written: set[tuple[str, str | None]] = set()
    built_on: dict[tuple[str, str | None], set[int]] = {}
    for number, branch in enumerate(branches):
        for commit in branch.commits:
            for change in commit.changes:
                written.add((change.path, change.new))
                built_on.setdefault((change.path, change.old), set()).add(number)
    for number, branch in enumerate(branches):
        for first, last in _span_changes(branch):
            path, new = last.path, last.new
            undone = first.old == new
            made = path in own and (path, own[path]) not in written
            passed_on = bool(built_on.get((path, new), set()) - {number})
            if not (undone or made or passed_on or line.held(path, new, branch.base, at)):
                yield Discard(path, new, last.writer, merge.id)


def _span_changes(branch: _Branch) -> Iterator[tuple[FileChange, FileChange]]:
    """The first and the last change of the branch to each path."""
    spans: dict[str, tuple[FileChange, FileChange]] = {}
    for commit in branch.commits:
        for change in commit.changes:
            first, _ = spans.get(change.path, (change, change))
            spans[change.path] = first, change
    yield from spans.values()
