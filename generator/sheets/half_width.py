"""Texts of cells in one width and one script, to be compared: what looks alike is alike."""

from __future__ import annotations

import re
import unicodedata

from generator.sheets.traditional_text import simplify

# A number in a circle, or raised above the line, marks a footnote; by its compatibility form it would be one more
# digit of the number before it: 0.5② is no 0.52.
_RAISED = (0xB2, 0xB3, 0xB9, *range(0xBC, 0xBF), 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A))
_NUMBERED = (*_RAISED, *range(0x2150, 0x215F), *range(0x2460, 0x2474), *range(0x2488, 0x249C))
_NOTE_MARKS = {
    sign: f"({unicodedata.normalize('NFKC', chr(sign)).rstrip('.').replace(chr(0x2044), '/')})" for sign in _NUMBERED
}
_SOFT = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x2060, 0xFEFF, 0xAD))  # they are neither seen nor turn others
_BLANKS = re.compile(r"\s+")


def half_width(text: str) -> str:
    """The text half-width, with simplified characters, without blanks and signs that nobody sees."""
    even = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_NOTE_MARKS | _SOFT))
    return _BLANKS.sub("", simplify(even))
