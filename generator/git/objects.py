"""Every object of a history, held against the id that names it.

git itself does not look whether an object that it reads still has the content its id was made from. Here each one is
hashed anew, so that a changed byte anywhere in commits, trees, records or tags is seen: by `git fsck`, which does so
for all that is stored, and where it is not content with every single one, object by object, to name what is wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.git.object_reader import FEW, Header, fetch_objects, look_up_all, parse_header
from generator.git.repository import Repository, ask_git, shared_folder, talk_with_git
from generator.model.lazy_dataclass import dataclass

_CHUNK = 4000
_AT_ONCE = 1 << 18  # bytes that are taken apart together
_BATCH_BYTES = 8 << 20
# A row of a tree object, whose ids have 20 bytes (SHA-1) or 32 (SHA-256).
_ROWS = {length: re.compile(rb"(?s)([0-7]+) ([^\0]*)\0(.{%d})" % length) for length in (20, 32)}


class Object(NamedTuple):
    """One object as stored: its id, kind (commit, tree, blob, tag) and content. They come by the ten thousand."""

    id: str
    kind: str
    data: bytes

    @property
    def is_genuine(self) -> bool:
        """Whether the content is what the id was made from."""
        return hash_object(self.kind, self.data, len(self.id)) == self.id


@dataclass(frozen=True, slots=True)
class Damage:
    """An object that history needs and that is missing, unreadable or changed; `place` says where it belongs."""

    id: str
    place: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a walk over history found: how many objects are genuine, and which are not."""

    genuine: int
    damaged: tuple[Damage, ...]


def hash_object(kind: str, data: bytes, length: int = 40) -> str:
    """The id of an object, of 40 digits (SHA-1) or 64 (SHA-256)."""
    algorithm = "sha1" if length == 40 else "sha256"
    found = hashlib.new(algorithm, f"{kind} {len(data)}\0".encode(), usedforsecurity=False)
    found.update(data)
    return found.hexdigest()


def read_objects(repository: Repository, ids: Sequence[str]) -> Iterator[Object]:
    """The objects of these ids that can be read, in order. An object that makes git break off is left out.

    They are handed over while git reads on, so that however many they are, few are in memory.
    """
    if len(ids) <= FEW:
        few = fetch_objects(repository, ids)
        yield from (Object(header.id, header.kind, data) for header, data in filter(None, few))
        return
    rest = ids
    while rest:
        asked = "".join([f"{name}\n" for name in rest]).encode()
        with talk_with_git(repository, "cat-file", "--batch", "--buffer", given=asked) as talk:
            seen = 0
            for found in _parse_batch(talk.pieces()):
                seen += 1
                if found is not None:
                    yield found
            if talk.status == 0:
                break
        rest = rest[seen + 1 :]


def headers_of(repository: Repository, names: Sequence[str]) -> list[Header | None]:
    """What lies under each of these names; None where nothing does, and for all where git breaks off."""
    if len(names) <= FEW:
        return look_up_all(repository, names)
    given = "".join([f"{name}\n" for name in names]).encode("utf-8", "surrogateescape")
    said = ask_git(repository, "cat-file", "--batch-check", "--buffer", given=given).output.splitlines()
    return list(map(parse_header, said)) if len(said) == len(names) else [None] * len(names)


def _parse_batch(pieces: Iterator[bytes]) -> Iterator[Object | None]:
    """The answers of `cat-file --batch`; None for an id that git does not have. A cut last answer is no answer."""
    data, at, lacking = b"", 0, 0
    while more := _take(pieces, max(lacking, _AT_ONCE)):
        data, at, lacking = data[at:] + more, 0, 0
        while (end := data.find(b"\n", at)) >= 0:
            words = data[at:end].decode("ascii", "replace").split(" ")
            if len(words) != 3 or not words[2].isdigit():
                yield None
                at = end + 1
                continue
            after = end + 1 + int(words[2])
            if after >= len(data):
                lacking = after + 1 - len(data)
                break
            yield Object(words[0], words[1], data[end + 1 : after])
            at = after + 1


def _take(pieces: Iterator[bytes], least: int) -> bytes:
    """At least so many bytes of what comes; fewer where there are no more."""
    taken: list[bytes] = []
    size = 0
    for piece in pieces:
        taken.append(piece)
        size += len(piece)
        if size >= least:
            break
    return b"".join(taken)


def take_inventory(repository: Repository, starts: Iterable[tuple[str, str]]) -> Inventory:
    """Walks from `starts` (id and a name for it) over all commits, trees, records and tags they reach.

    Every object is read once and hashed; the cost is that of reading the history.
    """
    starts = list(starts)
    genuine = _count_sound(repository, [name for name, _ in starts])
    return _look_at_each(repository, starts) if genuine is None else Inventory(genuine, ())


def _count_sound(repository: Repository, names: Sequence[str]) -> int | None:
    """How many objects are reached from `names`, where `git fsck` hashed all that is stored and has no complaint.

    None where anything is not as it should be, and where the history is cut off or borrowed, of which git asks less.
    """
    folder = shared_folder(repository)
    if any((folder / name).exists() for name in ("shallow", "objects/info/alternates")):
        return None
    # Given a name it looks at neither refs nor index nor reflogs, of which others tell; it hashes no less for that.
    asked = ask_git(repository, "fsck", "--full", "--no-dangling", "--no-progress", *names[:1])
    if asked.status or asked.output or asked.complaint:
        return None
    given = "".join(f"{name}\n" for name in names).encode()
    listed = ask_git(repository, "rev-list", "--objects", "--no-object-names", "--stdin", given=given)
    return None if listed.status or listed.complaint else listed.output.count(b"\n")


def _look_at_each(repository: Repository, starts: Iterable[tuple[str, str]]) -> Inventory:
    content: dict[str, tuple[str, bytes] | None] = {}
    for names in _batches(repository):
        for found in read_objects(repository, names):
            data = b"" if found.kind == "blob" else found.data
            content[found.id] = (found.kind, data) if found.is_genuine else None
    damaged: list[Damage] = []
    seen: set[str] = set()
    waiting = sorted(starts, reverse=True)
    while waiting:
        name, place = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        known = content.get(name)
        if known is None:
            damaged.append(Damage(name, place, name not in content))
        else:
            waiting.extend(_children(*known, name, place, seen))
    return Inventory(len(seen) - len(damaged), tuple(sorted(damaged, key=lambda damage: (damage.place, damage.id))))


def _batches(repository: Repository) -> Iterator[list[str]]:
    """The ids of all objects that are stored, in lots that fit into memory."""
    sized = ("cat-file", "--batch-check=%(objectname) %(objectsize)")
    asked = ask_git(repository, *sized, "--batch-all-objects")
    rows = [row.partition(" ") for row in asked.text.splitlines()]
    names = [name for name, _, _ in rows]
    if asked.status:  # it broke off at one of them: then the names alone, and the sizes as far as it gets
        names = ask_git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").text.split()
        given = "".join(f"{name}\n" for name in names).encode()
        rows = [row.partition(" ") for row in ask_git(repository, *sized, given=given).text.splitlines()]
    sizes = {name: int(found) for name, _, found in rows if found.isdigit()}  # a damaged one has none
    lot: list[str] = []
    size = 0
    for name in names:
        if lot and (size + sizes.get(name, 0) > _BATCH_BYTES or len(lot) == _CHUNK):
            yield lot
            lot, size = [], 0
        lot.append(name)
        size += sizes.get(name, 0)
    if lot:
        yield lot


def _children(kind: str, data: bytes, name: str, place: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The ids that an object holds, each with where it belongs: a file's path, or a commit.

    Most entries of a tree are those of the tree before it: what was `seen` is not told again.
    """
    if kind == "commit":
        for line in data.partition(b"\n\n")[0].split(b"\n"):
            word, _, value = line.partition(b" ")
            if word == b"tree":
                yield value.decode("ascii", "replace"), f"提交 {name[:12]} 的目录"
            elif word == b"parent":
                parent = value.decode("ascii", "replace")
                yield parent, f"提交 {parent[:12]}"
    elif kind == "tag":
        yield data[7:].partition(b"\n")[0].decode("ascii", "replace"), f"{place} 指向的提交"
    elif kind == "tree":
        prefix = "" if place.startswith("提交 ") else f"{place}/"
        for mode, entry, child in _tree_rows(data, len(name) // 2):
            if (found := child.hex()) not in seen and mode != b"160000":
                yield found, prefix + entry.decode("utf-8", "replace")


def tree_entries(data: bytes, length: int = 20) -> Iterator[tuple[str, str, str]]:
    """Mode, name and id of each entry of a tree object whose ids have `length` bytes.

    What is no tree ends early; its last entry may have too short an id, which no object has.
    """
    for mode, entry, child in _tree_rows(data, length):
        yield mode.decode("ascii", "replace"), entry.decode("utf-8", "replace"), child.hex()


def _tree_rows(data: bytes, length: int) -> Iterable[tuple[bytes, bytes, bytes]]:
    """The same as bytes, of a whole tree at once; what is no tree is gone through step by step."""
    rows: list[tuple[bytes, bytes, bytes]] = _ROWS[length].findall(data)
    told = sum([len(mode) + len(entry) for mode, entry, _ in rows])
    return rows if told + (length + 2) * len(rows) == len(data) else _odd_rows(data, length)


def _odd_rows(data: bytes, length: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        if end < 0:
            yield b"", b"", b""
            return
        mode, _, entry = data[at:end].partition(b" ")
        yield mode, entry, data[end + 1 : end + 1 + length]
        at = end + 1 + length
