"""The files below `data/` as a commit holds them: read from blobs, never checked out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from generator.git.kept_trees import trees_held
from generator.git.masks import masks_of
from generator.git.modes import KINDS
from generator.git.object_reader import fetch_object
from generator.git.objects import headers_of, read_objects
from generator.git.repository import Repository, read_git
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER
from generator.model.problem import UserError
from generator.model.redaction import Masks
from generator.read.tree import TreeEntry

MOST_AHEAD = 32 << 20  # bytes that are read before they are asked for


class GitTree:
    """The tree of `commit`, a full id. Blobs in `known` need not be read again, so they are not read ahead.

    Neither are those of files that are not `wanted`. `content` has what was read by others, and takes what is read.
    """

    def __init__(
        self,
        repository: Repository,
        commit: str,
        known: Collection[str] = (),
        wanted: Callable[[str], bool] | None = None,
        content: dict[str, bytes] | None = None,
    ) -> None:
        self._wanted = wanted
        self.repository = repository
        self.commit = commit
        self._known = known
        held = trees_held(repository).entries(commit)
        self._entries = list(_list_entries(repository, commit)) if held is None else held
        self._content: dict[str, bytes] = {} if content is None else content

    @property
    def masks(self) -> Masks:
        """What is masked in whatever is read from the files; their bytes themselves are as they are."""
        return masks_of(self.repository)

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {entry.path: at for at, entry in enumerate(self._entries)}

    def entries(self) -> Sequence[TreeEntry]:
        """Everything below `data/`, sorted by path; a path that the tree holds twice is no regular file."""
        return self._entries

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`; UserError where the repository lacks them."""
        blob = self._entries[self._place[path]].blob
        if blob is None:
            raise UserError(f"{path} 不是普通文件，读不出内容。")
        if blob not in self._content:
            self._read_ahead(self._place[path])
        if blob not in self._content:
            raise UserError(f"仓库里缺少 {path} 的内容（{blob[:12]}），仓库不完整。请重新 git clone 一份完整的仓库。")
        return self._content[blob]

    def _read_ahead(self, start: int) -> None:
        """Fetches the blobs from the `start`-th entry on, as many as fit: readers go through a tree in order."""
        if sum(map(len, self._content.values())) > MOST_AHEAD:
            self._content.clear()
        wanted: dict[str, None] = {}
        size = 0
        for entry in self._entries[start:]:
            skipped = entry.blob in self._content or (wanted and entry.blob in self._known)
            if entry.blob is None or skipped or (wanted and self._wanted and not self._wanted(entry.path)):
                continue
            size += entry.size or 0
            if wanted and size > MOST_AHEAD:
                break
            wanted[entry.blob] = None
        self._content |= {found.id: found.data for found in read_objects(self.repository, list(wanted))}


def _list_entries(repository: Repository, commit: str) -> Iterator[TreeEntry]:
    prefix = repository.prefix
    listed = read_git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", f"{prefix}data").text
    rows = sorted(row.split("\t", 1)[::-1] for row in listed.split("\0") if row)
    for at, (path, described) in enumerate(rows):
        mode, _, blob, size = described.split()
        kind = KINDS.get(mode, "other")
        if at and rows[at - 1][0] == path:
            continue
        if at + 1 < len(rows) and rows[at + 1][0] == path:
            kind = "other"
        name = path.removeprefix(prefix)
        known = int(size) if size.isdecimal() else None  # unknown where the blob is missing
        yield TreeEntry(name, kind, blob, known) if kind == "file" else TreeEntry(name, kind)


@dataclass(frozen=True, slots=True)
class Stored:
    """One path of a commit: its mode as git writes it (100644, 100755, 120000, 160000) and the id of its content."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode.startswith("100")


def list_snapshot(repository: Repository, commit: str) -> Mapping[str, Stored]:
    """Everything the project holds at `commit`, by path from the project's root, in order of path."""
    prefix = repository.prefix
    where = ("--", prefix.rstrip("/")) if prefix else ()
    listed = read_git(repository, "ls-tree", "-r", "-z", "--full-tree", commit, *where).text
    found = {}
    for row in sorted(row for row in listed.split("\0") if row):
        described, _, path = row.partition("\t")
        mode, _, blob = described.split(" ")
        found[path.removeprefix(prefix)] = Stored(mode, blob)
    return dict(sorted(found.items()))


def list_blobs(repository: Repository, commit: str, folder: str) -> dict[str, str]:
    """The id of each regular file below `folder` of the project at `commit`, by path from the project's root."""
    is_data = folder.partition("/")[0] == DATA_FOLDER
    held = trees_held(repository).files(commit, folder) if is_data else None
    if held is not None:
        return held
    prefix = repository.prefix
    listed = read_git(repository, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}{folder}").text
    rows = (row.partition("\t") for row in listed.split("\0") if row)
    found = ((described.split(" "), path) for described, _, path in rows)
    return {path.removeprefix(prefix): blob for (mode, _, blob), path in found if mode.startswith("100")}


def find_objects(repository: Repository, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The id of what lies at each place, a commit and a path from the project's root, a file or a folder.

    A place that is not there is left out. One question for all, however many commits there are.
    """
    found = headers_of(repository, [f"{commit}:{repository.prefix}{path}" for commit, path in places])
    headers = zip(places, found, strict=True)
    return {place: header.id for place, header in headers if header is not None and header.kind in ("blob", "tree")}


def read_file(repository: Repository, commit: str, path: str) -> bytes | None:
    """The bytes of one file of the project at `commit`; None where there is none."""
    found = fetch_object(repository, f"{commit}:{repository.prefix}{path}")
    return found[1] if found is not None and found[0].kind == "blob" else None
