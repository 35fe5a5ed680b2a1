"""How Chinese is typed on a keyboard: by the first letters of its syllables, by whole syllables, or a mixture.

The readings stand in pinyin.txt, which `tools/write_pinyin.py` makes from pypinyin: without tones, the usual first.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

Match = Literal["", "within", "start", "end", "whole"]
_BETTER: tuple[Match, ...] = ("", "within", "start", "end", "whole")


def readings_of(character: str) -> tuple[str, ...]:
    """How a character is read, the usual reading first; a letter or digit stands for itself, other signs for none."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    return _table().get(character, ())


def initials_of(text: str) -> str:
    """The first letters of the usual readings: 区发改局 gives qfgj."""
    return "".join(found[0][0] for character in _plain(text) if (found := readings_of(character)))


def syllables_of(text: str) -> str:
    """The usual readings, one after the other: 发改局 gives fagaiju."""
    return "".join(found[0] for character in _plain(text) if (found := readings_of(character)))


def match_typed(typed: str, name: str) -> Match:
    """Where in `name` the letters `typed` are a way to type it; empty where they are none.

    Each character is typed by its first letter or by a whole reading. What is typed up to the end counts more than
    what is typed from the beginning: names of departments begin alike.
    """
    wanted = "".join(sign for sign in typed.lower() if sign.isascii() and sign.isalnum())
    ways = [found for character in _plain(name) if (found := readings_of(character))]
    best = 0
    for start in range(len(ways) if wanted else 0):
        for end in _ends(wanted, ways, start):
            whole = (start == 0, end == len(ways))
            kind = {(True, True): 4, (False, True): 3, (True, False): 2, (False, False): 1}[whole]
            best = max(best, kind)
    return _BETTER[best]


def _ends(wanted: str, ways: list[tuple[str, ...]], start: int) -> list[int]:
    """The places up to which `wanted`, begun at `start`, may have been typed."""
    reached, found = {0}, []
    for at in range(start, len(ways)):
        parts = {part for way in ways[at] for part in (way, way[0])}
        reached = {done + len(part) for done in reached for part in parts if wanted.startswith(part, done)}
        if len(wanted) in reached:
            found.append(at + 1)
        if not reached:
            break
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    usual: dict[str, list[str]] = {}
    other: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "pinyin.txt").read_text("utf-8").splitlines():
        syllable, _, characters = line.partition(" ")
        first, _, more = characters.partition("|")
        for table, signs in ((usual, first), (other, more)):
            for sign in signs:
                table.setdefault(sign, []).append(syllable)
    known = usual.keys() | other.keys()
    return {sign: tuple(dict.fromkeys((*usual.get(sign, ()), *other.get(sign, ())))) for sign in known}
