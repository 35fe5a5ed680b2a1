"""One data file becomes a record, or problems and what could be read in spite of them."""

from __future__ import annotations

from collections.abc import Collection, MutableMapping, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generator.model.deduction import Deduction
from generator.model.origin import Mapping, Node, Origin, Scalar
from generator.model.place import BY_ITEM, BY_YEAR, POINTS, FileKind, Place
from generator.model.problem import Location, Problem
from generator.model.unread import UNREAD, Unread
from generator.read.conflict import find_conflict
from generator.read.names import NO_NAMES, Names, state_points
from generator.read.shape import record_reader
from generator.read.sink import MAX_PROBLEMS, Sink, TooManyProblems
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text
from generator.rules.record_classes import RECORDS
from generator.rules.scheme import Scheme

if TYPE_CHECKING:
    from generator.model.register_rule import RegisterRule

_BY_ID: tuple[FileKind, ...] = (
    "mapping",
    "import",
    "amendment",
    "unit",
    "register",
    "entry",
    "tally",
    "publication",
    "correction",
    "redaction",
    "district",
)


class FileReading(NamedTuple):
    """What one file gave: `record` where there was no problem, else `partial`, what could be read, if anything.

    `partial` has UNREAD for what could not be read, and what was plainly meant for what was only spelt wrongly. It is
    for checks alone.
    """

    record: Any
    problems: tuple[Problem, ...] = ()
    partial: Any = None


Cache = MutableMapping["Version", FileReading]
Version = tuple[str, ...]  # of a file: its path and blob; of an entry also the blob of its declaration
Registers: TypeAlias = "MappingOf[str, RegisterRule]"


def read_record(
    path: str,
    place: Place,
    data: bytes,
    names: Names = NO_NAMES,
    masked: Collection[str] = (),
    registers: Registers | None = None,
    late: bool = False,
) -> FileReading:
    """What the file at `path`, as one that is due at `place`, gives with these bytes; `masked` fields are redacted.

    With `names`, a Chinese name written in place of an id is answered with the id. An entry is read by the
    declaration in `registers`; without one it gives nothing and no problem. A deduction, an appraisal or a
    publication laid out as the program writes it is read at a glance, with the same outcome. Of a record that is read
    `late`, the places are looked up in its text when one is asked for, which takes a tenth of the memory.
    """
    glanced = None if masked else _glance(path, place, data, names)
    if glanced is not None:
        return FileReading(glanced)
    found = read_closely(path, place, data, names, masked, registers)
    if not late or masked or found.record is None:
        return found
    from generator.read.glance import LateOrigin

    return FileReading(replace(found.record, origin=LateOrigin(path, data)))


def _glance(path: str, place: Place, data: bytes, names: Names) -> Any:
    """The record of a file that can be read at a glance; None of any other. What is needed is imported with it."""
    if place.kind == "deduction":
        from generator.read.glance import glance_record

        return glance_record(path, place, data)
    if place.kind == "appraisal":
        from generator.read.tally_glance import glance_appraisal

        return glance_appraisal(path, place, data)
    if place.kind == "publication":
        from generator.read.publication_glance import glance_publication

        return glance_publication(path, data, lambda short: read_closely(path, place, short, names).record)
    return None


def read_closely(
    path: str,
    place: Place,
    data: bytes,
    names: Names = NO_NAMES,
    masked: Collection[str] = (),
    registers: Registers | None = None,
) -> FileReading:
    """As `read_record`, by the reader proper, whatever the layout of the file."""
    record_class = record_type(place, registers)
    if record_class is None:
        return FileReading(None)
    text = read_text(path, data)
    if isinstance(text, str) and (conflict := find_conflict(path, text)):
        return FileReading(None, (conflict,))
    node = parse_yaml(path, text) if isinstance(text, str) else text
    if isinstance(text, Problem) or isinstance(node, Problem):
        return _read_mended(path, place, record_class, data, names, masked)
    record_class = _type_on(place, registers, node) or record_class
    if masked:
        from generator.read.masking import mask_node

        mask_node(node, place.kind, record_class, masked)
    sink = Sink(path, text, names, "/".join(place.ids[:2]))
    record = _read_node(path, place, record_class, node, sink)
    problems = tuple(sorted(sink.problems))
    wide = [problem for problem in problems if problem.code == "KH109"]
    if wide:
        return _read_mended(path, place, record_class, data, names, masked, wide)
    return FileReading(None, problems, record) if problems else FileReading(record)


def read_node(
    path: str, place: Place, node: Mapping, names: Names = NO_NAMES, registers: Registers | None = None
) -> FileReading:
    """The same of a node that was made from a form, and of no file."""
    record_class = record_type(place, registers)
    if record_class is None:
        return FileReading(None)
    record_class = _type_on(place, registers, node) or record_class
    sink = Sink(path, "", names, "/".join(place.ids[:2]))
    record = _read_node(path, place, record_class, node, sink)
    problems = tuple(sorted(sink.problems))
    return FileReading(None, problems, record) if problems else FileReading(record)


def record_type(place: Place, registers: Registers | None = None) -> type | None:
    """The class of the record that is due at `place`; of an entry None where its register declares none.

    It is that of the last declaration, which an entry of an earlier day is not read by.
    """
    if place.kind != "entry":
        return RECORDS[place.kind]
    from generator.model.entry import entry_class

    register = (registers or {}).get(place.register)
    return None if register is None else entry_class(register.each[-1])


def _type_on(place: Place, registers: Registers | None, node: Node) -> type | None:
    """The class of an entry of an amended register, by the declaration in force on the day that it says.

    Where that day cannot be read, by the first declaration that has every field that is written. None of other files.
    """
    register = (registers or {}).get(place.register) if place.kind == "entry" else None
    if register is None or not register.editions or not isinstance(node, Mapping):
        return None
    from generator.model.entry import entry_class

    written = node.entries.get(register.date)
    try:
        day = date.fromisoformat(written.value) if isinstance(written, Scalar) else None
    except ValueError:
        day = None
    if day is not None:
        return entry_class(register.on(day))
    names = node.entries.keys() - {"revoked", "sample", "internal_note"}
    return next((entry_class(rule) for rule in register.each if names <= rule.by_id.keys()), None)


def _read_mended(
    path: str,
    place: Place,
    record_class: type,
    data: bytes,
    names: Names,
    masked: Collection[str],
    told: Sequence[Problem] = (),
) -> FileReading:
    """What can be read of a file that is no good YAML, its plain slips undone; `told` are those of single fields."""
    from generator.read.masking import mask_node
    from generator.read.mend import parse_mended

    mended = parse_mended(path, data, told)
    if mended.node is None:
        return FileReading(None, tuple(mended.problems))
    mask_node(mended.node, place.kind, record_class, masked)
    sink = Sink(path, mended.text, names, "/".join(place.ids[:2]))
    record = _read_node(path, place, record_class, mended.node, sink)
    found = {replace(problem, place=mended.place(problem.place)) for problem in sink.problems} - set(told)
    mended.restore(mended.node)
    return FileReading(None, tuple(sorted([*mended.problems, *found])), record)


def _read_node(path: str, place: Place, record_class: type, node: Node, sink: Sink) -> Any:
    """What could be read of the root node, with its problems in `sink`; None for nothing, or too many problems."""
    try:
        record = record_reader(record_class)(node, sink, **_context(path, place, node))
    except TooManyProblems:
        words, hint = f"这个文件至少有 {MAX_PROBLEMS} 处问题", "请先改正这些，再检查一次。"
        sink.problems.append(Problem(Location(path), "KH299", words, hint))
        return None
    if place.kind == "scheme" and record is not UNREAD:
        record = _date_scheme(record, place.year, sink)
    if place.kind in POINTS and sink.problems and isinstance(node, Mapping):
        record = _state_points(record, node, sink)
    if place.kind == "register" and not sink.problems:
        from generator.read.amended_register import amend_register

        record = amend_register(record, sink)
    return None if record is UNREAD else record


def _date_scheme(scheme: Scheme, year: int, sink: Sink) -> Scheme:
    """KH215 where a scheme names another year than its file; what is checked beside it is of the file's year."""
    if scheme.year is not UNREAD and scheme.year != year:
        place = scheme.origin.place("year")
        message = f"年度写的是 {scheme.year}，文件名是 {year}.yml"
        sink.problems.append(Problem(place, "KH215", message, "两者应一致。"))
    return scheme if scheme.year is not UNREAD and scheme.year == year else replace(scheme, year=year)


def _state_points(record: Deduction, node: Mapping, sink: Sink) -> Deduction:
    """The record; the problem of unreadable points says what the standard deducts, where the standard is known."""
    points = node.entries.get("points")
    if record.standard is UNREAD or points is None:
        return record
    standard = sink.names.standards.get(f"{sink.scope}/{record.standard}")
    place = Location(sink.file, points.line, points.column)
    told = [at for at, problem in enumerate(sink.problems) if problem.place == place]
    if standard is None or not told:
        return record
    try:
        count = 1 if record.count is UNREAD else record.count
        least, most = standard.range.min * count, standard.range.max * count
        if record.points is not UNREAD and least <= record.points <= most:
            return record
        stated = state_points(standard, count, record.VERB)
    except Unread:
        return record
    for at in told:
        problem = sink.problems[at]
        is_negative = isinstance(points, Scalar) and points.value.startswith("-")
        form = "" if problem.code == "KH207" or record.points is not UNREAD else problem.hint
        sink.problems[at] = replace(problem, hint=f"{form}{stated}{'，不写负号' if is_negative else ''}。")
    return replace(record, points=UNREAD)  # told once


def _context(path: str, place: Place, node: Node) -> dict[str, Any]:
    context: dict[str, Any] = {"origin": Origin(path, node)}
    kind = place.kind
    if kind in BY_YEAR and kind != "scheme":
        context.update(year=place.year)
    if kind in BY_ITEM:
        context.update(item=place.item)
    if kind == "appraisal":
        context.update(part=place.item)
    if kind in ("appraisal", "measure"):
        context.update(unit=place.id)
    elif kind == "withdrawal":
        context.update(publication=place.id)
    elif kind in (*POINTS, *_BY_ID):
        context.update(id=place.id)
    if kind == "tally":
        context.update(register=place.register)
    return context
