"""The files of a source as it was mirrored: a folder or a tar, read without unpacking, each file once.

A source is somebody else's: links, devices, names that lead out of it and what is too large are named and never
followed, and nothing of it is written to the disk.
"""

from __future__ import annotations

import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Protocol

from generator.gather.fault import SourceFault, broken
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import escape_text
from generator.model.system import explain_refusal
from generator.proof.manifest import MANIFEST

MOST_FILES = 500_000
MOST_DEPTH = 100  # folders in folders
MOST_BYTES = 8 << 30  # of a whole source, unpacked
MOST_READ = 256 << 20  # of a file that is read into memory
_LONGEST_HEADER = 1 << 20
_HEADERS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_PIECE = 1 << 20
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class FoundFile:
    """What one file is: its digest, and its bytes where they were asked for."""

    sha256: str
    data: bytes | None = None


class SourceFiles(Protocol):
    """Files by path relative to the folder of the manifest."""

    def manifest(self) -> bytes:
        """The bytes of the manifest."""
        ...

    def walk(self, wants: Callable[[str], bool]) -> Iterator[tuple[str, FoundFile | SourceFault]]:
        """Every file but the manifest, with its bytes where `wants` says so; what is no plain file as a fault."""
        ...


def shown(path: str) -> str:
    """A path of a source as a message may show it."""
    return escape_text(path, _SHOWN)


def open_files(form: str, path: Path) -> SourceFiles:
    """The files of a source of this form; raises SourceBroken where there is nothing to be read."""
    try:
        if form == "tar":
            return TarFiles(path)
        mode = path.stat().st_mode
    except OSError as error:
        raise broken("KH910", f"来源读不出来：{explain_refusal(error)}。") from None
    if not stat.S_ISDIR(mode):
        raise broken("KH910", "来源不是文件夹。")
    return FolderFiles(path)


def read_whole(path: Path, most: int = MOST_READ) -> bytes:
    """The bytes of a plain file of at most so many; raises SourceBroken."""
    try:
        with _open_plain(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise broken("KH910", f"{shown(path.name)} 读不出来：{explain_refusal(error)}。") from None
    if len(data) > most:
        raise broken("KH916", f"{shown(path.name)} 超过 {most >> 20} MB，没有读。")
    return data


def _open_plain(path: Path | str) -> IO[bytes]:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a plain file")
    return os.fdopen(handle, "rb", buffering=0)


class FolderFiles:
    """The files of a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def manifest(self) -> bytes:
        """The bytes of the manifest; raises SourceBroken."""
        if not os.path.lexists(self.root / MANIFEST):
            raise broken("KH911", "来源里没有 manifest.json，不是 kaohe 生成的网站。")
        return read_whole(self.root / MANIFEST)

    def walk(self, wants: Callable[[str], bool]) -> Iterator[tuple[str, FoundFile | SourceFault]]:
        """Every file but the manifest."""
        budget = _Budget()
        for path, entry in _list_folder(os.fspath(self.root), ""):
            if path == MANIFEST:
                continue
            if isinstance(entry, SourceFault):
                yield path, entry
                continue
            try:
                with _open_plain(entry.path) as file:
                    yield path, _look(file, wants(path), budget)
            except OSError as error:
                yield path, SourceFault("KH910", shown(path), f"{shown(path)} 读不出来：{explain_refusal(error)}。")


def _list_folder(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str] | SourceFault]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        name = prefix.rstrip("/") or "."
        yield name, SourceFault("KH910", shown(name), f"{shown(name)} 读不出来：{explain_refusal(error)}。")
        return
    for entry in entries:
        path = prefix + entry.name
        if entry.is_symlink():
            yield path, SourceFault("KH916", shown(path), f"{shown(path)} 是符号链接，没有读。")
        elif entry.is_dir(follow_symlinks=False) and path.count("/") >= MOST_DEPTH:
            yield path, SourceFault("KH916", shown(path), f"{shown(path)} 里文件夹套得太深，没有读。")
        elif entry.is_dir(follow_symlinks=False):
            yield from _list_folder(entry.path, f"{path}/")
        elif entry.is_file(follow_symlinks=False):
            yield path, entry
        else:
            yield path, SourceFault("KH916", shown(path), f"{shown(path)} 不是普通文件，没有读。")


class TarFiles:
    """The files of a tar, in whose outermost folder that has a manifest the site lies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._prefix = ""
        self._manifest = self._find_manifest()

    def manifest(self) -> bytes:
        """The bytes of the manifest."""
        return self._manifest

    def _find_manifest(self) -> bytes:
        best: tuple[int, str, bytes] | None = None
        for member, read in self._members():
            folder, _, name = member.name.rpartition("/")
            depth = folder.count("/") + bool(folder)
            if name == MANIFEST and member.isreg() and (best is None or depth < best[0]):
                if member.size > MOST_READ:
                    raise broken("KH916", f"{MANIFEST} 超过 {MOST_READ >> 20} MB，没有读。")
                best = (depth, f"{folder}/" if folder else "", read().read())
        if best is None:
            raise broken("KH911", "包里没有 manifest.json，不是 kaohe 生成的网站。")
        self._prefix = best[1]
        return best[2]

    def walk(self, wants: Callable[[str], bool]) -> Iterator[tuple[str, FoundFile | SourceFault]]:
        """Every file but the manifest; a name that comes twice is a fault, for readers differ on which counts."""
        seen: set[str] = set()
        budget = _Budget()
        for member, read in self._members():
            name = member.name
            inside = name.startswith(self._prefix)
            path = name[len(self._prefix) :] if inside else name
            if path in seen or not inside or not _is_plain_path(name):
                why = "出现两次" if path in seen else "在网站的文件夹之外"
                yield path, SourceFault("KH916", shown(path), f"{shown(name)} {why}，没有读。")
            elif not member.isreg():
                yield path, SourceFault("KH916", shown(path), f"{shown(name)} 不是普通文件，没有读。")
            elif path != MANIFEST:
                yield path, _look(read(), wants(path), budget)
            seen.add(path)

    def _members(self) -> Iterator[tuple[tarfile.TarInfo, Callable[[], IO[bytes]]]]:
        """Every member but folders, in order, with what opens it before the next is asked for."""
        count, budget = 0, _Budget()
        try:
            with tarfile.open(self.path, "r|*", tarinfo=_Member) as found:
                for member in found:
                    count += 1
                    budget.take(member.size)  # what is passed over is unpacked as well
                    if count > MOST_FILES:
                        raise broken("KH916", f"包里超过 {MOST_FILES} 个文件，没有读。")
                    member.name = member.name.removeprefix("./")
                    if not member.isdir():
                        yield member, partial(_member_file, found, member)
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            said = explain_refusal(error) if isinstance(error, OSError) and error.errno else "不是完好的 tar 包"
            raise broken("KH910", f"来源读不出来：{said}。") from None


class _Member(tarfile.TarInfo):
    """A member whose header is no longer than a header: tarfile reads one of any length into memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        if self.type in _HEADERS and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header without end")
        return super()._proc_member(tar)  # type: ignore[misc]  # not told of in the library's types


def _member_file(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(member)
    if file is None:
        raise tarfile.TarError("no plain file")
    return file


def _is_plain_path(name: str) -> bool:
    return not name.startswith("/") and "\\" not in name and not {"", ".", ".."} & set(name.split("/"))


class _Budget:
    """How much of a source may still be read: what unpacks to more than anybody publishes is not a publication."""

    def __init__(self) -> None:
        self.left = MOST_BYTES

    def take(self, size: int) -> None:
        """Takes so many bytes; raises SourceBroken where there are none left."""
        self.left -= size
        if self.left < 0:
            raise broken("KH916", f"内容超过 {MOST_BYTES >> 30} GB，没有读完。")


def _look(file: IO[bytes], wanted: bool, budget: _Budget) -> FoundFile:
    digest, parts, size = sha256(), [], 0
    while piece := file.read(_PIECE):
        budget.take(len(piece))
        digest.update(piece)
        size += len(piece)
        if wanted and size <= MOST_READ:
            parts.append(piece)
    data = b"".join(parts) if wanted and size <= MOST_READ else None
    return FoundFile(digest.hexdigest(), data)
