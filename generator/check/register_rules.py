"""Rules for the declarations of registers: what is named is there, is of its kind, and fits together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.check.edition_rules import check_editions, opened_later
from generator.check.nearest import suggest_id, suggest_unit
from generator.check.register_mentions import Mention, Steps, mentions_of
from generator.model.place import unit_file
from generator.model.problem import Problem
from generator.model.register_field import FIELD_TYPES, FieldRule
from generator.model.register_flaw import field_flaws
from generator.model.register_rule import RegisterRule
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.score.register_counts import BY_QUARTER, BY_UNIT, BY_YEAR_OF

_WORDS = {"field": "字段", "step": "阶段或办结方式", "stage": "阶段", "deadline": "期限", "count": "统计数"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_registers(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all declarations; of one whose fields are wrong only these."""
    for register in corpus.registers.values():
        yield from dict.fromkeys(problem for one in register.each for problem in _check_declared(corpus, one))
        yield from check_editions(register)
    yield from _check_rectification(corpus)


def _check_declared(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    flaws = [flaw for flaw in field_flaws(register) if flaw.code]
    for flaw in flaws:
        yield Problem(register.origin.place(*flaw.steps), flaw.code, flaw.message, flaw.hint)
    if not flaws:
        for rule in _RULES:
            yield from rule(corpus, register)


@where_read
def _check_mentions(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH720: what is named is there; KH726: and it is of the kind that is needed."""
    tables: Mapping[str, Mapping[str, str]] = {
        "field": {rule.id: rule.label for rule in register.fields},
        "step": {step.id: step.label for step in register.steps},
        "stage": {stage.id: stage.label for stage in register.stages},
        "deadline": {due.id: due.label for due in register.deadlines},
        "count": {count.id: count.label for count in register.counts},
    }
    for mention in mentions_of(register):
        known = tables[mention.table]
        place = register.origin.place(*mention.steps)
        if mention.name not in known:
            words = f"没有编号为“{mention.name}”的{_WORDS[mention.table]}"
            yield Problem(place, "KH720", words, suggest_id(mention.name, known))
        elif mention.table == "field" and (wrong := _wrong_kind(register, mention)):
            yield Problem(place, "KH726", wrong[0], wrong[1])


def _wrong_kind(register: RegisterRule, mention: Mention) -> tuple[str, str] | None:
    rule = register.by_id[mention.name]
    if mention.types and rule.type not in mention.types:
        words = f"字段“{rule.label}”（{rule.id}）的类型是{FIELD_TYPES[rule.type]}，不能用在这里"
        return words, f"这里要的类型：{'、'.join(f'{one}（{FIELD_TYPES[one]}）' for one in mention.types)}。"
    if mention.of_units and rule.to != "unit":
        return f"字段“{rule.label}”（{rule.id}）引用的不是单位", "请写 to: unit，或换一个字段。"
    if mention.steps == ("date",) and not rule.required:
        return f"记录的日期字段“{rule.label}”（{rule.id}）不是必填的", "请写 required: true。"
    return None


@where_read
def _check_twice(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH721: an id of a stage, end, deadline or count is used once."""
    for name, of, declared in (
        ("stages", "阶段", register.steps),
        ("deadlines", "期限", register.deadlines),
        ("expected", "应有的记录", register.expected),
        ("counts", "统计数", register.counts),
    ):
        for key, number in Counter(found.id for found in declared).items():
            if number > 1:
                words = f"{of} {key} 声明了 {number} 次"
                yield Problem(
                    register.origin.place(name), "KH721", words, "请改用不同的编号；阶段和办结方式也不能同名。"
                )


@where_read
def _check_public(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH724: what the public sees can be seen: the day, the unit, and all by which it is counted."""
    if register.show == "nothing":
        return
    needed: list[tuple[Steps, str]] = [(("date",), register.date)]
    if register.unit:
        needed.append((("unit",), register.unit))
    for at, count in enumerate(register.counts):
        needed += [(("counts", at, "by", n), name) for n, name in enumerate(count.by) if name in register.by_id]
        needed += [(("counts", at, "where", "fields", n), asked.field) for n, asked in enumerate(count.where.fields)]
    for steps, name in needed:
        rule = register.by_id.get(name)
        if rule is not None and rule.share != "public":
            words = f"公众要看到这个登记簿，这里用的字段“{rule.label}”（{rule.id}）却不公开"
            hint = "请写 share: public，或不按它统计；都不公开的登记簿写 show: nothing。"
            yield Problem(register.origin.place(*steps), "KH724", words, hint)


@where_read
def _check_keeper(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH725: the keeper is a registered unit; so is the office that assesses what an indicator feeds."""
    keeper = register.keeper
    if isinstance(keeper, str) and keeper not in corpus.units and unit_file(keeper) not in corpus.unread:
        hint = suggest_unit(keeper, corpus.units.values())
        yield Problem(register.origin.place("keeper"), "KH725", f"没有编号为“{keeper}”的单位", hint)


@where_read
def _check_store(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH728: store, show and limit agree."""
    origin = register.origin
    if register.is_confidential and register.show == "records":
        words = "保密登记簿的记录不能公开"
        yield Problem(origin.place("show"), "KH728", words, "请写 show: counts（只公开统计数）或 show: nothing。")
    if register.show == "counts" and not register.at_least:
        words = "只公开统计数的登记簿没有写 at_least"
        yield Problem(origin.place("show"), "KH728", words, "请写 at_least，小于这个数的不公开，如 at_least: 5。")
    if register.show != "records":
        for at, count in enumerate(register.counts):
            if len([name for name in count.by if name not in (BY_QUARTER, BY_YEAR_OF)]) > 1:
                words = f"统计数“{count.label}”按几样交叉统计，人数少时看得出是谁"
                hint = "只公开统计数的登记簿，除季度以外只按一样统计。"
                yield Problem(origin.place("counts", at, "by"), "KH728", words, hint)


@where_read
def _check_wholes(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH727: a check, count, deadline, link or indicator says all it needs, and nothing besides."""
    for steps, words, hint in _incomplete(register):
        yield Problem(register.origin.place(*steps), "KH727", words, hint)


def _incomplete(register: RegisterRule) -> Iterator[tuple[Steps, str, str]]:
    for at, check in enumerate(register.checks):
        kinds = list(check.kinds())
        if len(kinds) != 1 or bool(check.fields) != (kinds == ["required_when"]):
            hint = "每项只写一种；required_when 要和 fields 一起写，别的不写 fields。"
            yield ("checks", at), f"这项核对写了 {len(kinds)} 种", hint
        elif check.at_most and len(check.at_most) != 2:
            yield ("checks", at, "at_most"), "at_most 要写两个数的字段", "如 at_most: [numerator, denominator]。"
        elif check.sum is not None and check.sum.rows in register.by_id:
            yield from _wrong_sum(register, at, check.sum.rows, check.sum.field)
    for at in range(len(register.counts)):
        yield from _wrong_count(register, at)
    for at, due in enumerate(register.deadlines):
        if not due.instead and (due.from_ is None or not due.days):
            hint = "请写 instead（期限所在的日期字段），或者 from 和 days。"
            yield ("deadlines", at), f"期限“{due.label}”没有写从哪天起、几天", hint
    for at, link in enumerate(register.links):
        if bool(link.field) == bool(link.from_there):
            hint = "引用写在这里的写 field，写在对方记录里的写 from_there。"
            yield ("links", at), "一种联系要写 field 或 from_there，只写一个", hint
    for name in _PLACEHOLDER.findall(register.title_from):
        if name not in register.by_id and name != "state":
            hint = f"可用：{'、'.join(register.by_id)}、state。"
            yield ("title_from",), f"标题里没有名为“{name}”的字段", hint


def _wrong_sum(register: RegisterRule, at: int, rows: str, field: str) -> Iterator[tuple[Steps, str, str]]:
    inner = {rule.id: rule.type for rule in register.by_id[rows].rows}
    if inner.get(field) not in ("number", "whole"):
        hint = f"可填：{'、'.join(name for name, kind in inner.items() if kind in ('number', 'whole')) or '没有'}。"
        yield ("checks", at, "sum", "field"), f"{rows} 的行里没有名为“{field}”的数", hint


def _wrong_count(register: RegisterRule, at: int) -> Iterator[tuple[Steps, str, str]]:
    count = register.counts[at]
    if (count.of == "days") != (len(count.between) == 2):
        hint = "平均天数写 of: days 和 between: [阶段, 阶段]；条数都不写。"
        yield ("counts", at), f"统计数“{count.label}”的 of 和 between 不相配", hint
    whole = next((found for found in register.counts if found.id == count.share_of), None)
    if whole is not None and (whole.by != count.by or whole is count or whole.of != "records"):
        hint = "请让两个统计数的 by 相同，都是条数，且不是同一个。"
        yield ("counts", at, "share_of"), f"统计数“{count.label}”不能算作“{whole.label}”的比率", hint
    if BY_UNIT in count.by and not register.unit:
        yield ("counts", at, "by"), "登记簿没有写哪个字段是有关单位", "请写 unit，或不按单位统计。"


@where_read
def _check_opened(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH729: what was opened is public, and told once."""
    seen: set[str] = set()
    for at, opening in enumerate(register.opened):
        rule = register.by_id.get(opening.field)
        if rule is not None and (rule.share != "public" or opening.field in seen):
            words = f"opened 里的字段“{rule.label}”（{rule.id}）" + (
                "写了两次" if opening.field in seen else "不公开"
            )
            yield Problem(
                register.origin.place("opened", at, "field"), "KH729", words, "公开的字段写 share: public；只写一次。"
            )
        seen.add(opening.field)


def check_opening(base: RegisterRule, head: RegisterRule) -> Iterator[Problem]:
    """KH729: a field that was not public becomes so with a line in `opened`, or by an amendment."""
    opened = {opening.field for opening in head.opened} | opened_later(head)
    was = {rule.id for rule in base.fields if _is_seen(base, rule)}
    known = {rule.id for rule in base.fields}
    for at, rule in enumerate(head.fields):
        if _is_seen(head, rule) and rule.id in known - was and rule.id not in opened:
            words = f"字段“{rule.label}”（{rule.id}）原来不公开，现在要公开，没有写 opened"
            hint = f"请在 opened 里写：{{field: {rule.id}, from: 起始日期, reason: 理由}}；以前的记录不公开它。"
            yield Problem(head.origin.place("fields", at), "KH729", words, hint)


def _is_seen(register: RegisterRule, rule: FieldRule) -> bool:
    return register.shows_records and rule.share == "public"


def _check_rectification(corpus: Corpus) -> Iterator[Problem]:
    """KH727: deductions say by one register only where they are put right."""
    there = [
        (register, at)
        for register in corpus.registers.values()
        for at, link in enumerate(register.links if isinstance(register.links, tuple) else ())
        if link.from_there == RECTIFICATION
    ]
    for register, at in there[1:]:
        words = f"登记簿 {there[0][0].id} 已经写了从扣分记录引来的整改"
        yield Problem(
            register.origin.place("links", at), "KH727", words, "只有一个登记簿写 from_there: rectification。"
        )


RECTIFICATION = "rectification"
_RULES = (
    _check_mentions,
    _check_twice,
    _check_public,
    _check_keeper,
    _check_store,
    _check_wholes,
    _check_opened,
)
