"""Processes that are killed: at any moment, or before one given step of theirs on the disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

# A state of the disk follows from a step like these: killed before each of them in turn, every state is met.
_STEPS = ("open", "write", "mkdir", "chmod", "fsync", "rename", "replace", "unlink", "rmdir")


def run_apart(what: Callable[[], Any]) -> int:
    """Starts a process that does `what` silently; its id."""
    child = os.fork()
    if child == 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)
        try:
            what()
        finally:
            os._exit(0)
    return child


def is_killed(child: int) -> bool:
    """Waits for the end of a process; whether a signal ended it."""
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def die_at(step: int) -> None:
    """Has this process killed before the given one of its steps on the disk."""
    left = [step]

    def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)

        return call

    for name in _STEPS:
        setattr(os, name, deadly(getattr(os, name)))
