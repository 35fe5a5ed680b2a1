"""The refs that a verification starts from, and the packs in which history lies, held against their own checksums."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.git.branch import checked_out
from generator.git.ref_list import REPLACED, ask_all, take_apart
from generator.git.repository import Repository, require, shared_folder
from generator.model.lazy_dataclass import dataclass

_PIECE = 1 << 20
_BROKEN = re.compile(r"ignoring broken ref (\S+)|bad ref(?:erence)? (\S+)")


@dataclass(frozen=True, slots=True)
class Refs:
    """Branches and tags by full name, those that cannot be read, and the branch that is checked out (or empty).

    `altered` are those whose id is not written as git writes it, though git still reads it.
    """

    ids: Mapping[str, str]
    broken: tuple[str, ...]
    head: str
    altered: tuple[str, ...] = ()


def read_refs(repository: Repository) -> Refs:
    """The refs of the repository as they are written, whether or not their objects are there."""
    answer = ask_all(repository)
    named = (first or second for first, second in _BROKEN.findall(answer.complaint))
    broken = sorted({ref for ref in named if not ref.startswith(REPLACED)})
    ids = {one.ref: one.id for one in take_apart(answer) if not one.ref.startswith(REPLACED)}
    return Refs(ids, tuple(broken), checked_out(repository), tuple(_altered(shared_folder(repository), ids)))


def refs_below(repository: Repository, folder: str) -> dict[str, str]:
    """The ids of the refs below `folder`, by full name, in order of name; of one so called where no slash ends it.

    `folder` lies in that of the branches, of the tags or of what is replaced. HistoryUnavailable where git refuses.
    """
    answer = ask_all(repository)
    require(answer)
    below = folder if folder.endswith("/") else f"{folder}/"
    return {one.ref: one.id for one in take_apart(answer) if one.ref == folder or one.ref.startswith(below)}


def _altered(folder: Path, refs: Iterable[str]) -> Iterator[str]:
    """The refs whose file has capital letters in the id: git never writes them, and takes them for small ones."""
    packed = folder / "packed-refs"
    lines = packed.read_text("utf-8", "replace").splitlines() if packed.is_file() else []
    written = {ref: name for name, _, ref in (line.partition(" ") for line in lines)}
    for ref in sorted(refs):
        name = (folder / ref).read_text("utf-8", "replace") if (folder / ref).is_file() else written.get(ref, "")
        if not name.startswith("ref:") and name != name.lower():
            yield ref


def changed_packs(repository: Repository) -> Iterator[str]:
    """The names of packs and of their indexes whose content is not what their last bytes say."""
    objects = shared_folder(repository) / "objects"
    borrowed = objects / "info" / "alternates"
    lines = borrowed.read_text("utf-8", "replace").splitlines() if borrowed.is_file() else []
    for folder in (objects, *(objects / line for line in lines if line and not line.startswith("#"))):
        for path in sorted((*folder.glob("pack/*.pack"), *folder.glob("pack/*.idx"))):
            if not any(_is_whole(path, name, size) for name, size in (("sha1", 20), ("sha256", 32))):
                yield path.name


def _is_whole(path: Path, name: str, size: int) -> bool:
    """Whether the last `size` bytes are the digest of those before; read by the piece, however large the file."""
    digest = hashlib.new(name, usedforsecurity=False)
    try:
        if not path.is_file():
            return False
        left = path.stat().st_size - size
        with path.open("rb") as file:
            while left > 0 and (piece := file.read(min(left, _PIECE))):
                digest.update(piece)
                left -= len(piece)
            return left == 0 and file.read() == digest.digest()
    except OSError:
        return False
