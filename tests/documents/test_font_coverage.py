"""Coverage of fonts, on fonts made here: a format of each kind, collections, and files that are no fonts."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from generator.documents.font_coverage import (
    covered_characters,
    missing_characters,
    read_coverage,
    show_missing,
)
from generator.documents.fonts import FontReport, find_fonts, read_families


def make_font(family: str, cmap: bytes, start: int = 0) -> bytes:
    """A font of two tables, as far as names and coverage are concerned."""
    letters = family.encode("utf-16-be")
    name = struct.pack(">HHH6H", 0, 1, 18, 3, 1, 0x409, 1, len(letters), 0) + letters
    first = start + 12 + 2 * 16
    head = struct.pack(">4s4H", b"OTTO", 2, 0, 0, 0)
    head += struct.pack(">4sIII", b"cmap", 0, first, len(cmap))
    head += struct.pack(">4sIII", b"name", 0, first + len(cmap), len(name))
    return head + cmap + name


def format_12(*ranges: tuple[int, int, int]) -> bytes:
    body = b"".join(struct.pack(">III", *part) for part in ranges)
    table = struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(ranges)) + body
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def format_4(*segments: tuple[int, int, int]) -> bytes:
    """Segments of first, last and delta, closed as the format wants."""
    rows = [*segments, (0xFFFF, 0xFFFF, 1)]
    count = len(rows)
    ends = struct.pack(f">{count}H", *(last for _, last, _ in rows))
    starts = struct.pack(f">{count}H", *(first for first, _, _ in rows))
    deltas = struct.pack(f">{count}H", *(delta for _, _, delta in rows))
    head = struct.pack(">7H", 4, 0, 0, count * 2, 0, 0, 0)
    table = head + ends + b"\0\0" + starts + deltas + b"\0" * (2 * count)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def test_all_planes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.otf"
    path.write_bytes(make_font("甲体", format_12((0x20, 0x22, 1), (0x4E00, 0x4E01, 9), (0x20BB7, 0x20BB7, 11))))
    assert read_coverage(path) == {0x20, 0x21, 0x22, 0x4E00, 0x4E01, 0x20BB7}
    assert read_families(path) == ("甲体",)


def test_the_first_plane_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(make_font("A", format_4((0x41, 0x43, 0xFFFF - 0x40 + 1), (0x4E00, 0x4E00, 0x10000 - 0x4E00))))
    assert read_coverage(path) == {0x41, 0x42, 0x43}  # the glyph of the last one is number 0: none


def test_a_collection_covers_what_each_of_it_does(tmp_path: Path) -> None:
    first = make_font("A", format_12((0x41, 0x41, 1)), start=20)
    second = make_font("B", format_12((0x42, 0x42, 1)), start=20 + len(first))
    path = tmp_path / "a.ttc"
    path.write_bytes(struct.pack(">4sHHIII", b"ttcf", 1, 0, 2, 20, 20 + len(first)) + first + second)
    assert read_coverage(path) == {0x41, 0x42}
    assert read_families(path) == ("A", "B")


@pytest.mark.parametrize("content", [b"", b"OTTO", b"ttcf\xff", b"\0" * 40, b"not a font at all, only words"])
def test_what_is_no_font_covers_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.otf"
    path.write_bytes(content)
    assert read_coverage(path) == frozenset()
    assert read_families(path) == ()


def test_a_character_must_be_in_every_role(tmp_path: Path) -> None:
    (tmp_path / "a.otf").write_bytes(make_font("Noto Serif CJK SC", format_12((0x41, 0x43, 1))))
    (tmp_path / "b.otf").write_bytes(make_font("FangSong_GB2312", format_12((0x44, 0x44, 1))))
    assert covered_characters(find_fonts([tmp_path])) == {0x41, 0x42, 0x43}
    assert covered_characters(FontReport((), {}, ())) == frozenset()


def test_what_cannot_be_shown_is_found_and_replaced_wherever_it_stands() -> None:
    covered = frozenset(map(ord, "甲乙A〓"))
    data = {"a": ["甲丙", {"b": ("A\u200b", "丁")}], "n": 3, "丙": True}
    assert missing_characters(data, covered) == ("丁", "丙")
    assert show_missing(data, covered) == {"a": ["甲〓", {"b": ["A", "〓"]}], "n": 3, "丙": True}
