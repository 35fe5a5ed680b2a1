"""The strict subset of YAML: one document of mappings, lists and text; every value keeps its line and column.

libyaml's C parser delivers events; the nodes are composed here, so that anchors, aliases, tags, directives, a second
document, duplicate keys and deep nesting are refused where they stand and nothing is ever coerced.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, _yaml

from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.model.problem import Location, Problem, escape_text
from generator.read.text import find_unseen, name_unseen

MAX_DEPTH = 24
MAX_KEY = 100
EMPTY = ("文件是空的", "请填写内容，或删除这个文件。")
_NO_KEY = ("这里应是一个字段名", "请写成“字段: 值”，检查冒号、“?”和括号。")
WIDE_COLON = ("字段名后用了全角冒号“：”", "请改用半角冒号加一个空格，如 unit: fagaiju。")


class _Refused(Exception):
    """Carries the problem out of the composing functions."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_yaml(file: str, text: str) -> Node | Problem:
    """The root node of `text`, or the first problem; a YAML file that breaks has no reliable second one."""
    try:
        return _Composer(file, text).compose()
    except _Refused as refused:
        return refused.problem
    except yaml.MarkedYAMLError as error:
        from generator.read.syntax import explain_syntax

        return explain_syntax(file, text, error)
    except (yaml.YAMLError, UnicodeError):  # these say no place
        return Problem(Location(file, 1, 1), "KH108", "文件内容无法按 YAML 读取", "请检查文件是否完整。")


class _Composer:
    """Turns parser events into nodes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.next: Any = _yaml.CParser(text).get_event

    def refuse(self, event: Any, code: str, message: str, hint: str) -> _Refused:
        mark = event.start_mark
        return _Refused(Problem(Location(self.file, mark.line + 1, mark.column + 1), code, message, hint))

    def compose(self) -> Node:
        self.next()  # stream start
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            raise _Refused(Problem(Location(self.file, 1, 1), "KH114", *EMPTY))
        if start.version or start.tags:
            raise self.refuse(start, "KH110", "不支持 YAML 指令（% 开头的行）", "请删除这一行。")
        node = self.node(self.next(), 0)
        if isinstance(node, Scalar) and node.plain and not node.value:
            raise _Refused(Problem(Location(self.file, 1, 1), "KH114", *EMPTY))
        self.next()  # document end
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.refuse(after, "KH111", "一个文件里有几份文档（---）", "请一个文件只写一份。")
        return node

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None:
            raise self.refuse(event, "KH110", "不支持锚点和引用（& 和 *）", "请写出完整的值；文字请加双引号。")
        if event.tag is not None:
            raise self.refuse(event, "KH110", "不支持类型标签（!）", "请删除标签；文字请加双引号。")
        start = event.start_mark
        if kind is ScalarEvent:
            return self.scalar(event, start)
        if depth >= MAX_DEPTH:
            raise self.refuse(event, "KH113", f"嵌套超过 {MAX_DEPTH} 层", "请检查括号和缩进。")
        if kind is MappingStartEvent:
            return self.mapping(Mapping(start.line + 1, start.column + 1), depth + 1)
        return self.sequence(Sequence(start.line + 1, start.column + 1), depth + 1)

    def scalar(self, event: Any, start: Any) -> Scalar:
        value, style, end, line = event.value, event.style, event.end_mark, start.line
        if not style:
            if end.line != line and value:
                from generator.read.syntax import explain_fold

                raise _Refused(explain_fold(self.file, self.text, line))
        elif style == '"' and (found := find_unseen(value)):  # written as an escape such as \u202e
            words = f"文字里用转义写了不允许的字符（{name_unseen(found)}）"
            raise self.refuse(event, "KH107", words, "请删除这个转义。")
        return Scalar(value, line + 1, start.column + 1, not style, (end.line + 1, end.column + 1))

    def sequence(self, sequence: Sequence, depth: int) -> Sequence:
        while type(event := self.next()) is not SequenceEndEvent:
            sequence.entries.append(self.node(event, depth))
        return sequence

    def mapping(self, mapping: Mapping, depth: int) -> Mapping:
        entries, keys, get_event = mapping.entries, mapping.keys, self.next
        while type(event := get_event()) is not MappingEndEvent:
            key = self.node(event, depth)
            if type(key) is not Scalar:
                raise self.refuse(event, "KH108", *_NO_KEY)
            name = key.value if key.value.isascii() else self.compose_key(event, key)
            if name in entries or not name or name == "<<" or len(name) > MAX_KEY:
                raise self.refuse_key(event, name, keys)
            keys[name] = key
            entries[name] = self.node(get_event(), depth)
        return mapping

    def compose_key(self, event: Any, key: Scalar) -> str:
        """The key in NFC; refuses one of which a full-width colon or space has become a part."""
        colon = key.value.find("：")
        if key.plain and key.value.startswith("\u3000"):
            raise self.refuse(event, "KH109", "行首有全角空格", "请改用半角空格缩进。")
        if key.plain and colon >= 0:
            place = Location(self.file, key.line, key.column + colon)
            raise _Refused(Problem(place, "KH109", *WIDE_COLON))
        return unicodedata.normalize("NFC", key.value[: MAX_KEY + 1])

    def refuse_key(self, event: Any, name: str, keys: dict[str, Scalar]) -> _Refused:
        if name == "<<":
            return self.refuse(event, "KH110", "不支持合并键（<<）", "请写出完整的字段。")
        if name in keys:
            words = f"字段“{escape_text(name)}”重复（第 {keys[name].line} 行已有）"
            return self.refuse(event, "KH112", words, "请只保留一个。")
        return self.refuse(event, "KH108", *_NO_KEY)
