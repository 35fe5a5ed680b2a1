"""What is wrong with the fields of a declaration, so that no entry could be read by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.model.linear_pattern import LinearPattern, PatternError
from generator.model.register_field import FIELD_TYPES, FieldRule, RowFieldRule
from generator.model.register_rule import RegisterRule
from generator.model.unread import UNREAD, Unread

REFERENCES = ("unit", "item", "standard", "deduction", "measure")
OWN_FIELDS = ("id", "year", "kind", "revoked", "sample", "origin", "state")  # what every entry has, or is computed
_NUMBERS = ("number", "whole")
# Of each further setting of a field, the types that have it.
_ONLY_FOR = {
    "limit": ("text",),
    "lines": ("text",),
    "pattern": ("text",),
    "min": _NUMBERS,
    "max": _NUMBERS,
    "choices": ("choice",),
    "to": ("ref",),
    "many": ("ref", "clause"),
    "planned": ("day",),
    "rows": ("rows",),
}
_NEEDED = {"choice": ("choices", "可选的值"), "ref": ("to", "引用什么"), "rows": ("rows", "每一行的字段")}


class FieldFlaw(NamedTuple):
    """A problem of a field: where, code, sentence, what to do."""

    steps: tuple[str | int, ...]
    code: str
    message: str
    hint: str


def field_flaws(register: RegisterRule) -> Iterator[FieldFlaw]:
    """KH721 to KH723 of the fields of a declaration; a part that could not be read is a flaw without words."""
    try:
        yield from _flaws_of(register.fields, ("fields",))
        for at, rule in enumerate(register.fields):
            if rule.type == "rows" and isinstance(rule.rows, tuple):
                yield from _flaws_of(rule.rows, ("fields", at, "rows"))
    except Unread:
        yield FieldFlaw(("fields",), "", "", "")


def _flaws_of(rules: Iterable[RowFieldRule], above: tuple[str | int, ...]) -> Iterator[FieldFlaw]:
    for at, rule in enumerate(rules):
        if rule is UNREAD:
            raise Unread
        if rule.id in OWN_FIELDS:
            words = f"字段不能叫 {rule.id}：每一条都另有它"
            yield FieldFlaw((*above, at, "id"), "KH721", words, "请换一个编号。")
        yield from _flaws_in(rule, (*above, at))


def _flaws_in(rule: RowFieldRule, above: tuple[str | int, ...]) -> Iterator[FieldFlaw]:
    kind = FIELD_TYPES[rule.type]
    for name, types in _ONLY_FOR.items():
        if getattr(rule, name, None) not in (None, "", False, 0, (), {}) and rule.type not in types:
            of = "、".join(FIELD_TYPES[one] for one in types)
            words = f"字段 {rule.id} 的类型是{kind}，不写 {name}"
            yield FieldFlaw((*above, name), "KH722", words, f"{name} 只用于：{of}。")
    needed, what = _NEEDED.get(rule.type, ("", ""))
    if needed and not getattr(rule, needed, None):
        words = f"字段 {rule.id} 的类型是{kind}，没有写{what}"
        wrong_place = " 若干行里不能再有若干行。" if rule.type == "rows" and not isinstance(rule, FieldRule) else ""
        yield FieldFlaw((*above, "type"), "KH722", words, f"请写 {needed}。{wrong_place}")
    yield from _flaws_of_form(rule, above)


def _flaws_of_form(rule: RowFieldRule, above: tuple[str | int, ...]) -> Iterator[FieldFlaw]:
    if rule.pattern and len(rule.pattern) != 2:
        yield FieldFlaw((*above, "pattern"), "KH723", "pattern 要写两样：表达式和它的说明", '如 ["[0-9]+", 序号]。')
    elif rule.pattern:
        try:
            LinearPattern(rule.pattern[0])
        except PatternError as error:
            hint = "能用：字符、[…]、(…)、|、?、*、+、{2}、{0,2} 和 \\ 加符号。"
            yield FieldFlaw((*above, "pattern", 0), "KH723", f"表达式不能用：{error}", hint)
    if rule.min is not None and rule.max is not None and rule.min > rule.max:
        yield FieldFlaw((*above, "min"), "KH722", f"字段 {rule.id} 的 min 大于 max", "请核对。")
    if rule.type == "whole" and any(bound is not None and bound % 1 for bound in (rule.min, rule.max)):
        yield FieldFlaw((*above, "min"), "KH722", f"字段 {rule.id} 是整数，min、max 也写整数", "请核对。")
    if rule.to and rule.type == "ref" and rule.to not in REFERENCES and not rule.to.startswith("register:"):
        hint = f"可填：{'、'.join(REFERENCES)}，或 register:登记簿的编号。"
        yield FieldFlaw((*above, "to"), "KH722", f"“{rule.to}”不是能引用的东西", hint)
