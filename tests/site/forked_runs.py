"""Commands as processes of their own, forked from one that has everything loaded: each costs only its own work.

Called with the arguments of the command that loads it. Reads one JSON line for each request, {"runs": [arguments, …],
"limit": bytes, "stops": [seconds or path, …]}: starts a process for each list of arguments, which cannot write more
than `limit` bytes to a file. Answers in one JSON line when all have ended: their exit codes (negative for a signal),
complaints, and the seconds.

With `stops` it is one process. It is stopped when it has worked for so many seconds, or when there is something at
the path: then the answer is {}, and it goes on with the next line that is read. At the last of them it is killed.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn
from unittest import mock

from generator.cli import main
from generator.documents.document_files import document_fonts
from generator.documents.docx_pandoc import Pandoc
from generator.documents.font_coverage import read_coverage
from generator.documents.fonts import font_files
from generator.model import collector
from generator.model.worker import Worker
from generator.pictures import drawing
from generator.site import site_build, site_manifest
from generator.site.producers import PRODUCERS
from generator.site.rendered_texts import render_texts
from tests.run_once import Drawer, asked_once, once, place_in_run, rendered_once

SECONDS = 900  # no command takes as long: it would have been stuck


def share_what_is_made() -> None:
    """Texts, documents and pictures are made once in the run of tests that this process is a part of."""
    drawer = Drawer()  # asked by nobody: forks draw with their own
    mock.patch.object(site_build, "render_texts", rendered_once(render_texts)).start()
    mock.patch.object(Pandoc, "convert", once(Pandoc.convert, place_in_run("pandoc"), Pandoc())).start()
    mock.patch.object(Worker, "ask", asked_once(Worker.ask, place_in_run("answers"), drawer)).start()


def load(arguments: list[str]) -> None:
    """Carries a command out without typesetter and drawing library: their threads would keep its forks waiting."""
    without = [part for part in PRODUCERS if part.folder != "documents/"]
    with (
        mock.patch.object(site_build, "PRODUCERS", without),
        mock.patch.object(site_manifest, "compiler_version", return_value=""),
        mock.patch.object(drawing, "has_library", return_value=False),
    ):
        main(arguments)
    for path in font_files(document_fonts(Path.cwd()).folders):
        read_coverage(path)
    # What is there is not looked through again by each fork, which would also have to take a copy of it.
    gc.collect()
    gc.freeze()
    mock.patch.object(collector, "join_what_lives_long").start()  # nor does it thaw


def start(arguments: list[str], limit: int | None) -> tuple[int, int]:
    """Forks a command; the process id, and where its complaints can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        run(arguments, limit, writing)
    os.close(writing)
    return child, reading


def run(arguments: list[str], limit: int | None, complaints: int) -> NoReturn:
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    os.dup2(complaints, 2)
    # Those of the parent know what they were opened on, which is another thing.
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    signal.alarm(SECONDS)
    code = main(arguments)
    sys.stderr.flush()
    os._exit(code)


def has_ended(child: int) -> bool:
    """Whether a process has ended; its exit code is still to be asked for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def is_stopped(child: int, at: float | str, begun: float) -> bool:
    """Stops a process that was `begun` then, once the moment has come; whether it had not ended before."""
    while not (time.monotonic() >= begun + at if isinstance(at, float) else os.path.exists(at)):
        if has_ended(child):
            return False
        time.sleep(0.002)
    os.kill(child, signal.SIGSTOP)
    ended = os.waitid(os.P_PID, child, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return ended is not None and ended.si_code == os.CLD_STOPPED


def watch(child: int, stops: Sequence[float | str], begun: float, ask: Callable[[], object]) -> None:
    """Stops a process at each of these moments until `ask` returns, and kills it at the last."""
    for number, at in enumerate(stops, start=1):
        if not is_stopped(child, at, begun):
            return
        looked = time.monotonic()
        ask()
        begun += time.monotonic() - looked
        os.kill(child, signal.SIGCONT if number < len(stops) else signal.SIGKILL)


def answer(
    ask: Callable[[], object], runs: list[list[str]], limit: int | None = None, stops: Sequence[float | str] = ()
) -> dict[str, object]:
    begun = time.monotonic()
    started = [start(arguments, limit) for arguments in runs]
    if stops:
        [(child, _)] = started
        watch(child, stops, begun, ask)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in started]
    took = time.monotonic() - begun
    complaints = []
    for _, reading in started:
        with open(reading, encoding="utf-8") as said:
            complaints.append(said.read())
    return {"codes": codes, "complaints": complaints, "seconds": took}


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    share_what_is_made()
    load(sys.argv[1:])

    def tell(found: dict[str, object]) -> None:
        answers.write(json.dumps(found) + "\n")
        answers.flush()

    def ask() -> None:
        tell({})
        sys.stdin.readline()

    while line := sys.stdin.readline():
        tell(answer(ask, **json.loads(line)))
