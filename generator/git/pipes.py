"""What is said to a process and what it answers, through its three pipes, until it ends."""

from __future__ import annotations

import os
import selectors
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from subprocess import Popen
from typing import IO

_FITS = 4096  # bytes that a pipe takes at once, even where it is the smallest that Linux makes
_PIECES = 64  # after so many an answer is a long one


@contextmanager
def ended_after(process: Popen[bytes], seconds: int) -> Iterator[None]:
    """Ends the process, and all that it started, if the block lasts longer than so many seconds (0: never)."""
    if not seconds:
        yield
        return
    clock = threading.Timer(seconds, lambda: os.killpg(process.pid, signal.SIGKILL))
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def converse(process: Popen[bytes], given: bytes) -> tuple[bytes, bytes]:
    """What the process writes to its output and its complaints, until it ends.

    Most answers are short: they are read from both pipes as they come. A long one comes in many thousand pieces, and
    to wait for each on several pipes at once costs more than to read it, so that its pipes get a thread each.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    feeding = threading.Thread(target=_feed, args=(process.stdin, given)) if len(given) > _FITS else None
    if feeding is None:
        _feed(process.stdin, given)
    else:
        feeding.start()
    output, complaint = _listen(process.stdout, process.stderr)
    if feeding is not None:
        feeding.join()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    return output, complaint


def _listen(output: IO[bytes], complaint: IO[bytes]) -> tuple[bytes, bytes]:
    """Reads two pipes to their ends."""
    said: dict[IO[bytes], list[bytes]] = {output: [], complaint: []}
    with selectors.DefaultSelector() as waiting:
        for pipe in said:
            waiting.register(pipe, selectors.EVENT_READ)
        for _ in range(_PIECES):
            for ready, _ in waiting.select():
                data = os.read(ready.fd, 1 << 16)
                said[ready.fileobj].append(data)  # type: ignore[index]
                if not data:
                    waiting.unregister(ready.fileobj)
            if not waiting.get_map():
                break
        else:
            other = threading.Thread(target=lambda: said[complaint].append(complaint.read()))
            other.start()
            said[output].append(output.read())
            other.join()
    return b"".join(said[output]), b"".join(said[complaint])


def _feed(pipe: IO[bytes], given: bytes) -> None:
    """Writes everything and closes; git may have broken off before it read to the end."""
    try:
        pipe.write(given)
        pipe.close()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            pipe.close()
