"""A tree of files becomes a corpus of records, with every problem of every file."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from generator.model.appraisal import Appraisal
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.holidays import Holidays
from generator.model.origin import Mapping, Node, Origin, Scalar
from generator.model.problem import Place, Problem
from generator.model.publication import Chain, Correction, Publication, Withdrawal
from generator.model.redaction import Redaction
from generator.model.scheme import Scheme
from generator.model.unit import Committers, Site, Unit
from generator.read.layout import UNREADABLE, Due, FileKind, sort_entries
from generator.read.names import collect_names
from generator.read.shape import INVALID, record_reader
from generator.read.sink import MAX_PROBLEMS, NO_NAMES, Enough, Names, Sink
from generator.read.text import check_size, read_text
from generator.read.tree import Tree
from generator.read.yaml import parse_yaml

RECORDS: dict[FileKind, type] = {
    "site": Site,
    "committers": Committers,
    "scheme": Scheme,
    "holidays": Holidays,
    "unit": Unit,
    "deduction": Deduction,
    "appraisal": Appraisal,
    "publication": Publication,
    "chain": Chain,
    "withdrawal": Withdrawal,
    "correction": Correction,
    "redaction": Redaction,
}
SHOWN_PROBLEMS = 8  # of one file; what is printed of a file stays within a screen or two, whatever is in it
Reading = tuple[Any, tuple[Problem, ...]]
Cache = MutableMapping[tuple[str, str], Reading]
_NAMED_FIRST = ("unit", "scheme")  # what the other files refer to


def read_corpus(
    tree: Tree, cache: Cache | None = None, wanted: Callable[[str], bool] | None = None
) -> tuple[Corpus, list[Problem]]:
    """All records of `tree` and all problems met, in order of file and place.

    With `cache`, a file whose git blob was read before at the same path is not read again.
    With `wanted`, only the files whose path it accepts are read.
    """
    due, problems = sort_entries([entry for entry in tree.entries() if wanted is None or wanted(entry.path)])
    records: dict[FileKind, list[Any]] = {kind: [] for kind in RECORDS}
    names = NO_NAMES
    unread = []
    for found in sorted(due, key=lambda found: found.kind not in _NAMED_FIRST):
        if found.kind == "signers":
            continue
        if names is NO_NAMES and found.kind not in _NAMED_FIRST:
            names = collect_names(records["unit"], records["scheme"])
        record, noted = _read_due(tree, found, cache, names)
        problems.extend(noted)
        if record is None:
            unread.append(found.entry.path)
        else:
            records[found.kind].append(record)
    return _assemble(records, frozenset(unread)), sorted(problems)


def _read_due(tree: Tree, found: Due, cache: Cache | None, names: Names) -> Reading:
    entry = found.entry
    too_large = None if entry.size is None else check_size(entry.path, entry.size)
    if too_large:
        return None, (too_large,)
    if cache is None or entry.blob is None:
        return _read_bytes(tree, found, names)
    key = (entry.path, entry.blob)
    reading = cache.get(key)
    if reading is None:
        reading = cache[key] = _read_bytes(tree, found, names)
    return reading


def _read_bytes(tree: Tree, found: Due, names: Names) -> Reading:
    path = found.entry.path
    try:
        data = tree.read(path)
    except OSError:
        return None, (Problem(Place(path), *UNREADABLE),)
    return read_record(path, found.kind, found.ids, data, names)


def read_record(path: str, kind: FileKind, ids: tuple[str, ...], data: bytes, names: Names = NO_NAMES) -> Reading:
    """The record in one file, or None, and the file's problems (the first few, then how many more).

    With `names`, a Chinese name written in place of an id is answered with the id.
    """
    text = read_text(path, data)
    if isinstance(text, Problem):
        return None, (text,)
    node = parse_yaml(path, text)
    if isinstance(node, Problem):
        return None, (node,)
    sink = Sink(path, text, names)
    try:
        record = record_reader(RECORDS[kind])(node, sink, **_context(path, kind, ids, node))
    except Enough:
        return None, shorten_problems(sink.problems)
    if kind == "deduction" and sink.problems:
        _state_points(node, ids, sink)
    if record is not INVALID and kind == "scheme" and str(record.year) != ids[0]:
        message = f"年度写的是 {record.year}，文件名是 {ids[0]}.yml"
        return None, (Problem(record.origin.place("year"), "KH215", message, "两者应一致。"),)
    return None if record is INVALID else record, shorten_problems(sink.problems)


def _state_points(node: Node, ids: tuple[str, ...], sink: Sink) -> None:
    """Lets KH207 on the points of a deduction say what its standard deducts, where the standard is known."""
    entries = node.entries if isinstance(node, Mapping) else {}
    points, standard = entries.get("points"), entries.get("standard")
    if not isinstance(points, Scalar) or not isinstance(standard, Scalar):
        return
    stated = sink.find_id("standard", "/".join((*ids[:2], standard.value)))
    for at, problem in enumerate(sink.problems):
        if stated and problem.code == "KH207" and problem.place == Place(sink.file, points.line, points.column):
            hint = f"{stated}，不写负号。" if points.value.startswith("-") else f"{stated}。"
            sink.problems[at] = replace(problem, hint=hint)


def shorten_problems(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems of one file in order of place; of many, some, errors before reminders, and how many there are."""
    rest = len(problems) - SHOWN_PROBLEMS
    if rest <= 0:
        return tuple(sorted(problems))
    ordered = sorted(problems, key=lambda problem: (problem.severity != "error", problem))
    number = f"{'至少' if len(problems) >= MAX_PROBLEMS else ''}有 {len(problems)} 处问题"
    place, hint = Place(problems[0].place.file), "请先改正以下各处，再检查一次。"
    words = f"这个文件{number}，只列出 {SHOWN_PROBLEMS} 处"
    more = Problem(place, "KH299", words, hint, ordered[SHOWN_PROBLEMS].severity)
    return (more, *sorted(ordered[:SHOWN_PROBLEMS]))


def _context(path: str, kind: FileKind, ids: tuple[str, ...], node: Node) -> dict[str, Any]:
    context: dict[str, Any] = {"origin": Origin(path, node)}
    if kind == "deduction":
        context.update(year=int(ids[0]), item=ids[1], id=ids[2])
    elif kind == "appraisal":
        context.update(year=int(ids[0]), unit=ids[1])
    elif kind in ("unit", "publication", "correction", "redaction"):
        context.update(id=ids[0])
    elif kind == "withdrawal":
        context.update(publication=ids[0])
    elif kind == "holidays":
        context.update(year=int(ids[0]))
    return context


def _assemble(records: dict[FileKind, list[Any]], unread: frozenset[str]) -> Corpus:
    registers = records["committers"]
    return Corpus(
        site=next(iter(records["site"]), None),
        schemes=_by_key(records["scheme"], "year"),
        units=_by_key(records["unit"], "id"),
        deductions=tuple(records["deduction"]),
        appraisals=tuple(records["appraisal"]),
        publications=_by_key(records["publication"], "id"),
        chain=next(iter(records["chain"]), None),
        withdrawals=_by_key(records["withdrawal"], "publication"),
        corrections=_by_key(records["correction"], "id"),
        redactions=_by_key(records["redaction"], "id"),
        holidays=_by_key(records["holidays"], "year"),
        committers={entry.email: entry.office for register in registers for entry in register.committers},
        unread=unread,
    )


def _by_key(records: list[Any], key: str) -> dict[Any, Any]:
    """The records in order of their key, which is not always that of their paths: `a-b.yml` comes before `a.yml`."""
    return {getattr(record, key): record for record in sorted(records, key=attrgetter(key))}
