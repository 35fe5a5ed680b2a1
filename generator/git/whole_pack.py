"""A git bundle of whole objects, written and read by ourselves: the same objects are the same bytes anywhere.

What git packs depends on its version, its settings and how objects lie on the disk; what zlib compresses depends on
which zlib it is. Here each object stands whole, in order of its id, in deflate's stored blocks (RFC 1951 §3.2.4),
which have one form alone. `git clone` reads it as any other bundle.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping

from generator.git.objects import hash_object
from generator.model.lazy_dataclass import dataclass

_HEADER = b"# v2 git bundle\n"
_TYPES = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}
_KINDS = {number: kind for kind, number in _TYPES.items()}
_STORED = 0xFFFF  # bytes that one stored block holds
_FIRST, _MORE = 4, 7  # bits of a size in the first byte of an object's head, and in each further one
_DIGEST = 20  # bytes of SHA-1, by which git names objects wherever nobody chose otherwise
FOLDER_MODE, FILE_MODE = "40000", "100644"


@dataclass(frozen=True, slots=True)
class WholeObject:
    """One object of git: its kind (commit, tree, blob, tag) and its content."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class WholeBundle:
    """Ids by ref name in the order in which they stand, and every object by id."""

    refs: tuple[tuple[str, str], ...]
    objects: Mapping[str, WholeObject]


class ObjectStore:
    """Objects that are to be packed, each once."""

    def __init__(self) -> None:
        self.objects: dict[str, WholeObject] = {}
        self._blobs: dict[bytes, str] = {}
        self._folders: dict[frozenset[tuple[str, tuple[str, str]]], str] = {}

    def add(self, kind: str, data: bytes) -> str:
        """The id of an object, which is in the store from now on."""
        name = hash_object(kind, data)
        self.objects.setdefault(name, WholeObject(kind, data))
        return name

    def add_file(self, data: bytes) -> str:
        """The id of a file's content."""
        if data not in self._blobs:
            self._blobs[data] = self.add("blob", data)
        return self._blobs[data]

    def add_tree(self, blobs: Mapping[str, str]) -> str:
        """The id of the tree of files with these ids, by path; a folder that is as it was before is not made anew."""
        folders: dict[str, dict[str, tuple[str, str]]] = {"": {}}
        for path, blob in blobs.items():
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, {})[name] = (FILE_MODE, blob)
        for path in list(folders):
            above = path
            while above:
                above = above.rpartition("/")[0]
                folders.setdefault(above, {})
        for folder in sorted(folders, key=lambda path: -path.count("/") if path else 1):
            tree = self._add_folder(folders[folder])
            above, _, name = folder.rpartition("/")
            if folder:
                folders[above][name] = (FOLDER_MODE, tree)
        return tree

    def _add_folder(self, entries: Mapping[str, tuple[str, str]]) -> str:
        key = frozenset(entries.items())
        if key not in self._folders:
            self._folders[key] = self.add("tree", b"".join(_tree_rows(entries)))
        return self._folders[key]


def _tree_rows(entries: Mapping[str, tuple[str, str]]) -> Iterator[bytes]:
    """The rows of a tree in git's order: a folder as if its name ended in `/`."""
    for name, (mode, child) in sorted(entries.items(), key=lambda row: _order(row[0], row[1][0])):
        yield f"{mode} {name}".encode() + b"\0" + bytes.fromhex(child)


def _order(name: str, mode: str) -> bytes:
    return name.encode() + (b"/" if mode == FOLDER_MODE else b"")


def write_whole_bundle(bundle: WholeBundle) -> bytes:
    """The file of a bundle."""
    refs = "".join(f"{name} {ref}\n" for ref, name in bundle.refs).encode()
    pack = bytearray(b"PACK" + (2).to_bytes(4, "big") + len(bundle.objects).to_bytes(4, "big"))
    for _, found in sorted(bundle.objects.items()):
        pack += _head(found)
        pack += _store(found.data)
    pack += hashlib.new("sha1", pack, usedforsecurity=False).digest()
    return _HEADER + refs + b"\n" + bytes(pack)


def _head(found: WholeObject) -> bytes:
    """Type and size of an object, as a pack has them."""
    rest = len(found.data) >> _FIRST
    head = [_TYPES[found.kind] << _FIRST | len(found.data) & 0x0F]
    while rest:
        head[-1] |= 0x80
        head.append(rest & 0x7F)
        rest >>= _MORE
    return bytes(head)


def _store(data: bytes) -> bytes:
    """`data` as zlib would write it if it did not compress: the one form that no version of it chooses."""
    blocks = bytearray(b"\x78\x01")
    for at in range(0, max(len(data), 1), _STORED):
        piece = data[at : at + _STORED]
        blocks.append(at + _STORED >= len(data))
        blocks += len(piece).to_bytes(2, "little") + (len(piece) ^ _STORED).to_bytes(2, "little")
        blocks += piece
    return bytes(blocks) + zlib.adler32(data).to_bytes(4, "big")


def read_whole_bundle(data: bytes) -> WholeBundle | None:
    """The bundle in `data`; None where it is none that `write_whole_bundle` writes, byte for byte.

    Every ref names an object that is there, and every object has the content of its id, which is made from that.
    """
    if not data.startswith(_HEADER):
        return None
    head, gap, pack = data[len(_HEADER) :].partition(b"\n\n")
    rows = [line.partition(b" ") for line in head.split(b"\n")]
    try:
        refs = tuple((ref.decode("ascii"), name.decode("ascii")) for name, _, ref in rows)
        found = {hash_object(one.kind, one.data): one for one in _read_objects(pack)} if gap else {}
    except (ValueError, IndexError, KeyError):
        return None
    bundle = WholeBundle(refs, found)
    if not all(name in found for _, name in refs):
        return None
    return bundle if write_whole_bundle(bundle) == data else None


def _read_objects(pack: bytes) -> Iterable[WholeObject]:
    if pack[:8] != b"PACK\0\0\0\x02":
        raise ValueError("no pack of this form")
    at = 12
    for _ in range(int.from_bytes(pack[8:12], "big")):
        kind, size, at = _read_head(pack, at)
        at += 2
        parts, left = [], size
        while True:
            piece = min(left, _STORED)
            parts.append(pack[at + 5 : at + 5 + piece])
            at += 5 + piece
            left -= piece
            if not left:
                break
        if len(parts[-1]) != piece:
            raise ValueError("cut off")
        at += 4
        yield WholeObject(kind, b"".join(parts))


def _read_head(pack: bytes, at: int) -> tuple[str, int, int]:
    kind, size, shift = _KINDS[pack[at] >> _FIRST & 0x07], pack[at] & 0x0F, _FIRST
    while pack[at] & 0x80:
        at += 1
        size |= (pack[at] & 0x7F) << shift
        shift += _MORE
    return kind, size, at + 1
