"""The texts of cells: evened out, and whether one says that it is the same as the one above."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.problem import UNSEEN_CLASS
from generator.sheets.known_office import plain_name

_DITTO = re.compile(r"(?:同上|〃|″|\"|“|”|同前|同左)\Z")
_UNSEEN = re.compile(f"[\t{UNSEEN_CLASS}]")
_SOFT = dict.fromkeys((0x200B, 0xFEFF, 0xAD, 0x2060))
_UNEVEN = re.compile("[\u200b\ufeff\u00ad\u2060\n\r\t\xa0]|\\A[ \u3000]|[ \u3000]\\Z")


def is_ditto(value: object) -> bool:
    """Whether a cell says that what stands above it holds for it as well."""
    return isinstance(value, str) and len(value) < 8 and _says_ditto(value)


@lru_cache(4096)
def _says_ditto(text: str) -> bool:
    # Compatibility forms turn the double prime into two primes: both are looked at.
    return any(_DITTO.match(one) for one in (plain_name(text), text.strip()))


def even_text(text: str) -> str:
    """A text without soft signs, without blanks at the ends of its lines and without empty lines."""
    if not _UNEVEN.search(text):  # few have any
        return text
    text = text.translate(_SOFT).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    lines = [line.strip(" \u3000") for line in text.strip(" \n\u3000").split("\n")]
    return "\n".join(line for line in lines if line)


def has_unseen(text: str) -> bool:
    """Whether a text holds characters that nobody sees."""
    return bool(_UNSEEN.search(text))
