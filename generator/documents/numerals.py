"""Numbers with what belongs to them: a number never stands on two lines, nor apart from its unit."""

from __future__ import annotations

import re

# Read by Python and by the layout's own engine (Rust), so without looking around.
_FIGURE = "[0-9]+(?:[.,][0-9]+)*"
_UNITS = "年月日时分秒号名个条次件项人起份页元万亿届季度家位种类票岁周天级倍至"
NUMERAL = f"第?{_FIGURE}(?:[%‰][{_UNITS}]?|[{_UNITS}])?"
_NUMERAL = re.compile(NUMERAL)
_JOINT = re.compile(rf"(?<=第)(?=[0-9])|(?<=[0-9%‰])(?=[{_UNITS}])")


def split_numerals(text: str) -> list[tuple[str, ...]]:
    """The pieces of `text` in order, each a text by itself, or the parts of a number that no line may part."""
    pieces: list[tuple[str, ...]] = []
    at = 0
    for found in _NUMERAL.finditer(text):
        if found.start() > at:
            pieces.append((text[at : found.start()],))
        pieces.append(tuple(_JOINT.split(found.group())))
        at = found.end()
    if at < len(text):
        pieces.append((text[at:],))
    return pieces


def close_up(words: str) -> str:
    """Words of the pages as documents set them: without blanks beside figures."""
    return words.replace(" ", "")
