"""What `kaohe new entry` is given: a register, or one entry of it, and fields as `字段=值`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from generator.acts.record_kinds import EntryKind, FormField, find_kind, form_of
from generator.acts.record_source import RecordSource
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place
from generator.model.problem import UserError, escape_text
from generator.read.finder import find_called

ENTRY = "entry"
_REVOKED = FormField("revoked", "撤销", "撤销，写 撤销/日期 和 撤销/理由", "line", required=False)
_OF_REVOKED = {"日期": "date", "理由": "reasons"}


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """The register as a kind of record, and the path of the entry that is added to; empty for a new one."""

    kind: EntryKind
    path: str


def add_entry_flags(parser: argparse.ArgumentParser) -> None:
    """Declares what is written after `kaohe new entry`: which fields there are the data say, not the program."""
    about = "哪本登记簿（编号）；补记已有的一条，写 登记簿/编号 或路径"
    parser.add_argument("register", metavar="登记簿", nargs="?", default="", help=about)
    about = "字段（编号或名称）=值，如 due=2015-12-31；引用单位可以写简称；有几行的写 字段/0/栏目=值"
    parser.add_argument("pairs", metavar="字段=值", nargs="*", default=[], help=about)


def find_asked(source: RecordSource, written: str) -> AskedEntry:
    """What `written` asks for; UserError where there is no such register or entry."""
    registers = source.corpus.registers
    place = find_place(written)
    if place is not None and place.kind == "entry":
        register, name = place.register, place.id
    else:
        register, _, name = written.partition("/")
    called = find_called(register, {key: (rule.title,) for key, rule in registers.items()})
    kind = find_kind(ENTRY, called.meant or register, registers)
    assert kind.register is not None
    if not name:
        return AskedEntry(kind, "")
    entries = source.corpus.entries_by_register.get(kind.register.id, ())
    paths = [entry.path for entry in entries if entry.id == name]
    if len(paths) != 1:
        raise UserError(f"{kind.title}里没有编号为“{escape_text(name, 80)}”的一条。没有写入。")
    return AskedEntry(kind, paths[0])


def pairs_given(kind: EntryKind, pairs: Sequence[str]) -> dict[str, str]:
    """The fields that the pairs give; UserError for one in the wrong form, or of no field."""
    return dict(_pairs_given((*form_of(kind), _REVOKED), pairs))


def _pairs_given(form: Sequence[FormField], pairs: Sequence[str]) -> Iterator[tuple[str, str]]:
    called = {field.name: (field.label,) for field in form}
    by_name = {field.name: field for field in form}
    counted: dict[str, int] = {}
    for pair in pairs:
        written, sign, value = pair.partition("=")
        first, _, rest = written.partition("/")
        name = find_called(first, called).meant
        if not sign or not name:
            raise UserError(_refusal(pair, by_name))
        if by_name[name].input == "rows" and not rest:
            rest = str(counted.setdefault(name, 0))
            counted[name] += 1
        if name == _REVOKED.name:
            rest = _OF_REVOKED.get(rest, rest)
            if rest not in _OF_REVOKED.values():
                raise UserError("撤销要写 撤销/日期=… 和 撤销/理由=…。没有写入。")
        yield (f"{name}/{rest}" if rest else name), value


def _refusal(pair: str, form: Mapping[str, FormField]) -> str:
    listed = "、".join(f"{name}（{field.label}）" for name, field in form.items())
    return f"“{escape_text(pair, 80)}”看不懂：请写 字段=值。可以写的字段：{listed}。没有写入。"


def missing_pairs(kind: EntryKind, fields: Sequence[str]) -> str:
    """What is missing, as it would be given."""
    labels = {field.name: field.label for field in form_of(kind)}
    listed = "、".join(f"{labels[name]}（{name}=）" for name in fields)
    return f"缺少{listed}。这里不能提问，请写在命令后面。没有写入。"
