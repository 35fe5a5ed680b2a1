"""Rules for the amendments of a register's declaration, and for what is changed under entries that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from generator.model.problem import Problem
from generator.model.register_field import FieldRule
from generator.model.register_rule import RegisterRule
from generator.model.unread import where_read
from generator.rules.corpus import Corpus

_LASTING = {"per": "按不按年度", "store": "存放在哪里", "unit": "有关单位的字段", "date": "日期字段"}
# What entries are judged by.
_JUDGING = ("fields", "stages", "ends", "deadlines", "checks", "expected", "indicators")


@where_read
def check_editions(register: RegisterRule) -> Iterator[Problem]:
    """KH727: amendments follow each other, and what entries are found and shown by lasts."""
    for number, (before, after) in enumerate(pairwise(register.editions)):
        if after[0] <= before[0]:
            words = f"{after[0]} 的改动写在 {before[0]} 的后面"
            yield Problem(register.origin.place("amended", number, "from"), "KH727", words, "请按日期先后写。")
        for words in _taken_away(before[1], after[1]):
            hint = "以前的记录还要用它。不再用的，不必填写就是；要另起一套的，请另写一本登记簿。"
            yield Problem(register.origin.place("amended", number), "KH727", words, hint)


def _taken_away(before: RegisterRule, after: RegisterRule) -> Iterator[str]:
    for name, label in _LASTING.items():
        if getattr(before, name) != getattr(after, name):
            yield f"{label}（{name}）不能从某一天起改变"
    for rule in before.fields:
        now = after.by_id.get(rule.id)
        if now is None:
            yield f"改动去掉了字段“{rule.label}”（{rule.id}）"
        elif (rule.type, rule.to, rule.many) != (now.type, now.to, now.many):
            yield f"改动改变了字段“{rule.label}”（{rule.id}）的类型"
        elif gone := [label for name, label in rule.choices.items() if name not in now.choices]:
            yield f"改动去掉了字段“{rule.label}”（{rule.id}）的选项“{'”“'.join(gone)}”"
    for step in before.steps:
        if step.id not in after.step_by_id:
            yield f"改动去掉了“{step.label}”（{step.id}）"


def opened_later(register: RegisterRule) -> set[str]:
    """The fields that are public by an amendment alone: what was entered for the days before stays closed."""
    first = register.each[0]
    closed = {rule.id for rule in first.fields if not _is_seen(first, rule)}
    return {rule.id for rule in register.fields if rule.id in closed and _is_seen(register, rule)}


def _is_seen(register: RegisterRule, rule: FieldRule) -> bool:
    return register.shows_records and rule.share == "public"


def check_changed_rules(base: Corpus, head: Corpus) -> Iterator[Problem]:
    """KH718, a reminder: what entries that are there were judged by is declared otherwise for them as well."""
    numbers = Counter(entry.REGISTER.id for entry in base.entries)
    for name, earlier in base.registers.items():
        now = head.registers.get(name)
        if now is not None and numbers[name]:
            yield from _tell_changed(earlier, now, numbers[name])


@where_read
def _tell_changed(earlier: RegisterRule, now: RegisterRule, number: int) -> Iterator[Problem]:
    for first, was in earlier.editions or ((None, earlier),):
        rule = now.each[0] if first is None else now.on(first)
        for name in _JUDGING:
            if _judges(was, name) != _judges(rule, name):
                words = f"登记簿已有 {number} 条记录，它们所照的规定（{name}）也改了"
                hint = "只对以后的记录改的，请照原样写，另在 amended 里写从哪一天起；连以前的一起改的，不必处理。"
                yield Problem(rule.origin.place(name), "KH718", words, hint, "warning")
        if first is None:
            return


def _judges(register: RegisterRule, name: str) -> object:
    """What of a part of the declaration judges an entry: of a field nothing that only tells what it is called."""
    if name != "fields":
        return getattr(register, name)
    return [
        (r.id, r.type, r.required, r.limit, r.pattern, r.min, r.max, r.places, [*r.choices]) for r in register.fields
    ]
