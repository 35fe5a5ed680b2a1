"""What is being done at the moment, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable


def show_progress() -> tuple[Callable[[str, int | None], None], Callable[[], None]]:
    """What is told what is being done, and what takes the last of it away.

    On a terminal one line that changes; in a log only what was finished.
    """
    if not sys.stderr.isatty():
        return lambda words, count: None, lambda: None

    def say(words: str, count: int | None) -> None:
        sys.stderr.write(f"\r\x1b[K{words}…" + (f" {count}" if count is not None else ""))
        sys.stderr.flush()

    def done() -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()

    return say, done
