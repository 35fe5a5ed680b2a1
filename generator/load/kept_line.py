"""The files on the disk with the main branch beside them, which is read again only where git's refs were touched."""

from __future__ import annotations

import os
from pathlib import Path

from generator.git.masks import disk_tree
from generator.git.repository import HistoryUnavailable, Repository, open_repository, shared_folder
from generator.kept.folder_signature import FolderSignature, sign_folders
from generator.model.lazy_dataclass import dataclass
from generator.model.place import folder_of
from generator.model.redaction import Masks
from generator.read.tree import HeldTree
from generator.release.main_line import MainLine, open_main_line

# What git knows beside objects, which are named by their bytes.
_GIT_FILES = ("HEAD", "MERGE_HEAD", "packed-refs", "refs", "reftable", "shallow", "config", "config.worktree", "info")


@dataclass(frozen=True, slots=True)
class _Opened:
    repository: Repository
    signed: FolderSignature
    masks: Masks
    line: MainLine | None


class KeptLine:
    """Opens the files at a root again and again; what git tells of them stays while nothing of it was touched."""

    def __init__(self) -> None:
        self._opened: _Opened | None = None

    def open(self, root: Path) -> tuple[HeldTree, MainLine | None]:
        """The files at `root` as they lie there now, and their main branch; None where no history is at hand."""
        known = self._opened
        if known is not None and known.repository.root == root and known.signed.is_settled:
            signed = _sign(root, known.repository)
            if signed.is_settled and signed.digest == known.signed.digest:
                return HeldTree(root, masks=known.masks), known.line
        self._opened = None
        try:
            repository = open_repository(root)
        except HistoryUnavailable:
            return HeldTree(root, masks=disk_tree(root).masks), None
        signed, masks = _sign(root, repository), disk_tree(root).masks
        line = open_main_line(root, masks=masks)
        self._opened = _Opened(repository, signed, masks, line)
        return HeldTree(root, masks=masks), line


def git_files(repository: Repository) -> list[str]:
    """Where git keeps what it knows beside objects: for this worktree, and for all of them.

    Checkouts that share the refs of another have links in their places, which say nothing of what they lead to.
    """
    folders = (repository.folder, shared_folder(repository))
    return sorted({os.path.realpath(folder / name) for folder in folders for name in _GIT_FILES})


def _sign(root: Path, repository: Repository) -> FolderSignature:
    """The signature of what decides about masks and the main branch: git's own files, and the redactions."""
    return sign_folders(root, [folder_of("redaction"), *git_files(repository)])
