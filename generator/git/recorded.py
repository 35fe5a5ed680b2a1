"""On which day a file came to the main branch, that of the first-parent commit; what it said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from generator.git.clock import beijing_day
from generator.git.folder_log import read_folder_log
from generator.git.lineage import read_blobs
from generator.git.repository import Repository, read_git

_MARK = "//"  # no path within a repository begins so


def recording_days(repository: Repository, tip: str, folder: str) -> dict[str, date]:
    """The day, in Beijing, on which each path below `folder` (ends in /) came to the line that ends at `tip`.

    Of a path that came several times, or under another name, the last: no day is given that is too early. The days
    are those of the committers' machines. Where a shallow clone ends, everything comes on that day.
    """
    place = repository.prefix + folder
    text = read_git(
        repository, "log", "-z", "--first-parent", "--diff-merges=first-parent", "--root",
        f"--format={_MARK}%ct", "--name-only", "--diff-filter=A", "--no-renames", "--no-ext-diff",
        f"--relative={place}", tip, "--", place,
    ).text  # fmt: skip
    days: dict[str, date] = {}
    day = date.max
    for token in text.split("\0"):
        if token.startswith(_MARK):
            day = beijing_day(int(token.removeprefix(_MARK)))
        elif token:
            days.setdefault(folder + token.removeprefix("\n"), day)  # the first name of a commit stands on a new line
    return days


def former_versions(repository: Repository, tip: str, paths: Sequence[str]) -> dict[str, list[tuple[date, bytes]]]:
    """What the files at `paths` said before, on the line that ends at `tip`, each with the last day in force.

    The last version is left out, the one before it comes first; where a file was not there it said nothing. However
    many paths there are, git walks the line once.
    """
    if not paths:
        return {}
    steps: dict[str, list[tuple[date, str | None]]] = {path: [] for path in paths}
    for step in reversed(read_folder_log(repository, tip, paths)):
        for change in step.changes:
            if change.path in steps:
                steps[change.path].append((step.day, change.new))
    former = {
        path: [(until, blob) for (until, _), (_, blob) in pairwise(found) if blob is not None]
        for path, found in steps.items()
    }
    content = read_blobs(repository, [blob for found in former.values() for _, blob in found])
    return {path: [(day, content[blob]) for day, blob in found if blob in content] for path, found in former.items()}
