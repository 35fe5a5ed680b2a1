"""What several commits hold below `data/`: each folder is read once, however many commits have it as it is.

Who looks at sixty publications looks at sixty trees that differ in a few folders. `git ls-tree` lists each of them
whole; here the folders are asked for by their ids, all of one depth with one question.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from generator.git.modes import KINDS
from generator.git.objects import headers_of, read_objects, tree_entries
from generator.git.repository import Repository
from generator.model.place import DATA_FOLDER
from generator.read.tree import TreeEntry

_FOLDER = "40000"
_MODES = (_FOLDER, *KINDS)
Folder = tuple[str, str]  # its path, and the id of its tree
Rows = list[tuple[str, str, str]]  # mode, name, id


class KeptTrees:
    """The files below `data/` of commits that were fetched; what is odd about a tree is for `git ls-tree` to say."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._roots: dict[str, str] = {}  # by commit
        self._folders: dict[Folder, tuple[TreeEntry | Folder, ...]] = {}

    def fetch(self, commits: Iterable[str]) -> None:
        """Reads the folders of these commits that were not read before."""
        fresh = [commit for commit in dict.fromkeys(commits) if commit not in self._roots]
        found = headers_of(self._repository, [f"{commit}:{self._repository.prefix}{DATA_FOLDER}" for commit in fresh])
        roots = {commit: root.id for commit, root in zip(fresh, found, strict=True) if root and root.kind == "tree"}
        rows = self._descend((DATA_FOLDER, name) for name in roots.values())
        blobs = {name for listed in rows.values() for mode, _, name in listed if KINDS.get(mode) == "file"}
        sizes = {blob.id: blob.size for blob in headers_of(self._repository, sorted(blobs)) if blob is not None}
        for (path, name), listed in rows.items():
            self._folders[path, name] = tuple(_entry(f"{path}/", row, sizes) for row in listed)
        self._roots |= roots

    def _descend(self, folders: Iterable[Folder]) -> dict[Folder, Rows]:
        """What these folders hold, and all below them, as far as it was not read before."""
        rows: dict[Folder, Rows] = {}
        level = {folder for folder in folders if folder not in self._folders}
        while level:
            read = read_objects(self._repository, sorted({name for _, name in level}))
            held = {one.id: list(tree_entries(one.data, len(one.id) // 2)) for one in read if one.kind == "tree"}
            here = {folder: held[folder[1]] for folder in level if _is_plain(held.get(folder[1]))}
            rows |= here
            below = ((f"{path}/{row[1]}", row[2]) for (path, _), listed in here.items() for row in listed
                     if row[0] == _FOLDER)  # fmt: skip
            level = {folder for folder in below if folder not in self._folders and folder not in rows}
        return rows

    def entries(self, commit: str) -> list[TreeEntry] | None:
        """Everything below `data/` at a commit, sorted by path; None where it was not fetched, or its tree is odd."""
        found: list[TreeEntry] = []
        try:
            self._gather((DATA_FOLDER, self._roots[commit]), found)
        except KeyError:
            return None
        return sorted(found, key=attrgetter("path"))

    def files(self, commit: str, folder: str) -> dict[str, str] | None:
        """The blob of each regular file below `folder`, which is `data` or lies in it, by path; None as above."""
        try:
            at: TreeEntry | Folder | None = (DATA_FOLDER, self._roots[commit])
            for depth in range(2, folder.count("/") + 2):
                above = self._folders[at] if isinstance(at, tuple) else ()
                path = "/".join(folder.split("/")[:depth])
                at = next((one for one in above if isinstance(one, tuple) and one[0] == path), None)
            found: list[TreeEntry] = []
            if isinstance(at, tuple):
                self._gather(at, found)
        except KeyError:
            return None
        return {entry.path: entry.blob for entry in found if entry.blob}

    def _gather(self, folder: Folder, found: list[TreeEntry]) -> None:
        for entry in self._folders[folder]:
            if isinstance(entry, TreeEntry):
                found.append(entry)
            else:
                self._gather(entry, found)


def _entry(prefix: str, row: tuple[str, str, str], sizes: dict[str, int]) -> TreeEntry | Folder:
    mode, name, found = row
    if mode == _FOLDER:
        return prefix + name, found
    kind = KINDS[mode]
    return (
        TreeEntry(prefix + name, kind, found, sizes.get(found)) if kind == "file" else TreeEntry(prefix + name, kind)
    )


def _is_plain(rows: Rows | None) -> bool:
    """Whether a folder has no name twice, none that is no name, and no mode but those that git writes."""
    if rows is None:
        return False
    names = {name for _, name, _ in rows}
    odd = any(mode not in _MODES or not name or "/" in name or "\ufffd" in name for mode, name, _ in rows)
    return len(names) == len(rows) and not odd and names.isdisjoint((".", ".."))


def hold_trees(repository: Repository, commits: Iterable[str]) -> None:
    """Reads what these commits hold below `data/`, for as long as the repository is open."""
    trees_held(repository).fetch(commits)


def trees_held(repository: Repository) -> KeptTrees:
    """The trees that are held of a repository; none before they were asked for."""
    if "trees" not in repository.known:
        repository.known["trees"] = KeptTrees(repository)
    found: KeptTrees = repository.known["trees"]
    return found
