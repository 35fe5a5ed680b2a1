"""Samples of many years from one seed, each written by a program in its own form: the present or the reference."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, Command, kaohe, reference_python, unpack_reference

_DATA = """
import sys
from pathlib import Path
from generator.demo.district import Options, make_data
root, years, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for path, data in make_data(Options(years=years, deductions=number)).items():
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)
(root / "mkdocs.yml").touch()
"""
_DEMO = """
import sys
from pathlib import Path
try:
    from generator.demo.demo_project import make_demo
except ImportError:  # the reference
    from generator.demo.project import make_demo
from generator.demo.district import Options
make_demo(Path(sys.argv[1]), Options(years=int(sys.argv[2]), deductions=int(sys.argv[3])))
"""
_HISTORY = """
import sys
from pathlib import Path
from benchmarks.history import make_history
make_history(Path(sys.argv[1]), int(sys.argv[2]))
(Path(sys.argv[1]) / "mkdocs.yml").touch()
"""


@dataclass(frozen=True, slots=True)
class Size:
    """Years; deductions without a history, in all; commits of the long history; deductions of a published year."""

    years: int
    records: int
    commits: int
    published: int
    apart: int = 3_000
    runs: int = 5
    builds: int = 2  # runs of a whole build with nothing kept, which takes minutes


SIZES = {
    "small": Size(4, 3_000, 6_000, 100, 1_000, runs=3),
    "full": Size(10, 30_000, 40_000, 300),
    "large": Size(30, 90_000, 120_000, 300, builds=1),
}
_chosen = ["full"]


def choose(name: str) -> None:
    """From now on samples have this size."""
    _chosen[:] = [name]


def size() -> Size:
    """The size that was asked for."""
    return SIZES[_chosen[0]]


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be measured: its folder, and the Python with what it needs."""

    root: Path
    python: Path

    def kaohe(self, *words: str, **more: Any) -> Command:
        """One of its commands."""
        return kaohe(self.python, self.root, *words, **more)

    @property
    def prefix(self) -> Path:
        """Where its Python is installed, and what it renders is kept."""
        return self.python.parents[1]

    def forget_rendered(self, root: Path) -> None:
        """Throws away the documents and pictures that it keeps of the project at `root`."""
        for owner in self.prefix.glob("cache/*/*/project"):
            if owner.read_bytes() == os.fsencode(root.resolve()):
                shutil.rmtree(owner.parent)

    def write_data(self, folder: Path, years: int, number: int) -> Path:
        """A project of so many years without a history."""
        return self._run(_DATA, folder, years, number)

    def write_demo(self, folder: Path, years: int, number: int) -> Path:
        """The demonstration, published quarter by quarter."""
        return self._run(_DEMO, folder, years, number)

    def write_history(self, folder: Path, commits: int) -> Path:
        """One year with a long history, checked out."""
        self._run(_HISTORY, folder, commits)
        subprocess.run(["git", "-C", str(folder), "checkout", "-q", "main"], check=True)
        return folder

    def _run(self, code: str, folder: Path, *numbers: int) -> Path:
        environment = {**os.environ, "PYTHONPATH": str(self.root)}
        words = [str(self.python), "-c", code, str(folder), *map(str, numbers)]
        subprocess.run(words, check=True, cwd=self.root, env=environment, stdout=subprocess.DEVNULL)
        return folder


PRESENT = Program(ROOT, Path(sys.executable))


@cache
def reference() -> Program | None:
    """The program at the reference commit; None where this clone does not hold it."""
    root = unpack_reference()
    return None if root is None else Program(root, reference_python(root))


def note(text: str, number: int) -> str:
    """The text of a record with another note for the office alone, which moves nothing that was published."""
    return re.sub(r"^internal_note: .*\n", "", text, flags=re.MULTILINE) + f"internal_note: 第{number}次另记\n"


class Changing:
    """Another version of one record each time: `write` makes it of the first one and a number."""

    def __init__(self, path: Path, write: Callable[[str, int], str]) -> None:
        self.path, self.write, self.number = path, write, 0
        self.before = path.read_text()

    def __call__(self) -> None:
        """Writes the next version."""
        self.number += 1
        self.path.write_text(self.write(self.before, self.number))


def keep_year(whole: Path, alone: Path, year: int) -> Path:
    """A copy of a project with nothing but one year in its folders of years."""
    shutil.copytree(whole, alone, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    for path in sorted((alone / "data").glob("*/*"), reverse=True):
        name = path.stem[:4]
        if name.isdecimal() and len(name) == 4 and int(name) != year:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted((alone / "data/registers").glob("*/*")):
        if path.is_dir() and path.name != str(year):
            shutil.rmtree(path)
    return alone
