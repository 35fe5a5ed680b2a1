"""The strict subset of YAML: one document of mappings, lists and text; every value keeps its line and column.

libyaml's C parser delivers events; the nodes are composed here, so that anchors, aliases, tags, directives, a second
document, duplicate keys and deep nesting are refused where they stand and nothing is ever coerced.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml
from yaml import _yaml

from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.model.problem import Place, Problem, escape_text

MAX_DEPTH = 24
_FULLWIDTH_KEY = re.compile(r"^[ ]*(?:- )?[a-z][a-z0-9_-]*：", re.MULTILINE)
_WIDE_INDENT = re.compile(r"^[ ]*\u3000", re.MULTILINE)
_TAB_INDENT = re.compile(r"^[ ]*\t", re.MULTILINE)


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
        return _explain_layout(file, text) or _explain_syntax(file, error)
    except (yaml.YAMLError, UnicodeError):  # a reader error has no mark
        return Problem(Place(file, 1, 1), "KH108", "文件内容无法按 YAML 读取", "请检查文件是否完整。")


def _explain_layout(file: str, text: str) -> Problem | None:
    """The usual slips of a Chinese keyboard, which libyaml would report on some other line."""
    for pattern, code, message, hint in (
        (_WIDE_INDENT, "KH109", "行首有全角空格", "请改用半角空格缩进。"),
        (_FULLWIDTH_KEY, "KH109", "字段名后用了全角冒号“：”", "请改用半角冒号加一个空格，如 unit: fagaiju。"),
        (_TAB_INDENT, "KH115", "行首有制表符（Tab）", "请改用空格缩进。"),
    ):
        found = pattern.search(text)
        if found:
            at = found.end() - 1
            line = text.count("\n", 0, at) + 1
            return Problem(Place(file, line, at - text.rfind("\n", 0, at)), code, message, hint)
    return None


def _explain_syntax(file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    said = f"{error.context or ''} {error.problem or ''}"
    for words, message, hint in _SYNTAX:
        if words in said:
            return Problem(place, "KH108", message, hint)
    return Problem(place, "KH108", "这里的书写不合 YAML 格式", "请对照相邻的行，检查缩进、冒号和引号。")


_SYNTAX = (
    ("block mapping", "这一行与上面的行没有对齐，或缺少“字段: 值”的冒号", "请检查缩进和冒号。"),
    ("could not find expected ':'", "这一行缺少冒号", "请写成“字段: 值”，冒号后加一个空格。"),
    (
        "mapping values are not allowed",
        "一行里出现了第二个“: ”",
        "文字里有冒号加空格时，请给整段文字加上双引号。",
    ),
    ("quoted scalar", "引号没有成对", "请检查这段文字前后的引号。"),
    ("flow", "括号 [ ] 或 { } 没有成对", "请检查括号和逗号。"),
    ("cannot start any token", "这个字符不能用在这里", "请给整段文字加上双引号。"),
    ("block collection", "列表没有对齐", "请检查“- ”前的空格。"),
    ("tab", "用了制表符（Tab）", "请改用空格。"),
)


class _Composer:
    """Turns parser events into nodes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.next: Any = _yaml.CParser(text).get_event

    def refuse(self, event: Any, code: str, message: str, hint: str) -> _Refused:
        mark = event.start_mark
        return _Refused(Problem(Place(self.file, mark.line + 1, mark.column + 1), code, message, hint))

    def compose(self) -> Node:
        self.next()  # stream start
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            raise _Refused(
                Problem(Place(self.file, 1, 1), "KH114", "文件是空的", "请填写内容，或删除这个文件。")
            )
        if start.version or start.tags:
            raise self.refuse(start, "KH110", "不支持 YAML 指令（% 开头的行）", "请删除这一行。")
        node = self.node(self.next(), 0)
        self.next()  # document end
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.refuse(after, "KH111", "一个文件里有几份文档（---）", "请一个文件只写一份。")
        return node

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None:
            raise self.refuse(
                event, "KH110", "不支持锚点和引用（& 和 *）", "请写出完整的值；文字请加双引号。"
            )
        if event.tag is not None:
            raise self.refuse(event, "KH110", "不支持类型标签（!）", "请删除标签；文字请加双引号。")
        start = event.start_mark
        if kind is yaml.ScalarEvent:
            end = event.end_mark
            plain = event.style is None or event.style == ""
            return Scalar(
                event.value, start.line + 1, start.column + 1, plain, (end.line + 1, end.column + 1)
            )
        if depth >= MAX_DEPTH:
            raise self.refuse(event, "KH113", f"嵌套超过 {MAX_DEPTH} 层", "请检查括号和缩进。")
        if kind is yaml.MappingStartEvent:
            return self.mapping(Mapping(start.line + 1, start.column + 1), depth + 1)
        return self.sequence(Sequence(start.line + 1, start.column + 1), depth + 1)

    def sequence(self, sequence: Sequence, depth: int) -> Sequence:
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            sequence.entries.append(self.node(event, depth))
        return sequence

    def mapping(self, mapping: Mapping, depth: int) -> Mapping:
        entries, keys = mapping.entries, mapping.keys
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key = self.node(event, depth)
            if not isinstance(key, Scalar):
                raise self.refuse(event, "KH108", "字段名应是一个词", "请检查“? ”、括号和缩进。")
            if key.value == "<<":
                raise self.refuse(event, "KH110", "不支持合并键（<<）", "请写出完整的字段。")
            name = key.value if key.value.isascii() else unicodedata.normalize("NFC", key.value)
            if name in entries:
                first = keys[name].line
                shown = escape_text(name)
                raise self.refuse(event, "KH112", f"字段“{shown}”重复（第 {first} 行已有）", "请只保留一个。")
            keys[name] = key
            entries[name] = self.node(self.next(), depth)
        return mapping
