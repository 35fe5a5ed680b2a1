"""What a process is given and what it says until it ends, piece by piece as it comes."""

from __future__ import annotations

import os
import selectors
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from subprocess import Popen
from typing import IO

_FITS = 4096  # bytes that a pipe takes at once, even where it is the smallest that Linux makes
_PIECE = 1 << 16  # bytes, as many as a pipe holds
_PIECES = 64  # after so many an answer is a long one
_PAUSE = 0.001  # seconds


class Conversation:
    """A process to which `given` is written. It is talked to in a `with` block; whoever leaves that early ends it.

    Its exit status, and `complaint`, what it wrote to its errors, are there when all `pieces` were asked for.
    """

    def __init__(self, process: Popen[bytes], given: bytes) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self._process, self._output, self._errors = process, process.stdout, process.stderr
        self._complaints: list[bytes] = []
        self._threads: list[threading.Thread] = []
        if len(given) > _FITS:
            self._beside(_feed, process.stdin, given)
        else:
            _feed(process.stdin, given)

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._process.kill()
        self._end()
        self._output.close()
        self._errors.close()

    @property
    def status(self) -> int:
        """The exit status."""
        return self._process.wait()

    @property
    def complaint(self) -> str:
        """What it wrote to its errors."""
        return b"".join(self._complaints).decode("utf-8", "replace")

    def pieces(self) -> Iterator[bytes]:
        """What the process writes to its output, until it ends.

        Most answers are short: they are read from both pipes as they come. A long one comes in many thousand pieces,
        and to be woken for each, and to wait for it on several pipes, costs more than to read it. So its complaints
        get a thread, and where little has come, a moment is waited until more of it is there.
        """
        with selectors.DefaultSelector() as waiting:
            for pipe in (self._output, self._errors):
                waiting.register(pipe, selectors.EVENT_READ)
            for _ in range(_PIECES):
                for ready, _ in waiting.select():
                    data = os.read(ready.fd, _PIECE)
                    if not data:
                        waiting.unregister(ready.fileobj)
                    elif ready.fileobj is self._output:
                        yield data
                    else:
                        self._complaints.append(data)
                if not waiting.get_map():
                    break
            else:
                yield from self._long_answer()
        self._end()

    def _long_answer(self) -> Iterator[bytes]:
        self._beside(lambda: self._complaints.append(self._errors.read()))
        while data := os.read(self._output.fileno(), _PIECE):
            yield data
            if len(data) < _PIECE // 2:
                time.sleep(_PAUSE)

    def _beside(self, work: Callable[..., object], *arguments: object) -> None:
        # A daemon: what nobody reads to its end must not keep the program from ending.
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _end(self) -> None:
        for thread in self._threads:
            thread.join()
        self._process.wait()


def _feed(pipe: IO[bytes], given: bytes) -> None:
    """Writes everything and closes; the process may have broken off before it read to the end."""
    try:
        pipe.write(given)
        pipe.close()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            pipe.close()
