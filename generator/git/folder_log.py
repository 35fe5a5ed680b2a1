"""What the first-parent line did in a few folders, and on which day each commit of it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.git.clock import beijing_time
from generator.git.log import FORMAT, FileChange, parse_log
from generator.git.repository import Repository, read_git


@dataclass(frozen=True, slots=True)
class FolderStep:
    """A commit of the first-parent line that changed something, with its committer's day in Beijing."""

    commit: str
    day: date
    changes: tuple[FileChange, ...]


def read_folder_log(repository: Repository, tip: str, folders: Sequence[str]) -> list[FolderStep]:
    """The steps of the line up to `tip` that changed anything in `folders` of the project, oldest first."""
    where = [f"{repository.prefix}{folder}" for folder in folders]
    relative = [f"--relative={repository.prefix}"] if repository.prefix else []
    text = read_git(
        repository, "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--root",
        "--first-parent", "--diff-merges=first-parent", "--ignore-submodules=none", "--encoding=UTF-8", *relative,
        f"--format={FORMAT}", tip, "--", *where,
    ).text  # fmt: skip
    steps = [
        FolderStep(commit.id, beijing_time(commit.committed).date(), commit.changes) for commit in parse_log(text, "")
    ]
    return steps[::-1]


def read_line_days(repository: Repository, tip: str) -> dict[str, date]:
    """Each commit of the first-parent line up to `tip`, oldest first, with its committer's day in Beijing."""
    listed = read_git(repository, "rev-list", "--first-parent", "--timestamp", "--reverse", tip, "--").text
    rows = (line.split(" ") for line in listed.splitlines())
    return {commit: beijing_time(int(written)).date() for written, commit in rows}


def changes_always(repository: Repository, tip: str, path: str) -> bool:
    """Whether every commit of the line up to `tip` changed the file at `path`."""
    return {step.commit for step in read_folder_log(repository, tip, [path])} == read_line_days(
        repository, tip
    ).keys()
