"""How a figure is measured: CPU seconds of whole processes or of calls, medians of several runs."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

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
    skipped: bool = False  # what it is held against is not at hand

    @property
    def holds(self) -> bool:
        """Whether the figure is within its limit."""
        return self.skipped or self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took: CPU seconds with all that it started, the most memory it had itself, in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is measured: where it runs, whether exit 1 is an answer, what makes it repeatable."""

    words: tuple[str, ...]
    directory: Path | None = None
    answers: tuple[int, ...] = (0, 1)
    before: Callable[[], object] = lambda: None
    environment: Mapping[str, str] | None = None


def run_once(command: Command) -> Spent:
    """One run, its output thrown away. The process tells its own memory: git's beside it does not count."""
    command.before()
    read, write = os.pipe()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.pop("CI", None)
    environment |= {**(command.environment or {}), "KAOHE_BENCH_FD": str(write)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        command.words, check=False, cwd=command.directory, env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, pass_fds=[write],
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    os.close(write)
    with os.fdopen(read) as told:
        peak = told.read()
    if ran.returncode not in command.answers:
        raise RuntimeError(f"{' '.join(command.words)}: exit {ran.returncode}\n{ran.stderr.decode()[-2000:]}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(spent, int(peak or 0) / 1024)


# A command of the program in the folder in which it runs, which tells the most memory that it had.
_TELLING = """
import atexit, os, sys
def tell():
    with open("/proc/self/status") as said:
        peak = next(line.split()[1] for line in said if line.startswith("VmHWM"))
    os.write(int(os.environ["KAOHE_BENCH_FD"]), peak.encode())
atexit.register(tell)
from generator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def kaohe(python: Path | str, program: Path, *words: str, **more: Any) -> Command:
    """The verb of the program that lies at `program`, run by `python`."""
    return Command((str(python), "-c", _TELLING, *words), program, **more)


def compare(
    name: str, work: Command, floor: Command, limit: float, runs: int = 5, memory: float = 0
) -> Iterator[Row]:
    """How many times as much `work` takes as `floor`: both by turns, the ratio of the medians, and how it spreads.

    With `memory`, in MB, a second row on what the process of `work` had at most.
    """
    run_once(work), run_once(floor)
    pairs = [(run_once(work), run_once(floor)) for _ in range(runs)]
    yield divide(name, [one for one, _ in pairs], [other for _, other in pairs], limit)
    if memory:
        yield peak_of(name, [one for one, _ in pairs], memory)


def divide(name: str, work: Sequence[Spent], floor: Sequence[Spent], limit: float) -> Row:
    """The ratio of the medians of two commands that ran by turns, and how it spreads."""
    spent, least = (median(one.seconds for one in side) for side in (work, floor))
    each = sorted(one.seconds / max(other.seconds, 0.001) for one, other in zip(work, floor, strict=True))
    note = f"{spent:.4g} s ÷ {least:.4g} s; {each[0]:.2f} to {each[-1]:.2f}"
    return Row(name, spent / max(least, 0.001), limit, note=note)


def peak_of(name: str, work: Sequence[Spent], limit: float) -> Row:
    """The most memory that the process of a command had."""
    return Row(f"memory: {name.partition(' ÷ ')[0]}", median(one.memory for one in work), limit, "MB")


def skip(name: str, limit: float) -> Row:
    """The row that says that the reference is not here."""
    return Row(name, 0, limit, note=f"skipped: {REFERENCE} is not in this clone", skipped=True)


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


def reference_python(reference: Path) -> Path:
    """The Python of the reference, with what its own lock file names; installed at the first call.

    It is lent the fonts that are here: else it would make no PDF, and have less to do.
    """
    made = reference / ".venv/.ready"
    python = reference / ".venv/bin/python"
    if not made.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(reference / ".venv")], check=True)
        lock = str(reference / "requirements/run.txt")
        words = [str(python), "-m", "pip", "install", "-qq", "--require-hashes", "--no-deps", "-r", lock]
        subprocess.run(words, check=True)
        made.touch()
    fonts = Path(sys.prefix) / "fonts"
    if fonts.is_dir():
        shutil.copytree(fonts, reference / ".venv/fonts", dirs_exist_ok=True)
    return python


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
