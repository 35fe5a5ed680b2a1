"""JSON Schema (draft 2020-12) of each kind of data file, from the declarations by which the files are read.

An editor completes and checks by it while a clerk writes. It asks for nothing that the reader does not ask for,
except that a text `~` or `null` be quoted; `kaohe check` remains the judge of what an editor cannot know.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from math import ceil, floor
from typing import Any, Union, get_args, get_origin

from generator.model.entry import Entry, entry_class
from generator.model.field import (
    Anything,
    Choice,
    Day,
    Field,
    Flag,
    Identifier,
    Number,
    Pattern,
    Rows,
    Table,
    Text,
    Whole,
    YearOrDay,
)
from generator.model.place import ID, FileKind, folder_of, path_pattern
from generator.model.register_rule import RegisterRule
from generator.read.shape import Slot, slots_of
from generator.rules.record_classes import RECORDS

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES: Mapping[FileKind, str] = {
    "site": "网站设置",
    "committers": "提交人登记表",
    "scheme": "年度考核办法",
    "unit": "单位",
    "deduction": "扣分记录",
    "bonus": "加分记录",
    "measure": "指标数值",
    "import": "其他考核的结果",
    "applies": "不适用的单项",
    "amendment": "考核办法的修改",
    "appraisal": "评议计票",
    "register": "登记簿",
    "tally": "保密登记簿的统计数",
    "holidays": "节假日安排",
    "publication": "发布",
    "chain": "发布的先后",
    "withdrawal": "撤回发布",
    "redaction": "遮盖",
    "correction": "更正",
    "exceptions": "核对过的文字",
    "mapping": "表格的读法",
    "index": "索引",
    "district": "索引中的地区",
    "counterparts": "各地同职能的单位",
}


def json_schema(record: type) -> Schema:
    """The schema of a file that holds one `record`; nested records stand under `$defs` by their class's name."""
    definitions: dict[str, Schema] = {}
    schema = _object(record, definitions)
    kind = next((kind for kind, found in RECORDS.items() if found is record), None)
    name = TITLES[kind] if kind else record.REGISTER.title if issubclass(record, Entry) else ""
    title: Schema = {"title": name} if name else {}
    tail = {"$defs": {name: definitions[name] for name in sorted(definitions)}} if definitions else {}
    return {"$schema": DIALECT, **title, **schema, **tail}


def schema_files(registers: Iterable[RegisterRule] = ()) -> dict[str, str]:
    """Path -> text of every schema, those of `registers` too, and of the settings that bind them to the data."""
    files = {f"schemas/{kind}.json": _print(json_schema(record)) for kind, record in RECORDS.items()}
    made = {register.id: schema for register in registers if (schema := entry_schema(register)) is not None}
    files |= {_entry_schema(name): _print(schema) for name, schema in made.items()}
    return {
        **files,
        ".vscode/settings.json": _print(editor_settings(made)),
        ".vscode/extensions.json": _print(_EXTENSIONS),
    }


def entry_schema(register: RegisterRule) -> Schema | None:
    """The schema of the entries of a register; None where it declares none.

    An editor cannot choose a declaration by a day: only what was always required is.
    """
    always = set.intersection(*({rule.id for rule in was.fields if rule.required} for was in register.each))
    fields = (dataclasses.replace(rule, required=rule.id in always) for rule in register.fields)
    record = entry_class(dataclasses.replace(register, fields=tuple(fields), editions=()))
    return None if record is None else json_schema(record)


def _entry_schema(register: str) -> str:
    return f"schemas/register-{register}.json"


def editor_settings(registers: Iterable[str] = ()) -> Schema:
    """Settings for Visual Studio Code: the schemas, and what keeps files readable; nothing is fetched or reported."""
    return {
        "yaml.schemas": {
            **{f"schemas/{kind}.json": path_pattern(kind) for kind in TITLES},
            **{_entry_schema(name): f"{folder_of('entry')}/{name}/**/*.yml" for name in registers},
        },
        "yaml.schemaStore.enable": False,
        "yaml.yamlVersion": "1.2",
        "yaml.format.enable": False,
        "redhat.telemetry.enabled": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "editor.unicodeHighlight.allowedLocales": {"zh-hans": True},
        "editor.unicodeHighlight.invisibleCharacters": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
    }


_EXTENSIONS: Schema = {"recommendations": ["redhat.vscode-yaml"]}


def _print(value: Schema) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _object(record: type, definitions: dict[str, Schema]) -> Schema:
    slots = slots_of(record)
    if hasattr(record, "ROOT"):
        return _property(slots[0], definitions)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [slot.name for slot in slots if slot.required],
        "properties": {slot.name: _property(slot, definitions) for slot in slots},
    }


def _property(slot: Slot, definitions: dict[str, Schema]) -> Schema:
    if not slot.markers:  # the kind of a component
        return {"description": "种类", "const": get_args(slot.type)[0]}
    return {"description": describe(slot.markers[0]), **_value(slot.type, slot.markers, definitions)}


def describe(marker: Field) -> str:
    """What a field is, in Chinese, with the names of what may be chosen."""
    doc = marker.doc + ("（内部，不公开）" if marker.internal and "不公开" not in marker.doc else "")
    if isinstance(marker, Choice):
        return f"{doc}：{'，'.join(f'{key} {name}' for key, name in marker.names.items())}"
    return f"{doc}：{marker.form}" if isinstance(marker, Pattern) else doc


def _value(hint: Any, markers: tuple[Field, ...], definitions: dict[str, Schema]) -> Schema:
    """The schema of one type under its markers, the outermost first, as `build_reader` reads it."""
    arguments, origin, inner = get_args(hint), get_origin(hint), markers[1:] or markers
    if origin in (Union, types.UnionType):
        options = [_value(option, markers, definitions) for option in arguments if option is not type(None)]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if origin is tuple:
        rows = typing.cast(Rows, markers[0])
        entry = _value(arguments[0], inner, definitions)
        listed = {"type": "array", "minItems": rows.minimum, "items": entry}
        return {"anyOf": [listed, entry]} if rows.single else listed
    if origin is not None:
        table = typing.cast(Table, markers[0])
        entry = {"description": markers[1].doc, **_value(arguments[1], inner, definitions)}
        names: Schema = {"propertyNames": {"pattern": f"^{ID}$"}, "additionalProperties": entry}
        return {"type": "object", "minProperties": table.minimum, **names}
    if dataclasses.is_dataclass(hint):
        return _reference(typing.cast(type, hint), definitions)
    return SCALARS[type(markers[0])](markers[0])


def _reference(record: type, definitions: dict[str, Schema]) -> Schema:
    if record.__name__ not in definitions:
        definitions[record.__name__] = {}
        definitions[record.__name__] = _object(record, definitions)
    return {"$ref": f"#/$defs/{record.__name__}"}


# A scalar is text until the reader types it, so `points: "0.5"` and `document: 2015` are as good as without and with
# quotes. `patternErrorMessage` is what an editor says in place of the pattern.
def _text(marker: Text) -> Schema:
    room = marker.limit + marker.lines  # a text of several lines ends with a line feed
    return {"type": ["string", "number"], "maxLength": room, "pattern": r"\S", "patternErrorMessage": "请填写文字。"}


def _identifier(marker: Identifier) -> Schema:
    return _formed(["string", "number"], f"^{ID}$", "编号只用小写字母、数字和连字符，不超过 64 个字符。")


def _number(marker: Number) -> Schema:
    sign = "-?" if marker.minimum < 0 else ""
    decimals = rf"(\.[0-9]{{1,{marker.places}}})?" if marker.places else ""
    form = f"请写成普通的数，最多 {marker.places} 位小数。"
    if marker.endless:
        number = f"^(none|{sign}(0|[1-9][0-9]{{0,8}}){decimals})$"
        return _formed(["number", "string"], number, form.replace("。", "；或者写 none。"))
    bounds = {"minimum": floor(marker.minimum), "maximum": ceil(marker.maximum)}
    return {**_formed(["number", "string"], f"^{sign}(0|[1-9][0-9]{{0,8}}){decimals}$", form), **bounds}


def _whole(marker: Whole) -> Schema:
    bounds = {"minimum": marker.minimum, "maximum": marker.maximum}
    return {**_formed(["integer", "string"], "^(0|[1-9][0-9]{0,8})$", "请写成整数。"), **bounds}


def _year_or_day(marker: YearOrDay) -> Schema:
    form = "请写年度，如 2026，或者日期，如 2026-05-01。"
    return _formed(["integer", "string"], "^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$", form)


def _day(marker: Day) -> Schema:
    form = _formed("string", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "请写成 2015-06-18 这样的形式。")
    return {**form, "format": "date"}


def _flag(marker: Flag) -> Schema:
    return _formed(["boolean", "string"], "^(true|false)$", "是写 true，否写 false。")


def _choice(marker: Choice) -> Schema:
    return {"enum": list(marker.names), "enumDescriptions": list(marker.names.values())}


def _pattern(marker: Pattern) -> Schema:
    pattern = f"^{marker.pattern.pattern}".replace(r"\Z", "$")
    return _formed(["string", "number"], pattern, f"应为：{marker.form}。")


def _formed(kinds: str | list[str], pattern: str, form: str) -> Schema:
    return {"type": kinds, "pattern": pattern, "patternErrorMessage": form}


SCALARS: dict[type[Field], Callable[[Any], Schema]] = {
    Anything: lambda marker: {},
    Text: _text,
    Identifier: _identifier,
    Number: _number,
    Whole: _whole,
    YearOrDay: _year_or_day,
    Day: _day,
    Flag: _flag,
    Choice: _choice,
    Pattern: _pattern,
}
