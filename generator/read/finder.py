"""What a person looks for among what has ids and names: by id, name, part of a name, pinyin, or a near spelling."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from generator.model.lazy_dataclass import dataclass
from generator.read.alike import find_alike
from generator.read.pinyin import Match, match_typed

_EXACT, _SURE = 100, 60  # what is at least this near, and alone in it, is meant
_TYPED: dict[Match, int] = {"whole": 80, "end": 70, "start": 50, "within": 30, "": 0}


@dataclass(frozen=True, slots=True)
class Found:
    """The ids that may be meant, the nearest first; `meant` is the one that is, empty where that is not plain."""

    ids: tuple[str, ...] = ()
    meant: str = ""


def find_called(written: str, called: Mapping[str, Iterable[str]], most: int = 20) -> Found:
    """Of `called` (id to its names), what `written` may mean: at most `most`, in order of nearness, then of `called`.

    An id or a whole name goes before what was typed by its pinyin, that before a part of a name; only where nothing
    of all this fits, near spellings are proposed. One is meant if it alone is nearest and that is no mere part.
    """
    wanted = _plain(written)
    if not wanted:
        return Found()
    rated = {key: max(_rate(wanted, key, name) for name in (key, *names)) for key, names in called.items()}
    near = sorted((key for key, rate in rated.items() if rate), key=lambda key: -rated[key])
    if not near:
        alike = find_alike(written, {key: (key, *names) for key, names in called.items()})
        return Found(alike.ids[:most], alike.meant if len(alike.ids) == 1 else "")
    best = [key for key in near if rated[key] == rated[near[0]]]
    is_meant = len(best) == 1 and (rated[best[0]] >= _SURE or len(near) == 1)
    return Found(tuple(near[:most]), best[0] if is_meant else "")


def _rate(wanted: str, key: str, name: str) -> int:
    plain = _plain(name)
    if wanted == plain:
        return _EXACT + (1 if name == key else 0)
    if name == key:
        return 40 if plain.startswith(wanted) else 0
    if not wanted.isascii():
        return 75 if plain.endswith(wanted) else 65 if plain.startswith(wanted) else 55 if wanted in plain else 0
    return _TYPED[match_typed(wanted, name)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
