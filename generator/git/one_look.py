"""How long it holds what was asked of refs; apart from what runs git, as commands that ask none begin with it too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

SEEN: ContextVar[dict[Path, Any] | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """While the block lasts a repository is opened once, and asked once which refs there are and what HEAD is.

    For a command that moves no ref, and whose parts each open the repository. A name that is asked for by itself
    (`main^{commit}`) is looked up anew; so is everything in `another_look`.
    """
    before = SEEN.set({})
    try:
        yield
    finally:
        SEEN.reset(before)
