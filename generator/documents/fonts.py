"""Which font serves which role of a document: chains of families, the office's own first (GB/T 9704 5.2.2, 7.3).

The faces that the standard names (方正小标宋, 仿宋_GB2312, 楷体_GB2312, 黑体) are never shipped. An office that
has them puts them into `fonts/`; else free ones take their place, and the report says which.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

from generator.model.lazy_dataclass import dataclass

# Role -> families as the font files name them. The first of each is what the standard wants.
ROLES: Mapping[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FandolSong", "Noto Serif CJK SC"),
    "body": (
        "FangSong_GB2312",
        "仿宋_GB2312",
        "FangSong",
        "仿宋",
        "Zhuque Fangsong (technical preview)",
        "FandolFang R",
    ),
    "level1": ("SimHei", "黑体", "FandolHei", "Noto Sans CJK SC"),
    "level2": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "LXGW WenKai", "FandolKai"),
    "numbers": ("SimSun", "宋体", "FandolSong", "Noto Serif CJK SC"),
}
ROLE_NAMES = {"title": "标题", "body": "正文", "level1": "一级标题", "level2": "二级标题", "numbers": "页码"}
_WANTED = {"title": 3, "body": 4, "level1": 2, "level2": 4, "numbers": 2}  # how many of a chain are the faces wanted
# Every chain ends in faces that cover the rare characters of people's names.
LAST = ("Noto Serif CJK SC", "Noto Sans CJK SC")


FontBytes = bytes | mmap
_SUFFIXES = (".otf", ".ttf", ".ttc")


@dataclass(frozen=True, slots=True)
class FontReport:
    """The chains as found, by role; the folders they were found in; the roles in which another face had to serve."""

    folders: tuple[Path, ...]
    chains: Mapping[str, tuple[str, ...]]
    fallen: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """One sentence on the roles in which another face serves than the standard's; none where all are there."""
        serving: dict[str, list[str]] = {}
        for role in self.fallen:
            serving.setdefault(self.chains[role][0] if self.chains[role] else "无", []).append(ROLE_NAMES[role])
        if serving:
            used = "，".join(f"{'、'.join(roles)}用 {face}" for face, roles in serving.items())
            yield f"没有公文标准的字体，{used}；放进 fonts/ 即可使用"


def find_fonts(folders: Sequence[Path]) -> FontReport:
    """The families in `folders` (earlier ones first, those below them too) and which of them serve each role."""
    present = {name for folder in folders for path in font_files([folder]) for name in read_families(path)}
    chains = {
        role: tuple(dict.fromkeys(name for name in (*wanted, *LAST) if name in present))
        for role, wanted in ROLES.items()
    }
    fallen = tuple(
        role for role, chain in chains.items() if not chain or chain[0] not in ROLES[role][: _WANTED[role]]
    )
    return FontReport(tuple(folder for folder in folders if folder.is_dir()), chains, fallen)


def font_files(folders: Iterable[Path]) -> list[Path]:
    """The font files in `folders` and below, sorted within each."""
    found = (sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES) for folder in folders)
    return [path for paths in found for path in paths if path.is_file()]


@cache
def read_families(path: Path) -> tuple[str, ...]:
    """The family names in a font file's name table (OpenType `name`, ids 1 and 16); none where it is no font."""
    try:
        with map_font(path) as data:
            return tuple(dict.fromkeys(name for start in font_starts(data) for name in _names(data, start)))
    except (struct.error, UnicodeDecodeError):
        return ()


@contextmanager
def map_font(path: Path) -> Iterator[FontBytes]:
    """The bytes of a font file, of which only what is looked at is read: a face of Chinese has some twenty MB."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            yield b""  # nothing is not mapped
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            yield data


def font_starts(data: FontBytes) -> list[int]:
    """Where the fonts of a file begin: one, or each of a collection."""
    if data[:4] == b"ttcf":
        return list(struct.unpack_from(f">{struct.unpack_from('>I', data, 8)[0]}I", data, 12))
    return [0]


def font_tables(data: FontBytes, start: int) -> Iterator[tuple[bytes, int]]:
    """The tables of the font that begins at `start`, each with its place."""
    for at in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * at)
        yield tag, offset


def _names(data: FontBytes, start: int) -> Iterator[str]:
    for tag, offset in font_tables(data, start):
        if tag != b"name":
            continue
        _, count, strings = struct.unpack_from(">HHH", data, offset)
        for number in range(count):
            row = struct.unpack_from(">HHHHHH", data, offset + 6 + 12 * number)
            platform, _, _, name, length, place = row
            if name in (1, 16) and platform in (0, 3):
                begin = offset + strings + place
                yield data[begin : begin + length].decode("utf-16-be")
