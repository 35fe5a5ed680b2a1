"""Checking some files only: what else must be read for it, and which problems are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.check.corpus import check_corpus
from generator.model.corpus import Corpus
from generator.model.problem import Place, Problem, escape_text
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

    A deduction needs the scheme of its year, the register, and the records beside it; an appraisal the first two
    and the year's other appraisals.
    """
    wanted = ["data" if path in (".", "") else path.rstrip("/") for path in paths]
    entries = tree.entries()
    missing = [problem for path in wanted for problem in _check_there(path, entries)]
    needed = tuple(prefix for path in wanted for prefix in _needed(path))
    near = tuple(entry for entry in entries if any(_is_within(entry.path, prefix) for prefix in needed))
    corpus, problems = read_corpus(_Near(tree, near))
    found = [*problems, *check_corpus(_put_last(corpus, wanted))]
    return sorted([*missing, *(problem for problem in found if _concerns(problem.place.file, wanted))])


def _check_there(path: str, entries: Sequence[Entry]) -> Iterator[Problem]:
    """KH118 where there is nothing to check at `path`."""
    place = Place(escape_text(path, 200))
    if not _is_within(path, "data"):
        yield Problem(place, "KH118", "不是数据文件，没有检查", "数据文件都在 data/ 之下。", "warning")
    elif not any(_is_within(entry.path, path) for entry in entries):
        yield Problem(place, "KH118", "没有这个文件", "请核对文件名和所在的文件夹。")


def _put_last(corpus: Corpus, wanted: Sequence[str]) -> Corpus:
    """The corpus with the wanted deductions after the others: of two records alike, the later has the problem."""
    ordered = sorted(corpus.deductions, key=lambda record: _concerns(record.path, wanted))
    return replace(corpus, deductions=tuple(ordered))


def _concerns(file: str, wanted: Sequence[str]) -> bool:
    """Whether `file` is wanted, or a folder in which a wanted file lies and which is itself wrong."""
    return any(_is_within(file, path) or _is_within(path, file) for path in wanted)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def _needed(path: str) -> tuple[str, ...]:
    parts = path.split("/")
    folder = parts[1] if len(parts) > 1 else ""
    if folder in ("deductions", "appraisals") and len(parts) > 2:
        beside = "/".join(parts[:4] if folder == "deductions" else parts[:3])
        return (path, beside, f"data/schemes/{parts[2]}.yml", "data/units")
    if folder == "units":
        return ("data/units", "data/schemes")
    if folder == "schemes":
        return (path, "data/units")
    return ("data",)
