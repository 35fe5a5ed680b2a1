"""Python's search for cycles: put off while many records are made, asked for where much was let go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def without_collector() -> Iterator[None]:
    """Python looks for cycles each time some hundred objects are new; records have none, so that is time lost."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            join_what_lives_long()
            gc.enable()


def join_what_lives_long() -> None:
    """What was made meanwhile is looked through late, or the first thing to do would be to look through it."""
    gc.freeze()
    gc.unfreeze()


def clear_cycles() -> None:
    """Gives back what nothing leads to but itself, such as books that go from state to state.

    A command looks for it so seldom (`generator/cli/__init__.py:main`) that it would lie there to the end.
    """
    gc.collect()


def return_memory() -> None:
    """Has the C library return to the system what was let go (malloc_trim(3)), where it can.

    It keeps that for what comes next; a build needs less and less.
    """
    import ctypes  # few commands make so much

    with suppress(OSError, AttributeError, TypeError):  # another C library than that of GNU
        ctypes.CDLL(None).malloc_trim(0)
