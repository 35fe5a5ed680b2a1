"""The public history of a district as it was last found sound: kept beside the index, to be held against the next.

It lies in `.cache/gather/histories/`, on one machine, and holds what the district had made public then; what a
redaction takes out goes with the next sound gathering. It is no part of what the index records.
"""

from __future__ import annotations

import os
from pathlib import Path

from generator.git.objects import read_objects
from generator.git.refs import read_refs
from generator.git.repository import Repository, ask_git
from generator.git.whole_pack import WholeBundle, WholeObject, read_whole_bundle, write_whole_bundle

STAGED = "history.bundle"  # in the folder in which a reading is put aside
_HISTORIES = ".cache/gather/histories"  # beside what else is kept between two gatherings


def stage_history(repository: Repository, staged: Path) -> None:
    """Puts the history of a clone aside in its one form, however the bundle was packed that it came from."""
    listed = ask_git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").text.split()
    objects = {found.id: WholeObject(found.kind, found.data) for found in read_objects(repository, listed)}
    refs = read_refs(repository).ids.items()
    kept = sorted((ref, name) for ref, name in refs if ref.startswith(("refs/heads/", "refs/tags/")))
    staged.mkdir(parents=True, exist_ok=True)
    (staged / STAGED).write_bytes(write_whole_bundle(WholeBundle(tuple(kept), objects)))


def staged_history(staged: Path) -> WholeBundle | None:
    """The history that was put aside with a reading; None where none was."""
    return _read(staged / STAGED)


def kept_history(root: Path, district: str) -> WholeBundle | None:
    """The one that was kept of a district; None where there is none."""
    return _read(_place(root, district))


def count_acts(history: WholeBundle) -> int:
    """How many acts a public history shows: each has a commit of its own."""
    return sum(found.kind == "commit" for found in history.objects.values())


def keep_history(root: Path, district: str, staged: Path) -> None:
    """Keeps what was put aside in the place of what was kept before."""
    if (staged / STAGED).is_file():
        place = _place(root, district)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged / STAGED, place)


def forget_history(root: Path, district: str) -> None:
    """Forgets what was kept of a district that is no longer gathered."""
    _place(root, district).unlink(missing_ok=True)


def _place(root: Path, district: str) -> Path:
    return root / _HISTORIES / f"{district}.bundle"


def _read(path: Path) -> WholeBundle | None:
    return read_whole_bundle(path.read_bytes()) if path.is_file() else None
