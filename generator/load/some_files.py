"""Checking some files only: what else must be read for it, and which problems are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.check.beginning import check_beginning
from generator.check.rules import RULES, check_corpus
from generator.check.scores import check_scores
from generator.model.place import (
    DATA,
    DATA_FOLDER,
    EXCEPTIONS_FILE,
    POINTS,
    SITE_FILE,
    find_place,
    folder_of,
    unit_file,
)
from generator.model.problem import Location, Problem, escape_text
from generator.model.unread import UNREAD, Unread
from generator.read.corpus_reader import read_corpus
from generator.read.tree import TreeEntry, WorkTree
from generator.rules.corpus import Corpus

_EXCEPTIONS = EXCEPTIONS_FILE  # what was looked at already, in whatever file
_SITE = SITE_FILE
_UNITS, _SCHEMES, _PUBLICATIONS = folder_of("unit"), folder_of("scheme"), folder_of("publication")
_AMENDMENTS = folder_of("amendment")
_REGISTERS = folder_of("register")
_POINTS = {folder_of(kind).removeprefix(DATA) for kind in POINTS}
_FEW = 20  # files of which it pays to look first which units they name


def check_paths(root: Path, paths: Iterable[str]) -> list[Problem]:
    """The problems of the files at `paths` (folders: of all files below); the others are read only as needed.

    A record of points needs the scheme of its year as amended, the units it names, and the records beside it; an
    appraisal the scheme, the register and the year's other appraisals. What shows only beside records of other
    folders, such as the same words under another item, is left to checking everything.
    """
    wanted = [DATA_FOLDER if path in (".", "") else path.rstrip("/") for path in paths]
    inside = [path for path in wanted if _is_within(path, DATA_FOLDER)]
    beside = [near for path in inside for near in _beside(path)]
    tree = WorkTree(root, [*beside, *_register_for(root, inside), *_linked_from(root, inside)])
    corpus, problems = read_corpus(tree)
    if _UNITS not in tree.paths:
        corpus = replace(corpus, unread=corpus.unread | _unasked(corpus))
    whole = (check_beginning, check_scores)  # they look at all that there is
    rules = RULES if DATA_FOLDER in tree.paths else [rule for rule in RULES if rule not in whole]
    found = [*problems, *check_corpus(_put_last(corpus.with_partial(), wanted), rules)]
    entries = WorkTree(root, inside).entries()
    missing = [problem for path in wanted for problem in _check_there(root, path, entries)]
    return sorted([*missing, *(problem for problem in found if concerns(problem.place.file, wanted))])


def _beside(path: str) -> tuple[str, ...]:
    """What is read to check `path`, the register of units left aside."""
    parts = path.split("/")
    folder = parts[1] if len(parts) > 1 else ""
    if (folder in _POINTS or folder == "appraisals") and len(parts) > 2:
        beside, year = "/".join(parts[:4] if folder in _POINTS else parts[:3]), parts[2][:4]
        rules = (f"{_SCHEMES}/{year}.yml", f"{_AMENDMENTS}/{year}", f"{folder_of('applies')}/{year}.yml")
        return (path, beside, *rules, _SITE, _EXCEPTIONS)
    if folder in ("units", "schemes"):
        return (path, _SCHEMES, _AMENDMENTS, _PUBLICATIONS, folder_of("withdrawal"), _SITE, _EXCEPTIONS)
    if folder == "site.yml":
        return (path, _SCHEMES, _AMENDMENTS, _PUBLICATIONS, _EXCEPTIONS)
    return (path, _SITE, _EXCEPTIONS) if folder == "committers.yml" else (DATA_FOLDER,)


def _register_for(root: Path, paths: Sequence[str]) -> list[str]:
    """The units that records of points at `paths` name, those that decide on their appeals among them, where they
    are few and all is well; else the whole register.
    """
    placed = [find_place(path) for path in paths]
    if len(paths) <= _FEW and all(found is not None and found.kind in POINTS for found in placed):
        alone, _ = read_corpus(WorkTree(root, [*paths, _SITE]))
        deciders = {record.appeal.decided_by for record in alone.deductions if record.appeal is not None}
        deciders -= {"", *(body.id for body in (alone.site.bodies if alone.site is not None else ()))}
        units = {r.unit for r in alone.deductions} | {r.charge.unit for r in alone.deductions if r.charge is not None}
        named = sorted({unit_file(name) for name in deciders | units})
        if len(alone.deductions) == len(paths) and len(WorkTree(root, named).entries()) == len(named):
            return named
    return [_UNITS]


def _linked_from(root: Path, paths: Sequence[str]) -> list[str]:
    """What is read where records of points at `paths` name entries of registers: all of these, and who else does."""
    placed = [place for path in paths if (place := find_place(path)) is not None and place.kind in POINTS]
    if not placed or not WorkTree(root, [_REGISTERS]).entries():
        return []
    alone, _ = read_corpus(WorkTree(root, paths))
    plans = [record.rectification for record in alone.deductions if record.rectification is not None]
    if any(record.found_in for record in alone.deductions) or any(plan.item for plan in plans):
        return [_REGISTERS, _UNITS, *sorted({folder_of(place.kind) for place in placed})]
    return []


def _unasked(corpus: Corpus) -> frozenset[str]:
    """The files of units that are named beside what is checked, and were not read."""
    whole = corpus.with_partial()
    named = [record.unit for record in whole.deductions]
    for scheme in whole.schemes.values():
        with suppress(Unread):
            named += [item.assessor for item in scheme.items.values()]
    found = {name for name in named if name is not UNREAD}
    return frozenset(unit_file(name) for name in found - whole.units.keys())


def _check_there(root: Path, path: str, entries: Sequence[TreeEntry]) -> Iterator[Problem]:
    """KH118 where there is nothing to check at `path`."""
    place = Location(escape_text(path, 200))
    if not _is_within(path, DATA_FOLDER) and (root / path).exists():
        yield Problem(place, "KH118", "不是数据文件，没有检查", f"数据文件都在 {DATA} 之下。", "warning")
    elif not any(_is_within(entry.path, path) for entry in entries):
        yield Problem(place, "KH118", "没有这个文件", f"请核对文件名和所在的文件夹；数据文件都在 {DATA} 之下。")


def _put_last(corpus: Corpus, wanted: Sequence[str]) -> Corpus:
    """The corpus with the wanted deductions after the others: of two records alike, the later has the problem."""
    ordered = sorted(corpus.deductions, key=lambda record: concerns(record.origin.file, wanted))
    return replace(corpus, deductions=tuple(ordered))


def concerns(file: str, wanted: Sequence[str]) -> bool:
    """Whether `file` is wanted, or a folder in which a wanted file lies and which is itself wrong."""
    return any(_is_within(file, path) or _is_within(path, file) for path in wanted)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")
