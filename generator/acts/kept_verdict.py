"""What a check of everything said, kept for as long as nothing that it looked at was touched.

Size, mtime, ctime and inode of every file below `data/` and `content/`, of git's refs and settings, and of the
program stand for their bytes. What was touched a moment ago is doubtful: then nothing is kept, and the next run reads
it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.git.repository import HistoryUnavailable, open_repository, shared_folder
from generator.kept.folder_signature import FolderSignature, sign_folders
from generator.kept.kept_store import open_store
from generator.load.kept_line import GIT_FILES
from generator.load.unfinished import FOLDER
from generator.model.place import DATA_FOLDER
from generator.model.problem import Location, Problem
from generator.read.content import CONTENT

_ATTRIBUTES = ".gitattributes"


def check_whole(root: Path) -> list[Problem]:
    """Every problem of the project at `root` as it lies on the disk, in order."""
    signed = _sign(root)
    store = open_store(root)

    def may_keep() -> bool:
        return signed.is_settled and _sign(root).digest == signed.digest

    try:
        rows = store.derive(("check", str(root), signed.digest), lambda: [_row(p) for p in _check(root)], may_keep)
    finally:
        store.close()
    return [_problem(*row) for row in rows]


def _check(root: Path) -> list[Problem]:
    from generator.load.project import open_project
    from generator.release.late_answers import remind_late

    project = open_project(root, with_texts=True)
    return sorted([*project.problems, *remind_late(root, project.corpus)])


def _sign(root: Path) -> FolderSignature:
    """The signature of all that a check looks at: the data, the texts, what git says of them."""
    names = [DATA_FOLDER, CONTENT, FOLDER, *(str(folder / _ATTRIBUTES) for folder in (root, *root.parents))]
    try:
        repository = open_repository(root)
    except HistoryUnavailable as unavailable:
        return sign_folders(root, [*names, f"no-history {unavailable}"])
    folders = {repository.folder, shared_folder(repository)}
    return sign_folders(root, [*names, *(str(folder / name) for folder in folders for name in GIT_FILES)])


def _row(problem: Problem) -> list[Any]:
    place = problem.place
    return [place.file, place.line, place.column, problem.code, problem.message, problem.hint, problem.severity]


def _problem(file: str, line: int, column: int, code: str, message: str, hint: str, severity: Any) -> Problem:
    return Problem(Location(file, line, column), code, message, hint, severity)
