"""A problem in the data: where it is, what it is, what to do. Problems are values; only `cli/` prints them."""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; line and column count from 1, 0 where a whole file is meant."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: place, code (documented in the guide), a Chinese sentence, and what to do about it."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = field(default="error", compare=False)


class Broken(Exception):
    """The environment cannot do what was asked (no git, no font, no disk); its text is one Chinese sentence."""


# Controls, bidi controls, zero-width and line-separator characters: invisible where they are printed.
_UNSEEN = {0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, 0xFEFF, 0x061C, 0x180E}


def is_unseen(character: str) -> bool:
    """Whether `character` is a control, bidi, zero-width, separator, surrogate or private-use character."""
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or code in _UNSEEN
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x206F
        or 0xD800 <= code <= 0xDFFF
        or 0xE000 <= code <= 0xF8FF
        or 0xFFF9 <= code <= 0xFFFF
        or 0xE0000 <= code <= 0xE0FFF
        or code >= 0xF0000
    )


def escape_text(text: str, limit: int = 60) -> str:
    """`text` safe to print: unseen characters as U+XXXX escapes, cut after `limit` characters with an ellipsis."""
    cut = text[:limit]
    if not cut.isprintable():
        cut = "".join(f"\\u{ord(c):04X}" if is_unseen(c) else c for c in cut)
    return cut + "…" if len(text) > limit else cut
