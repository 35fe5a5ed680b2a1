"""A tree of files becomes a corpus of records, with every problem of every file."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from generator.model.appraisal import Appraisal
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.origin import Node, Origin
from generator.model.problem import Place, Problem
from generator.model.publication import Correction, Publication
from generator.model.scheme import Scheme
from generator.model.unit import Committers, Site, Unit
from generator.read.layout import Due, FileKind, sort_entries
from generator.read.shape import INVALID, Sink, record_reader
from generator.read.text import MAX_BYTES, read_text
from generator.read.tree import Tree
from generator.read.yaml import parse_yaml

RECORDS: dict[FileKind, type] = {
    "site": Site,
    "committers": Committers,
    "scheme": Scheme,
    "unit": Unit,
    "deduction": Deduction,
    "appraisal": Appraisal,
    "publication": Publication,
    "correction": Correction,
}
MAX_PROBLEMS = 20
Reading = tuple[Any, tuple[Problem, ...]]
Cache = MutableMapping[tuple[str, str], Reading]


def read_corpus(
    tree: Tree, cache: Cache | None = None, wanted: Callable[[str], bool] | None = None
) -> tuple[Corpus, list[Problem]]:
    """All records of `tree` and all problems met, in order of file and place.

    With `cache`, a file whose git blob was read before at the same path is not read again.
    With `wanted`, only the files whose path it accepts are read.
    """
    due, problems = sort_entries([entry for entry in tree.entries() if wanted is None or wanted(entry.path)])
    records: dict[FileKind, list[Any]] = {kind: [] for kind in RECORDS}
    for found in due:
        if found.kind == "signers":
            continue
        record, noted = _read_due(tree, found, cache)
        problems.extend(noted)
        if record is not None:
            records[found.kind].append(record)
    return _assemble(records), sorted(problems)


def _read_due(tree: Tree, found: Due, cache: Cache | None) -> Reading:
    entry = found.entry
    if entry.size is not None and entry.size > MAX_BYTES:
        reason = f"文件有 {entry.size} 字节，超过上限 {MAX_BYTES} 字节"
        return None, (Problem(Place(entry.path), "KH104", reason, "请确认没有误放其他文件。"),)
    if cache is None or entry.blob is None:
        return read_record(entry.path, found.kind, found.ids, tree.read(entry.path))
    key = (entry.path, entry.blob)
    reading = cache.get(key)
    if reading is None:
        reading = cache[key] = read_record(entry.path, found.kind, found.ids, tree.read(entry.path))
    return reading


def read_record(path: str, kind: FileKind, ids: tuple[str, ...], data: bytes) -> Reading:
    """The record in one file, or None, and the file's problems (the first 20, then how many more)."""
    text = read_text(path, data)
    if isinstance(text, Problem):
        return None, (text,)
    node = parse_yaml(path, text)
    if isinstance(node, Problem):
        return None, (node,)
    sink = Sink(path, text)
    record = record_reader(RECORDS[kind])(node, sink, **_context(path, kind, ids, node))
    if record is not INVALID and kind == "scheme" and str(record.year) != ids[0]:
        sink.problems.append(
            Problem(
                record.origin.place("year"),
                "KH215",
                f"年度写的是 {record.year}，文件名是 {ids[0]}.yml",
                "两者应一致。",
            )
        )
        record = INVALID
    return None if record is INVALID else record, _shorten(path, sink.problems)


def _context(path: str, kind: FileKind, ids: tuple[str, ...], node: Node) -> dict[str, Any]:
    context: dict[str, Any] = {"origin": Origin(path, node)}
    if kind == "deduction":
        context.update(year=int(ids[0]), item=ids[1], id=ids[2])
    elif kind == "appraisal":
        context.update(year=int(ids[0]), unit=ids[1])
    elif kind in ("unit", "publication", "correction"):
        context.update(id=ids[0])
    return context


def _shorten(path: str, problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    rest = len(problems) - MAX_PROBLEMS
    more = Problem(Place(path), "KH299", f"这个文件还有 {rest} 处问题", "请先改正以上各处，再检查一次。")
    return (*sorted(problems)[:MAX_PROBLEMS], more)


def _assemble(records: dict[FileKind, list[Any]]) -> Corpus:
    registers = records["committers"]
    return Corpus(
        site=next(iter(records["site"]), None),
        schemes={scheme.year: scheme for scheme in records["scheme"]},
        units={unit.id: unit for unit in records["unit"]},
        deductions=tuple(records["deduction"]),
        appraisals=tuple(records["appraisal"]),
        publications={record.id: record for record in records["publication"]},
        corrections={record.id: record for record in records["correction"]},
        committers={entry.email: entry.office for register in registers for entry in register.committers},
    )
