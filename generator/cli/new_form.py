"""The flags of `kaohe new`, one for each question, and the fields that they give."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.acts.record_fields import understand_fields, year_of
from generator.acts.record_kinds import KINDS, EntryKind, FormField, form_of
from generator.acts.record_source import RecordSource, ballot_parts
from generator.model.problem import UserError, escape_text
from generator.model.system import digest_file
from generator.read.finder import find_called

_FIRST = ("unit", "date", "item", "standard")  # in this order, before the others
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


def flag_of(kind: EntryKind, field: str) -> str:
    """The flag of a field: `--filed` for `appeal/filed`."""
    own = field.removeprefix(f"{kind.part}/") if kind.part else field
    return "--" + re.sub("[/_]", "-", own)


def fields_in_turn(kind: EntryKind) -> list[FormField]:
    """The fields in the order in which a person is asked: what others hang upon first."""
    return sorted(form_of(kind), key=_turn)


def _turn(field: FormField) -> int:
    """The id of a unit is proposed from its name, so it comes last."""
    return 100 if field.name == "id" else _FIRST.index(field.name) if field.name in _FIRST else 99


def add_flags(parser: argparse.ArgumentParser, kind: EntryKind) -> None:
    """Declares a flag for each field of a kind, and for its counts where it has them."""
    if kind.part:
        parser.add_argument("record", metavar="记录", nargs="?", default="", help="哪条记录：路径、编号，或单位名称")
    for field in fields_in_turn(kind):
        named = "、".join(f"{key} {words}" for key, words in field.choices.items())
        told = f"{field.doc}（{named}）" if named else field.doc
        if field.input != "rows":
            parser.add_argument(flag_of(kind, field.name), dest=field.name, metavar=field.label, help=told)
        elif field.row:
            about = f"{told}：名称、存放处，还可以写电子文件（或它的 SHA-256）；有几份写几次"
            parser.add_argument(
                flag_of(kind, field.name), dest=field.name, nargs="+", action="append", metavar="值", help=about
            )
        else:
            about = f"{told}；有几个写几次"
            parser.add_argument(flag_of(kind, field.name), dest=field.name, action="append", metavar="值", help=about)
    if kind.name == "appraisal":
        parser.add_argument("--ballots", action="append", metavar="主体=发出,收回,有效", help="一个评议主体的票数")
        about = "一个评议主体在一个方面的计票，按考核办法里选项的先后；有几个写几次"
        parser.add_argument("--tally", action="append", metavar="主体/方面=票数,票数,…", help=about)


def fields_given(source: RecordSource, kind: EntryKind, arguments: argparse.Namespace) -> dict[str, str]:
    """The fields that the flags give; UserError for one in the wrong form."""
    found: dict[str, str] = {}
    for field in form_of(kind):
        value = getattr(arguments, field.name, None)
        if value is None:
            continue
        if field.input != "rows":
            found[field.name] = str(value)
        else:
            found |= dict(_rows(field, value))
    if kind.name == "appraisal":
        found |= dict(_counts(source, found, arguments))
    return found


def missing_words(kind: EntryKind, fields: list[str]) -> str:
    """What is missing, by name with the flag that gives it."""
    labels = {field.name: field.label for field in form_of(kind)}
    listed = "、".join(f"{labels[name]}（{flag_of(kind, name)}）" for name in fields)
    return f"缺少{listed}。这里不能提问，请用选项写明；全部选项见 kaohe new {kind.name} --help。没有写入。"


def _rows(field: FormField, value: list[list[str] | str]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(value):
        if isinstance(row, str):
            yield f"{field.name}/{number}", row
            continue
        if not 2 <= len(row) <= len(field.row):
            raise UserError(f"--{field.name} 后面依次写：{'、'.join(inner.label for inner in field.row)}。")
        for inner, text in zip(field.row, row, strict=False):
            if text or inner.name != "sha256":  # "" is how a shell says: none
                yield f"{field.name}/{number}/{inner.name}", digest_of(text) if inner.name == "sha256" else text


def digest_of(text: str) -> str:
    """The SHA-256 that a text is, or that of the file of this name; UserError where it is neither."""
    if _DIGEST.match(text):
        return text
    path = Path(text).expanduser()
    if not path.is_file():
        raise UserError(f"没有“{escape_text(text, 200)}”这个文件，也不是 SHA-256。")
    return digest_file(path)


def _counts(source: RecordSource, fields: dict[str, str], arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The counts of an appraisal; UserError for a panel or aspect that there is not, and for too few or many."""
    known = understand_fields(source, KINDS["appraisal"], fields).fields
    found = ballot_parts(source, year_of(known), known.get("part", ""))
    if not found:
        return
    parts = {panel.id: part for part in found for panel in part.polls}
    panels = {panel.id: (panel.name,) for part in found for panel in part.polls}
    for given in arguments.ballots or ():
        name, _, counts = given.partition("=")
        panel = _meant(name, panels, "评议主体")
        for which, count in _numbers(given, counts, ("issued", "returned", "valid")):
            yield f"panels/{panel}/ballots/{which}", count
    for given in arguments.tally or ():
        name, _, counts = given.partition("=")
        who, _, what = name.partition("/")
        panel = _meant(who, panels, "评议主体")
        aspect = _meant(what, {found.id: (found.name,) for found in parts[panel].aspects}, "评议方面")
        for which, count in _numbers(given, counts, tuple(option.id for option in parts[panel].options)):
            yield f"panels/{panel}/tallies/{aspect}/{which}", count


def _meant(written: str, called: Mapping[str, Sequence[str]], what: str) -> str:
    found = find_called(written, called).meant
    if not found:
        listed = "、".join(f"{key}（{names[0]}）" for key, names in called.items())
        raise UserError(f"没有“{escape_text(written, 40)}”这个{what}；有：{listed}。")
    return found


def _numbers(given: str, counts: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    numbers = [number.strip() for number in re.split("[,，、 ]+", counts.strip())]
    if len(numbers) != len(names):
        raise UserError(f"“{escape_text(given, 80)}”应有 {len(names)} 个数（{'、'.join(names)}）。")
    return list(zip(names, numbers, strict=True))
