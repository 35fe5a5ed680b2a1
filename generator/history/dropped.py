"""What merges left out of the branches they merged: `-s ours`, or a conflict settled for one side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.history.git import Repository, read_git
from generator.history.log import Change, RawCommit

# By path: each blob that the line ever had there (None: nothing), and from which place on.
Had = dict[str, dict[str | None, int]]


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A merge (its place on the line) of the commit `parent` that may have dropped `change`."""

    at: int
    parent: str
    change: Change


def find_dropped(
    repository: Repository, line: Sequence[RawCommit], merged: Sequence[Sequence[RawCommit]]
) -> dict[int, list[Change]]:
    """What each merge of `line` dropped of the commits it `merged`, by its place.

    A path counts if the merge left it as its own line had it, while the merged branch ends with something that the
    line never had there, or has removed what the line still has.
    """
    had: Had = {}
    suspects = list(_find_suspects(line, merged, had))
    ends = _blobs_at(repository, [(suspect.parent, suspect.change.path) for suspect in suspects])
    found: dict[int, dict[str, Change]] = {}
    for suspect, blob in zip(suspects, ends, strict=True):
        removed = blob is None and suspect.change.new is None
        change = suspect.change
        if removed or (blob is not None and had.get(change.path, {}).get(blob, len(line)) > suspect.at):
            left = Change(change.path, change.old, blob, "file" if blob else None, change.writer)
            found.setdefault(suspect.at, {}).setdefault(change.path, left)
    return {at: [changes[path] for path in sorted(changes)] for at, changes in found.items()}


def _find_suspects(line: Sequence[RawCommit], merged: Sequence[Sequence[RawCommit]], had: Had) -> Iterator[_Suspect]:
    """The merges to be looked at; `had` is filled on the way."""
    now: dict[str, str | None] = {}
    for at, commit in enumerate(line):
        for change in commit.changes:
            had.setdefault(change.path, {change.old: at}).setdefault(change.new, at)
            now[change.path] = change.new
        if merged[at]:
            own = {change.path for change in commit.changes}
            for path, change in _last_changes(merged[at]).items():
                known = had.get(path, {})
                dropped = now.get(path) is not None if change.new is None else change.new not in known
                if path not in own and dropped:
                    for parent in commit.parents[1:]:
                        yield _Suspect(at, parent, change)


def _last_changes(inner: Sequence[RawCommit]) -> Mapping[str, Change]:
    """What the merged commits, latest first, did last to each path."""
    last: dict[str, Change] = {}
    for commit in inner:
        for change in commit.changes:
            last.setdefault(change.path, change)
    return last


def _blobs_at(repository: Repository, places: Sequence[tuple[str, str]]) -> list[str | None]:
    """The blob at each path of each commit, None where there is none."""
    if not places:
        return []
    asked = [f"{commit}:{repository.prefix}{path}" if "\n" not in path else "-" for commit, path in places]
    given = "".join(f"{place}\n" for place in asked).encode("utf-8", "surrogateescape")
    answered = read_git(repository, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=given)
    found = (line.split(" ") for line in answered.text.splitlines())
    return [words[0] if words[-1] == "blob" and len(words) == 2 else None for words in found]
