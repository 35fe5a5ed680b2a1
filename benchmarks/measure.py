"""How a figure is measured: CPU seconds of whole processes or of calls, the smallest of several runs."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCE = "a6c0ee5"  # the commit against which some figures are held


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure and its limit, both in `unit` (×, s, MB); floors are told in `note`."""

    name: str
    value: float
    limit: float
    unit: str = "×"
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure is within its limit."""
        return self.value <= self.limit


def cpu_of_command(command: Sequence[str], runs: int = 5, directory: Path | None = None) -> float:
    """CPU seconds (user and system, children included) of `command`, the median of `runs` after one warm-up."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = []
    for run in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, cwd=directory, env=environment, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run:
            found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(found)[len(found) // 2]


def cpu_of_call(call: Callable[[], object], runs: int = 3) -> float:
    """CPU seconds of `call` in this process, the median of `runs` after one warm-up."""
    found = []
    for run in range(runs + 1):
        start = time.process_time()
        call()
        if run:
            found.append(time.process_time() - start)
    return sorted(found)[len(found) // 2]


def unpack_reference() -> Path | None:
    """The program as it was at `REFERENCE`, below build/; None where this clone does not hold that commit."""
    folder = ROOT / "build" / f"reference-{REFERENCE}"
    if not folder.exists():
        packed = subprocess.run(["git", "archive", REFERENCE], cwd=ROOT, capture_output=True, check=False)
        if packed.returncode:
            return None
        folder.mkdir(parents=True)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder
