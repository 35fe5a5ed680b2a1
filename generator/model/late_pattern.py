"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def late_pattern(text: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """What gives the expression, which it compiles at the first call.

    For one that takes long to compile (each set of Chinese characters does, half a millisecond) and is often not
    needed: numbers of persons are looked for in a text only if there are digits in it.
    """
    return cache(lambda: re.compile(text, flags))
