"""What a check of everything said, kept for as long as nothing that it looked at was touched; and else, year by year.

Size, mtime, ctime and inode of every file below `data/` and `content/`, of git's refs and settings, and of the
program stand for their bytes. What was touched a moment ago is doubtful: then nothing is kept, and the next run reads
it again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from generator.git.repository import HistoryUnavailable, open_repository
from generator.kept.folder_signature import FolderSignature, sign_folders
from generator.kept.kept_store import open_store
from generator.load.kept_line import git_files
from generator.load.looked_files import look
from generator.load.problem_rows import pack_problems, unpack_problems
from generator.load.unfinished import FOLDER
from generator.load.years_check import check_by_years
from generator.model.problem import Problem
from generator.read.content import CONTENT

_ATTRIBUTES = ".gitattributes"


def check_whole(root: Path) -> list[Problem]:
    """Every problem of the project at `root` as it lies on the disk, in order."""
    beside, looked = _sign(root), look(root)
    store = open_store(root)

    def is_same() -> bool:
        return beside.is_settled and _sign(root).digest == beside.digest

    def check() -> list[list[Any]]:
        found = check_by_years(looked, store, beside.digest, is_same)
        if found is None:
            looked.note_read(looked.parts)
            found = _check_at_once(root)
        return pack_problems(found)

    try:
        known = ("check", str(root), beside.digest, *(f"{part} {found.signed.digest}" for part, found in looked.each))
        rows = store.derive(known, check, lambda: looked.is_settled(looked.parts) and is_same())
    finally:
        store.close()
    return unpack_problems(rows)


def _check_at_once(root: Path) -> list[Problem]:
    from generator.load.project import open_project
    from generator.release.late_answers import remind_late

    project = open_project(root, with_texts=True)
    return sorted([*project.problems, *remind_late(root, project.corpus)])


def _sign(root: Path) -> FolderSignature:
    """The signature of what a check looks at beside the data: the texts, what git says of both."""
    names = [CONTENT, FOLDER, *(str(folder / _ATTRIBUTES) for folder in (root, *root.parents))]
    if not any(os.path.lexists(folder / name) for folder in (root, *root.parents) for name in (".git", "HEAD")):
        return sign_folders(root, [*names, "no-history"])  # git need not be started to say so
    try:
        repository = open_repository(root)
    except HistoryUnavailable as unavailable:
        return sign_folders(root, [*names, f"no-history {unavailable}"])
    return sign_folders(root, [*names, *git_files(repository)])
