"""Which characters a font can show (OpenType `cmap`), and what becomes of those that none of the fonts can.

In an archival PDF every character needs a glyph. One that is in no font is printed as 〓, the sign of a missing type,
and reported, so that a name with a rare character is never silently cut.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from generator.documents.fonts import (
    FontBytes,
    FontReport,
    font_files,
    font_starts,
    font_tables,
    map_font,
    read_families,
)
from generator.model.problem import is_unseen

MISSING = "〓"
_VARIANTS = range(0xFE00, 0xFE10)  # they choose among glyphs and have none


def covered_characters(fonts: FontReport) -> frozenset[int]:
    """The code points that can be shown in every role, by whichever face of its chain."""
    faces: dict[str, list[frozenset[int]]] = {}
    for path in font_files(fonts.folders):
        for family in read_families(path):
            faces.setdefault(family, []).append(read_coverage(path))
    # A face has some fifty thousand code points, and most roles have the same: each chain is put together once.
    chains = {tuple(chain) for chain in fonts.chains.values()}
    shown = [frozenset[int]().union(*(found for family in chain for found in faces[family])) for chain in chains]
    return shown[0].intersection(*shown[1:]) if shown else frozenset()


def missing_characters(texts: Any, covered: frozenset[int]) -> tuple[str, ...]:
    """The characters of `texts` (strings, lists and mappings of them) that no font can show, sorted."""
    return tuple(sorted({c for text in _strings(texts) for c in text if not _is_shown(c, covered)}))


def show_missing(texts: Any, covered: frozenset[int]) -> Any:
    """`texts` with 〓 for what no font can show, and without what is never seen."""
    if isinstance(texts, str):
        return "".join(c if ord(c) in covered else MISSING for c in texts if not _is_nothing(c))
    if isinstance(texts, dict):
        return {key: show_missing(value, covered) for key, value in texts.items()}
    if isinstance(texts, list | tuple):
        return [show_missing(value, covered) for value in texts]
    return texts


def _strings(texts: Any) -> Iterator[str]:
    if isinstance(texts, str):
        yield texts
    elif isinstance(texts, dict | list | tuple):
        for value in texts.values() if isinstance(texts, dict) else texts:
            yield from _strings(value)


def _is_nothing(character: str) -> bool:
    return is_unseen(character) or ord(character) in _VARIANTS


def _is_shown(character: str, covered: frozenset[int]) -> bool:
    return ord(character) in covered or _is_nothing(character)


@cache
def read_coverage(path: Path) -> frozenset[int]:
    """The code points that the font file at `path` has glyphs for; none where it is no font."""
    try:
        with map_font(path) as data:
            return frozenset(code for start in font_starts(data) for code in _codes(data, start))
    except struct.error:
        return frozenset()


def _codes(data: FontBytes, start: int) -> Iterable[int]:
    """The code points of the fullest table for Unicode: format 12 for all planes, else format 4 for the first."""
    tables = dict(font_tables(data, start))
    base = tables.get(b"cmap")
    if base is None:
        return ()
    count = struct.unpack_from(">H", data, base + 2)[0]
    places = {base + struct.unpack_from(">HHI", data, base + 4 + 8 * number)[2] for number in range(count)}
    formats = {struct.unpack_from(">H", data, place)[0]: place for place in sorted(places)}
    if 12 in formats:
        return _format_12(data, formats[12])
    return _format_4(data, formats[4]) if 4 in formats else ()


def _format_12(data: FontBytes, at: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
        yield from range(first if glyph else first + 1, min(last, 0x10FFFF) + 1)


def _format_4(data: FontBytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (at + 14 + part * 2 * count + (2 if part else 0) for part in range(4))
    for number in range(count):
        (last,) = struct.unpack_from(">H", data, ends + 2 * number)
        (first,) = struct.unpack_from(">H", data, starts + 2 * number)
        (delta,) = struct.unpack_from(">H", data, deltas + 2 * number)
        place = offsets + 2 * number
        (offset,) = struct.unpack_from(">H", data, place)
        for code in range(first, last + 1):
            glyph = code if not offset else struct.unpack_from(">H", data, place + offset + 2 * (code - first))[0]
            if code != 0xFFFF and (not offset or glyph) and (glyph + delta) & 0xFFFF:
                yield code
