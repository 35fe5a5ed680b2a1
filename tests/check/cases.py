"""Cases of data, good and bad: a base, the files that differ from it, and what `kaohe check` says of them.

A case is a folder of `tests/cases/valid/` or `tests/cases/invalid/`:

    data/…         files laid over those of the base
    content/…      texts of the project, notices among them
    before/data/…  files laid over those of the base to make the state that a proposal starts from
    spec.txt       one step a line, as JSON, for what cannot be kept in a repository; `#` begins a comment
    expected.txt   what `kaohe check` prints

Steps: ["base", NAME], ["register", ID], ["remove", PATH], ["file", PATH, TEXT, TIMES], ["bytes", PATH, HEX],
["symlink", PATH, TARGET], ["fifo", PATH], ["folders", PATH, NAME, DEPTH], ["office", UNIT]. Text and paths may hold
lone surrogates for bytes that are no UTF-8. "register" adds to the base a register of the notice as it is shipped,
with the notice, the units, the scheme and the days off of the sample.

`python -m tests.check.cases NAME…` writes `expected.txt` of these cases anew, and of those without one; `--all` that
of every case. What is written is to be read before it is kept.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
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
    _copy_base(case, root)
    for part in ("data", "content"):
        _copy(case.folder / part, root / part)
    for name, *arguments in case.steps:
        if name in STEPS:
            STEPS[name](root, *arguments)
    return root


def lay_out_before(case: Case, root: Path) -> Path:
    """Makes the project from which the proposal of the case starts."""
    _copy_base(case, root)
    _copy(case.folder / "before" / "data", root / "data")
    return root


def _copy_base(case: Case, root: Path) -> None:
    base = next((name for (name,) in case.named("base")), "minimal")
    _copy(CASES / "base" / base, root)
    for (register,) in case.named("register"):
        for path, data in shipped_around(register).items():
            _bytes(root, path, data.hex())


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


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)


def _place(root: Path, path: str) -> bytes:
    """The file system's name of `path`, its folder made; surrogates stand for bytes."""
    place = os.path.join(os.fsencode(root), os.fsencode(path))
    os.makedirs(os.path.dirname(place), exist_ok=True)
    return place


def _remove(root: Path, path: str) -> None:
    target = root / path
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def _write(root: Path, path: str, text: str, times: int = 1) -> None:
    _bytes(root, path, (text * times).encode("utf-8", "surrogateescape").hex())


def _bytes(root: Path, path: str, digits: str) -> None:
    with open(_place(root, path), "wb") as file:
        file.write(bytes.fromhex(digits))


def _link(root: Path, path: str, target: str) -> None:
    os.symlink(target, _place(root, path))


def _fifo(root: Path, path: str) -> None:
    os.mkfifo(_place(root, path))


def _folders(root: Path, path: str, name: str, depth: int) -> None:
    """A file at the end of `depth` folders, each in the one before."""
    _write(root, path + f"/{name}" * depth + "/x.yml", "a: 1\n")


STEPS: dict[str, Callable[..., None]] = {
    "remove": _remove,
    "file": _write,
    "bytes": _bytes,
    "symlink": _link,
    "fifo": _fifo,
    "folders": _folders,
}


def report_case(case: Case, folder: Path) -> str:
    """What checking the case says, as `kaohe check` would print it."""
    tree = WorkTree(lay_out(case, folder / "head"))
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
