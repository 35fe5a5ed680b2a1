"""What a person probably means by a name that is not quite one of those there are: short forms, near spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from generator.model.lazy_dataclass import dataclass

SHOWN = 6  # candidates that a message names
_LONGEST = 64  # characters of what was written that are looked at
_UNSPOKEN = re.compile(r"[\W_]+")
_EQUAL, _SHORTENED, _WITHIN, _LENGTHENED, _ABBREVIATED, _SLIP = 1000, 800, 700, 600, 400, 80
# How near a spelling must be to be told, in hundredths. Departments have two characters in common, 区 and 局.
_RATIO, _SHORT_RATIO, _SHORT = 60, 80, 8


@dataclass(frozen=True, slots=True)
class Alike:
    """The ids that may be meant, all equally likely; `sure` where one is, whose name or part of it was written.

    What is sure is only told, and checks go on from it; it is never scored as if it had been written.
    """

    ids: tuple[str, ...] = ()
    sure: bool = False

    @property
    def meant(self) -> str:
        """The id that is meant; empty where that is not sure."""
        return self.ids[0] if self.sure else ""


NOTHING: Final = Alike()


def find_alike(written: str, names: Mapping[str, Iterable[str]]) -> Alike:
    """The ids of `names` (id to what it is called) that are called most like `written`, in their order.

    The same name goes before one that begins or ends with what was written (发改委, 区发改委), that before one that
    holds it, one that it holds, an abbreviation (发改局, 发展和改革局), and a near spelling.
    """
    wanted = _plain(written)
    best = 0
    found: list[str] = []
    for key, called in names.items():
        score = max((_rate(wanted, _plain(name)) for name in called), default=0)
        if score > best:
            best, found = score, []
        if score and score == best:
            found.append(key)
    # A letter makes a slip of the keyboard; one Chinese character makes another department.
    is_sure = best >= _LENGTHENED or (written.isascii() and best >= _SLIP)
    return Alike(tuple(found), is_sure and len(found) == 1)


def _plain(text: str) -> str:
    """`text` without case, width, spaces and punctuation."""
    return _UNSPOKEN.sub("", unicodedata.normalize("NFKC", text[:_LONGEST])).casefold()


def _rate(wanted: str, name: str) -> int:
    """How near a name is to what was wanted; 0 where it is not near. Short ids differ in a letter, names in none."""
    if not wanted or not name:
        return 0
    if wanted == name:
        return _EQUAL
    if not wanted.isascii() and len(wanted) > 1:
        if name.startswith(wanted) or name.endswith(wanted):
            return _SHORTENED
        if wanted in name:
            return _WITHIN
        if len(name) > 1 and name in wanted:
            return _LENGTHENED + len(name)
        if 3 * len(wanted) >= len(name) and _is_abbreviated(wanted, name):
            return _ABBREVIATED
    return _rate_spelling(wanted, name)


def _is_abbreviated(wanted: str, name: str) -> bool:
    """Whether the characters of `wanted` stand in `name` in this order."""
    rest = iter(name)
    return all(character in rest for character in wanted)


def _rate_spelling(wanted: str, name: str) -> int:
    """The share of characters in common in their order, in hundredths of both names, in tens; 0 if too few."""
    least = _RATIO if wanted.isascii() or len(wanted) > _SHORT else _SHORT_RATIO
    both = len(wanted) + len(name)
    if 200 * (Counter(wanted) & Counter(name)).total() < least * both:
        return 0  # quick, and right for nearly all
    from difflib import SequenceMatcher

    common = sum(block.size for block in SequenceMatcher(a=name, b=wanted).get_matching_blocks())
    return (40 * common + both) // (2 * both) * 10 if 200 * common >= least * both else 0


def list_candidates(ids: Sequence[str], labels: Mapping[str, str]) -> str:
    """`ids` with what each is, for a sentence: a（甲）、b（乙）; of many the first, and how many there are."""
    listed = "、".join(f"{key}（{labels[key]}）" if labels.get(key) else key for key in ids[:SHOWN])
    return f"{listed}等 {len(ids)} 个" if len(ids) > SHOWN else listed
