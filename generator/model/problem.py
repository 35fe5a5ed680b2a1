"""A problem in the data: where it is, what it is, what to do. Problems are values; only `cli/` prints them."""

import re
from dataclasses import field
from functools import cache
from typing import Literal

from generator.model.lazy_dataclass import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, 0 where a whole file is meant."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: place, code (documented in the guide), a Chinese sentence, and what to do about it."""

    place: Location
    code: str
    message: str
    hint: str = ""
    severity: Severity = field(default="error", compare=False)


class UserError(Exception):
    """The environment cannot do what was asked (no git, no font, no disk); its text is one Chinese sentence."""


# What cannot be seen, or looks like a space and is none, as the inside of a character class: controls, bidi,
# zero-width, fillers, variation and separator characters, odd spaces, surrogates, private use, noncharacters.
# Tab and line feed are not among them; the ideographic space (U+3000) of Chinese typesetting is as any character.
UNSEEN_CLASS = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U00016fe4\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U000e0000-\U0010ffff"
)


def is_unseen(character: str) -> bool:
    """Whether `character` cannot be seen where it is printed, tab and line feed included."""
    return _unseen().match(character) is not None


def escape_text(text: str, limit: int = 60) -> str:
    """`text` safe to print: unseen characters as U+XXXX escapes, cut after `limit` characters with an ellipsis."""
    cut = text[:limit]
    if not (cut.isascii() and cut.isprintable()):
        cut = _unseen().sub(lambda found: f"\\u{ord(found[0]):04X}", cut)
    return cut + "…" if len(text) > limit else cut


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[\t\n{UNSEEN_CLASS}]")
