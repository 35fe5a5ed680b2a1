"""On which day a file came to the main branch, that of the first-parent commit; what it said before."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from generator.git.clock import beijing_time
from generator.git.repository import Repository, ask_git, read_git

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
            day = beijing_time(int(token.removeprefix(_MARK))).date()
        elif token:
            days.setdefault(folder + token.removeprefix("\n"), day)  # the first name of a commit stands on a new line
    return days


def former_versions(repository: Repository, tip: str, path: str) -> list[tuple[date, bytes]]:
    """What the file at `path` said before, on the line that ends at `tip`, each with the last day in force.

    The last version is left out, the one before it comes first; where the file was not there it said nothing.
    """
    text = read_git(
        repository, "log", "--no-patch", "--first-parent", "--diff-merges=first-parent", "--root", "--format=%ct %H",
        "--no-renames", "--no-ext-diff", tip, "--", repository.prefix + path,
    ).text  # fmt: skip
    steps = [line.split(" ") for line in text.split("\n") if line]
    found = []
    for (until, _), (_, commit) in pairwise(steps):
        asked = ask_git(repository, "cat-file", "blob", f"{commit}:{repository.prefix}{path}")
        if not asked.status:
            found.append((beijing_time(int(until)).date(), asked.output))
    return found
