"""A worker as the program has them, for its tests: it says words backwards, refuses some, and may end."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable

from generator.model.worker import answer_questions


def main() -> None:
    """Answers until there are no more questions."""
    answer_questions(open_sample, ValueError)


def open_sample(opening: bytes) -> Callable[[bytes], bytes]:
    """`opening` stands before every answer."""

    def answer(question: bytes) -> bytes:
        match question:
            case b"refuse":
                raise ValueError("这句答不了")
            case b"end":
                os._exit(3)
            case b"sleep":
                time.sleep(30)
            case b"late":
                time.sleep(1)
                return b"x" * 1_000_000
            case b"process":
                return str(os.getpid()).encode()
            case b"environment":
                return json.dumps(sorted(os.environ)).encode()
        return opening + question[::-1]

    return answer
