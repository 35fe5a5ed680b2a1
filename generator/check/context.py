"""Checking some files only: what else must be read for it, and which problems are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.check.corpus import check_corpus
from generator.model.problem import Place, Problem
from generator.read.corpus import read_corpus
from generator.read.tree import Entry, Tree


@dataclass(frozen=True, slots=True)
class _Near:
    """The part of a tree that is read."""

    tree: Tree
    found: tuple[Entry, ...]

    def entries(self) -> Sequence[Entry]:
        """The entries of the part."""
        return self.found

    def read(self, path: str) -> bytes:
        """The bytes of the whole tree's file."""
        return self.tree.read(path)


def check_paths(tree: Tree, paths: Iterable[str]) -> list[Problem]:
    """The problems of the files at `paths` (folders: of all files below); the others are read only as needed.

    A deduction needs the scheme of its year, the register, and the records beside it; an appraisal the first two.
    """
    wanted = [path.rstrip("/") for path in paths]
    entries = tree.entries()
    missing = [
        Problem(Place(path), "KH118", "没有这个文件", "请核对文件名和所在的文件夹。")
        for path in wanted
        if not any(_is_within(entry.path, path) for entry in entries)
    ]
    needed = tuple(prefix for path in wanted for prefix in _needed(path))
    near = tuple(entry for entry in entries if any(_is_within(entry.path, prefix) for prefix in needed))
    corpus, problems = read_corpus(_Near(tree, near))
    found = [*problems, *check_corpus(corpus)]
    return sorted([*missing, *(p for p in found if any(_is_within(p.place.file, path) for path in wanted))])


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def _needed(path: str) -> tuple[str, ...]:
    parts = path.split("/")
    folder = parts[1] if len(parts) > 1 else ""
    if folder in ("deductions", "appraisals") and len(parts) > 2:
        beside = "/".join(parts[:4]) if folder == "deductions" else path
        return (path, beside, f"data/schemes/{parts[2]}.yml", "data/units")
    if folder == "units":
        return ("data/units", "data/schemes")
    if folder == "schemes":
        return (path, "data/units")
    return ("data",)
