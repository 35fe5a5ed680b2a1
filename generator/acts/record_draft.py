"""One entry drawn up: from the fields that a person filled in to the file's path and bytes, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from generator.acts.record_fields import FieldProblem, day_of, understand_fields, year_of
from generator.acts.record_kinds import EntryKind, form_of
from generator.acts.record_source import RecordSource, ballot_folder
from generator.acts.record_writer import canonical_bytes
from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS, Place, example_path, find_place
from generator.model.problem import Location, Problem, UserError, escape_text
from generator.model.register_rule import RegisterRule
from generator.read.flat_fields import build_node, flatten_node
from generator.read.record import read_node
from generator.read.spelling import spell_day
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text
from generator.read.tree import Tree

_PLACE_NAMES = ("id", "item", "year")  # what a form asks for and a file's path says


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """The file of one entry: `before` are its bytes now (None: a new one), `after` those to be written.

    `after` is None where no valid record could be made; `path` is empty where what it follows from is missing.
    `fields` are those that were given as they were understood, with what follows from them.
    """

    kind: EntryKind
    path: str
    fields: Mapping[str, str]
    before: bytes | None
    after: bytes | None
    problems: tuple[FieldProblem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it is a record without errors."""
        return self.after is not None and not self.errors

    @property
    def errors(self) -> tuple[FieldProblem, ...]:
        """The problems that forbid writing it."""
        return tuple(found for found in self.problems if found.problem.severity == "error")

    @property
    def reminders(self) -> tuple[FieldProblem, ...]:
        """The others."""
        return tuple(found for found in self.problems if found.problem.severity != "error")


def draft_one(
    tree: Tree, source: RecordSource, kind: EntryKind, given: Mapping[str, str], path: str, name: str
) -> RecordDraft:
    """The draft of one entry upon `tree`; UserError where the record at `path` is not there or cannot be read."""
    before = _read_existing(tree, kind, path) if path else None
    understood = understand_fields(source, kind, {**_place_of(path), **given})
    fields = {k: v for k, v in understood.fields.items() if k in given or not path or not _says_place(kind, k)}
    problems = list(understood.problems)
    place = find_place(path) if path else _new_place(tree, source, kind, understood.fields, name)
    own = {key: text for key, text in fields.items() if not _says_place(kind, key)}
    whole = own if before is None else {**fields_of_file(path, before), **own}
    problems += _missing(kind, understood.fields, whole, {found.field for found in problems})
    problems += (
        _missing_part(source, kind, understood.fields, {found.field for found in problems}) if not path else ()
    )
    if place is None and not problems:
        problems.append(_misnamed(name or understood.fields.get("id", "")))
    problems += _read_problems(kind, place or _somewhere(kind), whole, {found.field for found in problems})
    path = place.path if place is not None else ""
    if problems or place is None:
        return RecordDraft(kind, path, fields, before, None, tuple(_without_following(problems)))
    record = read_node(path, place, build_node(kind.record, whole).node, registers=kind.registers).record
    return RecordDraft(kind, path, fields, before, canonical_bytes(path, record, before, kind.registers), ())


def _read_problems(
    kind: EntryKind, place: Place, fields: Mapping[str, str], told: set[str]
) -> Iterator[FieldProblem]:
    """What reading the fields finds, where nothing was said of them yet."""
    built = build_node(kind.record, fields)
    for problem in read_node(place.path, place, built.node, registers=kind.registers).problems:
        field = built.fields.get(problem.place.line, "")
        if field not in told and not (problem.code == "KH202" and told):
            yield FieldProblem(field, problem)


def _without_following(problems: Sequence[FieldProblem]) -> Iterator[FieldProblem]:
    """The problems but those that vanish with another: a standard is known once day and item are, points after it."""
    wrong = {found.field for found in problems if found.problem.code != "KH202"}
    for found in problems:
        of_standard = found.field == "standard" and found.problem.code == "KH205" and wrong & {"date", "item"}
        of_points = found.field in ("points", "method") and found.problem.code == "KH202"
        if not of_standard and not (of_points and wrong & {"date", "item", "standard"}):
            yield found


def _misnamed(name: str) -> FieldProblem:
    hint = "编号只用小写字母、数字和连字符，不超过 64 个字符。"
    return FieldProblem("id", Problem(Location(""), "KH205", f"“{escape_text(name, 40)}”不能作文件名", hint))


def _somewhere(kind: EntryKind) -> Place:
    """A place to read the fields at while the right one is not known."""
    place = find_place(example_path(kind.file))
    assert place is not None
    return place if kind.register is None else replace(place, register=kind.register.id)


def _place_of(path: str) -> dict[str, str]:
    """What the path of a record that is there says."""
    place = find_place(path)
    if place is None or place.kind == "entry":
        return {}
    folder = "part" if place.kind == "appraisal" else "item"
    said = {"id": place.id, folder: place.item, "year": str(place.year or "")}
    said |= {"unit": place.id} if place.kind in ("appraisal", "measure") else {}
    return {name: text for name, text in said.items() if text}


def _says_place(kind: EntryKind, name: str) -> bool:
    return kind.file != "entry" and (name in _PLACE_NAMES or _is_judged(kind, name))


def _is_judged(kind: EntryKind, name: str) -> bool:
    return kind.file == "appraisal" and name in ("unit", "part")


def _read_existing(tree: Tree, kind: EntryKind, path: str) -> bytes:
    place = find_place(path)
    fits = place is not None and (place.kind == kind.file or (kind.file in POINTS and place.kind in POINTS))
    if place is not None and kind.register is not None:
        fits = place.register == kind.register.id
    if not fits or not any(entry.path == path and entry.kind == "file" for entry in tree.entries()):
        raise UserError(f"没有“{escape_text(path, 200)}”这条记录。")
    return tree.read(path)


def fields_of_file(path: str, data: bytes) -> dict[str, str]:
    """What the file of a record says, by the names of fields; UserError where it cannot be read."""
    text = read_text(path, data)
    node = parse_yaml(path, text) if isinstance(text, str) else text
    if isinstance(node, Problem):
        raise UserError(f"{path} 有问题，请先改正：{node.message}。")
    return flatten_node(node)


def _new_place(
    tree: Tree, source: RecordSource, kind: EntryKind, fields: Mapping[str, str], name: str
) -> Place | None:
    """Where a new record lies; None where what that follows from is not known, or makes no name."""
    year, unit = year_of(fields), fields.get("unit", "")
    if kind.register is not None:
        place = _entry_place(tree, kind.register, fields, name)
    elif kind.file == "unit":
        place = Place("unit", id=name or fields.get("id", ""))
    elif kind.file == "appraisal":
        place = Place("appraisal", year, ballot_folder(source, year, fields.get("part", "")) or "", unit)
    else:
        item = fields.get("item", "")
        place = Place(kind.file, year, item, name or _next_name(tree, kind, year, item, fields))
    return place if find_place(place.path) == place else None


def _entry_place(tree: Tree, register: RegisterRule, fields: Mapping[str, str], name: str) -> Place:
    """Where a new entry lies: named by its day and unit, unless it has a name."""
    day = spell_day(fields.get(register.date, ""))
    year = day.year if day is not None and register.per == "year" else 0
    unit = fields.get(register.unit) or fields.get(f"{register.unit}/0", "") if register.unit else ""
    if name or day is None:
        return Place("entry", year, id=name, register=register.id)
    taken = {entry.path for entry in tree.entries()}
    stem = "-".join(filter(None, (f"{day:%Y-%m%d}", unit)))
    names = (Place("entry", year, id=f"{stem}-{number}", register=register.id) for number in count(1))
    return next(place for place in names if place.path not in taken)


def _next_name(tree: Tree, kind: EntryKind, year: int, item: str, fields: Mapping[str, str]) -> str:
    day = day_of(fields)
    if day is None or not fields.get("unit"):
        return ""
    taken = {entry.path for entry in tree.entries()}
    number = 1
    while Place(kind.file, year, item, f"{year}-{day:%m%d}-{fields['unit']}-{number}").path in taken:
        number += 1
    return f"{year}-{day:%m%d}-{fields['unit']}-{number}"


def _missing_part(
    source: RecordSource, kind: EntryKind, fields: Mapping[str, str], told: set[str]
) -> Iterator[FieldProblem]:
    """KH202 for the part of an appraisal, where the scheme has several."""
    year, part = year_of(fields), fields.get("part", "")
    if kind.file == "appraisal" and "part" not in told and ballot_folder(source, year, part) is None:
        scheme = source.corpus.schemes[year]
        listed = "、".join(f"{one.id}（{one.name}）" for one in scheme.appraisals)
        problem = Problem(Location(""), "KH202", "缺少评议项目", f"考核办法有几项评议，请写明是哪一项：{listed}。")
        yield FieldProblem("part", problem)


def _missing(
    kind: EntryKind, understood: Mapping[str, str], whole: Mapping[str, str], told: set[str]
) -> Iterator[FieldProblem]:
    """KH202 for each field that must be there and is not."""
    for field in form_of(kind):
        if not field.required or field.name in told or understood.get(field.name) or whole.get(field.name):
            continue
        if any(name.startswith(f"{field.name}/") for name in whole):
            continue
        hint = f"请填写：{field.doc}。" if field.doc.strip("。") != field.label else "请填写。"
        yield FieldProblem(field.name, Problem(Location(""), "KH202", f"缺少{field.label}", hint))
