"""Python's search for cycles, put off while many records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Python looks for cycles each time some hundred objects are new; records have none, so that is time lost."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What was made meanwhile joins what has lived long, or the first thing to do would be to look through it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
