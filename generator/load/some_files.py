"""Checking some files only: what else must be read for it, and which problems are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.check.point_rules import check_points_among
from generator.model.deduction import Deduction
from generator.model.place import (
    DATA,
    DATA_FOLDER,
    EXCEPTIONS_FILE,
    POINTS,
    SITE_FILE,
    folder_of,
    kind_at,
    unit_file,
)
from generator.model.problem import Location, Problem, escape_text
from generator.model.unread import UNREAD, Unread, is_there
from generator.read.corpus_reader import read_corpus
from generator.read.text import check_size
from generator.read.tree import TreeEntry, WorkTree
from generator.rules.corpus import Corpus

_EXCEPTIONS = EXCEPTIONS_FILE  # what was looked at already, in whatever file
_SITE = SITE_FILE
_UNITS, _SCHEMES, _PUBLICATIONS = folder_of("unit"), folder_of("scheme"), folder_of("publication")
_AMENDMENTS = folder_of("amendment")
_REGISTERS = folder_of("register")
_DAYS_OFF = folder_of("holidays")
_POINTS = {folder_of(kind).removeprefix(DATA) for kind in POINTS}
_FEW = 20  # files of which it pays to look first what they name
_OF_FOLDERS = ("KH304", "KH507")  # what looks at every name in a folder, or counts what lies in it


def check_paths(root: Path, paths: Iterable[str]) -> list[Problem]:
    """The problems of the files at `paths` (folders: of all files below); the others are read only as needed.

    A record of points needs the scheme of its year as amended, the units it names, the days off from which its terms
    are counted, and of the records beside it those that could be about the same; an appraisal the scheme, the
    register and the year's other appraisals. What shows only beside records of other folders, such as the same words
    under another item, is left to checking everything.
    """
    wanted = [DATA_FOLDER if path in (".", "") else path.rstrip("/") for path in paths]
    inside = [path for path in wanted if _is_within(path, DATA_FOLDER)]
    few = _read_few(root, inside)
    found = _check_in(_tree_of(root, inside, few), inside, wanted)
    if few is not None and any(problem.code in _OF_FOLDERS for problem in found):
        found = _check_in(_tree_of(root, inside, None), inside, wanted)
    entries = WorkTree(root, inside).entries()
    missing = [problem for path in wanted for problem in _check_there(root, path, entries)]
    return sorted([*missing, *found])


def _check_in(tree: WorkTree, inside: Sequence[str], wanted: Sequence[str]) -> list[Problem]:
    """The problems of what is wanted, beside the other files of `tree`."""
    corpus, problems = read_corpus(tree)
    if _UNITS not in tree.paths:
        corpus = replace(corpus, unread=corpus.unread | _unasked(corpus))
    whole = _put_last(corpus.with_partial(), wanted)
    if all(map(_is_of_points, inside)) and _REGISTERS not in tree.paths:
        found = check_points_among(whole, lambda file: concerns(file, wanted))
    else:
        found = _judge_all(whole, DATA_FOLDER in tree.paths)
    return [problem for problem in [*problems, *found] if concerns(problem.place.file, wanted)]


def _judge_all(corpus: Corpus, is_all: bool) -> list[Problem]:
    """What all rules find; unless it is all that there is, without those that look at all that there is."""
    from generator.check.beginning import check_beginning
    from generator.check.rules import RULES, check_corpus
    from generator.check.scores import check_scores

    left = () if is_all else (check_beginning, check_scores)
    return check_corpus(corpus, [rule for rule in RULES if rule not in left])


def _tree_of(root: Path, paths: Sequence[str], few: Corpus | None) -> WorkTree:
    """What is read to check `paths`, which are those of the records of points in `few`, unless it is None."""
    if few is not None:
        rules = [rule for record in few.deductions for rule in _rules_of(str(record.year))]
        near = [*_alike(root, few), *_units_of(root, few), *_days_for(few), *_linked(root, few)]
        return WorkTree(root, [*paths, *rules, *near])
    beside = [near for path in paths for near in _beside(path)]
    points = list(filter(_is_of_points, paths))
    links = _linked(root, read_corpus(WorkTree(root, points))[0]) if points else []
    return WorkTree(root, [*paths, *beside, _UNITS, *links])


def _is_of_points(path: str) -> bool:
    return kind_at(path) in POINTS


def _read_few(root: Path, paths: Sequence[str]) -> Corpus | None:
    """The records of points at `paths`, with the site; None unless these are few, nothing else, and all is well."""
    if not 0 < len(paths) <= _FEW or not all(map(_is_of_points, paths)):
        return None
    found, _ = read_corpus(WorkTree(root, [*paths, _SITE]))
    return found if len(found.deductions) == len(paths) else None


def _beside(path: str) -> tuple[str, ...]:
    """What is read beside `path` to check it, the register of units left aside."""
    parts = path.split("/")
    folder = parts[1] if len(parts) > 1 else ""
    if (folder in _POINTS or folder == "appraisals") and len(parts) > 2:
        return ("/".join(parts[:4] if folder in _POINTS else parts[:3]), *_rules_of(parts[2][:4]), _DAYS_OFF)
    if folder in ("units", "schemes"):
        return (_SCHEMES, _AMENDMENTS, _PUBLICATIONS, folder_of("withdrawal"), _SITE, _EXCEPTIONS)
    if folder == "site.yml":
        return (_SCHEMES, _AMENDMENTS, _PUBLICATIONS, _EXCEPTIONS)
    return (_SITE, _EXCEPTIONS) if folder == "committers.yml" else (DATA_FOLDER,)


def _rules_of(year: str) -> tuple[str, ...]:
    """The files by which the records of a year are judged."""
    scheme, amendments = f"{_SCHEMES}/{year}.yml", f"{_AMENDMENTS}/{year}"
    return (scheme, amendments, f"{folder_of('applies')}/{year}.yml", _SITE, _EXCEPTIONS)


def _alike(root: Path, few: Corpus) -> list[str]:
    """The files in the folders of a few records that could be about the same, or show the same evidence.

    They tell of it in the same letters: the id of the unit, a digest, the number of a decision.
    """
    told = {record.unit.encode() for record in few.deductions}
    told |= {evidence.sha256.encode() for record in few.deductions for evidence in record.evidence}
    told |= {record.appeal.document.encode() for record in few.deductions if record.appeal is not None}
    tree = WorkTree(root, sorted({record.path.rpartition("/")[0] for record in few.deductions}))
    return [entry.path for entry in tree.entries() if _holds(tree, entry, told - {b""})]


def _holds(tree: WorkTree, entry: TreeEntry, told: Iterable[bytes]) -> bool:
    """Whether any of these words stands in a file; of what is not read anyway it does not."""
    if entry.kind != "file" or entry.size is None or check_size(entry.path, entry.size):
        return False
    with suppress(OSError):
        data = tree.read(entry.path)
        return any(words in data for words in told)
    return False


def _units_of(root: Path, few: Corpus) -> list[str]:
    """The units that a few records name, those that decide on their appeals among them; if one is missing, all."""
    deciders = {record.appeal.decided_by for record in few.deductions if record.appeal is not None}
    deciders -= {"", *(body.id for body in (few.site.bodies if few.site is not None else ()))}
    units = {r.unit for r in few.deductions} | {r.charge.unit for r in few.deductions if r.charge is not None}
    named = sorted({unit_file(name) for name in deciders | units})
    return named if len(WorkTree(root, named).entries()) == len(named) else [_UNITS]


def _days_for(few: Corpus) -> list[str]:
    """The days off, where a few records tell of a reply or an appeal: their terms may be counted in working days."""
    return [_DAYS_OFF] if any(record.reply or record.appeal for record in few.deductions) else []


def _linked(root: Path, read: Corpus) -> list[str]:
    """What is read where records of points name entries of registers: all of these, and who else does."""
    records = read.with_partial().deductions
    if not any(map(_names_entries, records)) or not WorkTree(root, [_REGISTERS]).entries():
        return []
    return [_REGISTERS, _UNITS, *sorted({folder_of(record.KIND) for record in records})]


def _names_entries(record: Deduction) -> bool:
    """Whether a record names entries of registers, as far as it could be read."""
    plan = record.rectification
    is_put_right = is_there(plan) and is_there(plan.item) and bool(plan.item)
    return is_put_right or (is_there(record.found_in) and bool(record.found_in))


def _unasked(corpus: Corpus) -> frozenset[str]:
    """The files of units that are named beside what is checked, and were not read."""
    whole = corpus.with_partial()
    named = [record.unit for record in whole.deductions]
    named += [record.appeal.decided_by for record in whole.deductions if is_there(record.appeal)]
    for scheme in whole.schemes.values():
        with suppress(Unread):
            named += [scheme.appeals.to] if scheme.appeals is not None else []
            named += [item.assessor for item in scheme.items.values()]
    found = {name for name in named if name is not UNREAD and name}
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
