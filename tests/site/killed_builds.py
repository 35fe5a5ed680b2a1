"""Builds that are killed: forks of a process that has everything loaded, so that each costs only its own work.

Called with a project, a target folder, two revisions, a number of kills and a seed; writes one JSON line for each
kill: the revision that was being built, after how many seconds it was killed, whether it had ended before.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from generator.cli import main


def start(project: str, target: str, revision: str) -> int:
    """Forks a build; the process id."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(main(["build", "-C", project, "--at", revision, "--out", target]))
    return child


def build_whole(project: str, target: str, revision: str) -> float:
    """Builds to the end; the seconds it took."""
    begun = time.monotonic()
    child = start(project, target, revision)
    assert os.waitpid(child, 0)[1] == 0
    return time.monotonic() - begun


def kill_builds(project: str, target: str, revisions: tuple[str, str], number: int, seed: int) -> None:
    """Kills `number` builds, half of them anywhere, half near the end, where the old site is replaced."""
    chosen = random.Random(seed)
    main(["build", "-C", project, "--at", revisions[0], "--out", f"{target}-warm"])
    took = build_whole(project, target, revisions[0])
    for turn in range(number):
        revision = revisions[(turn + 1) % 2]
        share = chosen.uniform(0, 1) if turn % 4 < 2 else chosen.uniform(0.8, 1.2)
        child = start(project, target, revision)
        time.sleep(took * share)
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1] == 0
        sys.stdout.write(json.dumps({"revision": revision, "after": round(took * share, 3), "ended": ended}) + "\n")
        sys.stdout.flush()
        sys.stdin.readline()


if __name__ == "__main__":
    kill_builds(sys.argv[1], sys.argv[2], (sys.argv[3], sys.argv[4]), int(sys.argv[5]), int(sys.argv[6]))
