"""Cases of data, good and bad: a base, the files that differ from it, and what `kaohe check` says of them.

A case is a folder of `tests/cases/valid/` or `tests/cases/invalid/`:

    data/…         files laid over those of the base
    content/…      texts of the project, notices among them
    before/data/…  files laid over those of the base to make the state that a proposal starts from
    spec.txt       one step a line, as JSON, for what cannot be kept in a repository; `#` begins a comment
    expected.txt   what `kaohe check` prints

Steps: ["base", NAME], ["register", ID], ["remove", PATH], ["file", PATH, TEXT, TIMES], ["bytes", PATH, HEX],
["symlink", PATH, TARGET], ["fifo", PATH], ["folder", PATH], ["folders", PATH, NAME, DEPTH], ["office", UNIT].
Text and paths may hold lone surrogates for bytes that are no UTF-8. "register" adds to the base a register of the
notice as it is shipped, with the notice, the units, the scheme and the days off of the sample.

`python -m tests.check.cases NAME…` writes `expected.txt` of these cases anew, and of those without one; `--all` that
of every case. What is written is to be read before it is kept.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.acts.check_act import read_lines
from generator.change.renames import compare_blobs
from generator.check.file_names import raise_new
from generator.check.merge_attribute import check_merge_attributes
from generator.check.proposal_rules import check_change
from generator.demo.demo_project import project_files
from generator.demo.district import Options, make_data
from generator.load.project import load
from generator.model.problem import Problem
from generator.read.content import read_content
from generator.read.corpus_reader import read_corpus
from generator.read.tree import Tree, WorkTree
from generator.words.problem_list import list_problems

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of cases and its steps."""

    folder: Path
    steps: tuple[tuple[Any, ...], ...]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def expected(self) -> str:
        return (self.folder / "expected.txt").read_text("utf-8")

    def named(self, step: str) -> list[tuple[Any, ...]]:
        """The arguments of the steps of this name."""
        return [arguments for name, *arguments in self.steps if name == step]  # type: ignore[misc]


@cache
def list_cases(kind: str) -> list[Case]:
    """The cases of `valid` or `invalid` in order of name."""
    return [read_case(folder) for folder in sorted((CASES / kind).iterdir()) if folder.is_dir()]


def read_case(folder: Path) -> Case:
    """The case in `folder`."""
    spec = folder / "spec.txt"
    lines = spec.read_text("utf-8").splitlines() if spec.exists() else []
    return Case(folder, tuple(tuple(json.loads(line)) for line in lines if line and not line.startswith("#")))


def lay_out(case: Case, root: Path) -> Path:
    """Makes the project of the case below `root`."""
    for path, data in files_of(case).items():
        _write(root, path, data)
    for name, *arguments in case.steps:
        if name in ON_DISK:
            ON_DISK[name](root, *arguments)
    return root


def lay_out_before(case: Case, root: Path) -> Path:
    """Makes the project from which the proposal of the case starts."""
    for path, data in {**_base_of(case), **_laid_over(case.folder / "before", "data")}.items():
        _write(root, path, data)
    return root


class Bench:
    """Lays out one case after the other in one folder: what a case has in common with the one before stays there.

    For who looks and changes nothing. Of a case that needs more than files, a folder of its own is made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lying: dict[str, bytes] = {}

    def lay(self, case: Case) -> Path:
        """The folder in which this case lies, until the next one does."""
        if any(name in ON_DISK for name, *_ in case.steps):
            return lay_out(case, Path(tempfile.mkdtemp(dir=self._folder)))
        root, wanted = self._folder / "shared", files_of(case)
        for path in self._lying.keys() - wanted.keys():
            place = _place(root, path)
            os.unlink(place)
            with suppress(OSError):  # others lie there still
                os.removedirs(os.path.dirname(place))
        for path, data in wanted.items():
            if self._lying.get(path) != data:
                _write(root, path, data)
        self._lying = wanted
        return root


def files_of(case: Case) -> dict[str, bytes]:
    """Path -> bytes of the files of the project of the case."""
    files = {**_base_of(case), **_laid_over(case.folder, "data"), **_laid_over(case.folder, "content")}
    for name, *arguments in case.steps:
        if name in STEPS:
            STEPS[name](files, *arguments)
    return files


def _base_of(case: Case) -> dict[str, bytes]:
    base = next((name for (name,) in case.named("base")), "minimal")
    files = {**_base(base)}
    for (register,) in case.named("register"):
        files |= shipped_around(register)
    return files


@cache
def _base(name: str) -> dict[str, bytes]:
    return _laid_over(CASES / "base" / name, ".")


def _laid_over(folder: Path, part: str) -> dict[str, bytes]:
    found = sorted(path for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@cache
def _small_sample() -> dict[str, bytes]:
    return {**project_files(), **make_data(Options(units=12, deductions=0))}


def shipped_around(register: str) -> dict[str, bytes]:
    """The declaration of a register of the sample district, and what its entries are judged by."""
    made = _small_sample()
    kept = ("content/notice/", "data/units/", "data/schemes/", "data/holidays/", f"data/registers/{register}.yml")
    found = {path: data for path, data in made.items() if path.startswith(kept)}
    assert f"data/registers/{register}.yml" in found
    return found


def _place(root: Path, path: str) -> bytes:
    """The file system's name of `path`, its folder made; surrogates stand for bytes."""
    place = os.path.join(os.fsencode(root), os.fsencode(path))
    os.makedirs(os.path.dirname(place), exist_ok=True)
    return place


def _write(root: Path, path: str, data: bytes) -> None:
    with open(_place(root, path), "wb") as file:
        file.write(data)


def _link(root: Path, path: str, target: str) -> None:
    os.symlink(target, _place(root, path))


def _fifo(root: Path, path: str) -> None:
    os.mkfifo(_place(root, path))


def _folder(root: Path, path: str) -> None:
    (root / path).mkdir()


def _remove(files: dict[str, bytes], path: str) -> None:
    gone = [found for found in files if found == path or found.startswith(path + "/")]
    assert gone, path
    for found in gone:
        del files[found]


def _file(files: dict[str, bytes], path: str, text: str, times: int = 1) -> None:
    files[path] = (text * times).encode("utf-8", "surrogateescape")


def _bytes(files: dict[str, bytes], path: str, digits: str) -> None:
    files[path] = bytes.fromhex(digits)


def _folders(files: dict[str, bytes], path: str, name: str, depth: int) -> None:
    """A file at the end of `depth` folders, each in the one before."""
    _file(files, path + f"/{name}" * depth + "/x.yml", "a: 1\n")


STEPS: dict[str, Callable[..., None]] = {"remove": _remove, "file": _file, "bytes": _bytes, "folders": _folders}
ON_DISK: dict[str, Callable[..., None]] = {"symlink": _link, "fifo": _fifo, "folder": _folder}


def report_case(case: Case, folder: Path) -> str:
    """What checking the case says, as `kaohe check` would print it; it is laid out below `folder`."""
    return report_laid(case, lay_out(case, folder / "head"), folder)


def report_laid(case: Case, root: Path, folder: Path) -> str:
    """What checking the case says that lies at `root`; from what a proposal starts is laid out below `folder`."""
    tree = WorkTree(root)
    project = load(tree, texts=read_content(tree.root))
    problems = list(project.problems)
    problems += check_merge_attributes(tree.root, lambda: [entry.path for entry in tree.entries()])
    if (case.folder / "before").exists():
        before = WorkTree(lay_out_before(case, folder / "before"))
        office = next((unit for (unit,) in case.named("office")), "")
        blobs = _blobs(before)
        change = compare_blobs(blobs, _blobs(tree))
        told = check_change(read_corpus(before)[0], project.corpus, change, office)
        problems = [*raise_new(problems, blobs, {problem.place for problem in told}), *told]
    return print_problems(tree, sorted(problems))


def _blobs(tree: WorkTree) -> dict[str, str]:
    return {entry.path: tree.read(entry.path).hex() for entry in tree.entries() if entry.kind == "file"}


def print_problems(tree: Tree, problems: Sequence[Problem]) -> str:
    """The problems with their lines quoted, of very many the first of each kind."""
    return "".join(list_problems(problems, read_lines(tree)))


def rewrite(names: Sequence[str]) -> None:
    """Writes `expected.txt` of the cases named, with `--all` of every case, and of those that have none.

    What has become another text is printed.
    """
    for case in [*list_cases("invalid"), *list_cases("valid")]:
        path = case.folder / "expected.txt"
        if case.name in names or "--all" in names or not path.exists():
            with tempfile.TemporaryDirectory() as folder:
                said = report_case(case, Path(folder))
            if not path.exists() or path.read_bytes() != said.encode("utf-8"):
                path.write_bytes(said.encode("utf-8"))
                sys.stdout.write(f"== {case.name}\n{said}")


if __name__ == "__main__":
    rewrite(sys.argv[1:])
