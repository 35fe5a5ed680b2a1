"""A command on a terminal of its own, answered question by question as a person would."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

TOOL = Path(__file__).parents[2]
Answers = tuple[str, ...] | Callable[[str], str]
PROMPTS = ("： ".encode(), "） ".encode())


def talk(folder: Path, *arguments: str, answers: Answers, seconds: float = 600) -> tuple[int, str]:
    """The exit status and what was printed; an answer is given at each question, and the rest is the end of input.

    `answers` are told in turn, or made from what has been printed so far.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        environment = {**os.environ, "PYTHONPATH": str(TOOL)}
        os.execve(sys.executable, [sys.executable, "-P", "-m", "generator", *arguments], environment)
    said, left, end = b"", [] if callable(answers) else [*answers], time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
        if said.endswith(PROMPTS):
            text = (
                answers(said.decode().replace("\r\n", "\n")) if callable(answers) else left.pop(0) if left else None
            )
            os.write(terminal, b"\x04" if text is None else f"{text}\n".encode())
    else:
        os.kill(child, 9)
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.decode().replace("\r\n", "\n")
