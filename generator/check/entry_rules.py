"""Rules for the entries of registers: each against its declaration, in its folder, and in the order of its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from generator.check.entry_links import DEDUCTION, check_links, check_references
from generator.check.register_rules import check_registers
from generator.check.tally_rules import check_tallies
from generator.model.entry import Entry
from generator.model.number import format_points
from generator.model.place import Place
from generator.model.problem import Location, Problem
from generator.model.register_rule import End, RegisterRule, Stage
from generator.model.unread import UNREAD, where_read
from generator.rules.corpus import Corpus
from generator.score.register_counts import field_is
from generator.score.register_states import reached_on


def sound_registers(corpus: Corpus) -> dict[str, RegisterRule]:
    """The registers whose declarations have no problem: by another no entry is judged."""
    if not corpus.registers:
        return {}
    wrong = {problem.place.file for problem in check_registers(corpus)}
    return {name: register for name, register in corpus.registers.items() if register.path not in wrong}


def check_entries(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all entries of soundly declared registers, and of what refers to them."""
    sound = sound_registers(corpus)
    unique: dict[tuple[object, ...], str] = {}
    for entry in corpus.entries:
        if entry.REGISTER.id in sound:
            for rule in _RULES:
                yield from rule(corpus, entry)
            yield from _check_unique(entry, unique)
    if sound:
        yield from check_references(corpus, sound, _is_shared)
        yield from check_links(corpus, sound, _is_shared)
    yield from check_tallies(corpus)


def check_named_deductions(corpus: Corpus) -> Iterator[Problem]:
    """KH702, KH711 to KH714 of the deductions that entries name."""
    sound = sound_registers(corpus)
    yield from check_references(corpus, sound, _is_deduction)
    yield from check_links(corpus, sound, _is_deduction)


def named_deductions(corpus: Corpus) -> set[str]:
    """The ids of the deductions that entries name."""
    found: set[str] = set()
    for entry in corpus.entries:
        found.update(_names_in(entry))
    return found


@where_read
def _names_in(entry: Entry) -> Iterator[str]:
    for link in entry.REGISTER.links:
        if link.to == DEDUCTION and link.field:
            yield from filter(None, entry.values_of(link.field))
    for rule in entry.REGISTER.fields:
        if rule.type == "ref" and rule.to == DEDUCTION:
            yield from filter(None, entry.values_of(rule.id))
        for inner in rule.rows:
            if inner.type == "ref" and inner.to == DEDUCTION:
                yield from filter(None, (row.value(inner.id) for row in entry.value(rule.id)))


def _is_deduction(to: str) -> bool:
    return to == DEDUCTION


def _is_shared(to: str) -> bool:
    return to != DEDUCTION


@where_read
def _check_folder(corpus: Corpus, entry: Entry) -> Iterator[Problem]:
    """KH701: an entry lies where its register has it, in the repository of its store."""
    register, place = entry.REGISTER, Location(entry.path)
    is_here = corpus.site is not None and corpus.site.confidential
    if register.is_confidential and not is_here:
        words = f"“{register.title}”是保密登记簿，记录不能放在这个仓库里"
        hint = "请移到保密仓库；已经提交过的，历史里还看得到，请告诉考核办。"
        yield Problem(place, "KH701", words, hint)
    if (register.per == "year") != bool(entry.year):
        right = Place("entry", entry.day.year if register.per == "year" else 0, id=entry.id, register=register.id)
        words = f"“{register.title}”{'按年度' if register.per == 'year' else '不按年度'}存放"
        yield Problem(place, "KH701", words, f"请移到 {right.path}。")
    elif entry.year and entry.year != entry.day.year:
        right = Place("entry", entry.day.year, id=entry.id, register=register.id)
        label = register.by_id[register.date].label
        words = f"{label} {entry.day} 不在 {entry.year} 年度内"
        yield Problem(
            entry.origin.place(register.date), "KH701", words, f"请核对日期；确是那一年的，移到 {right.path}。"
        )


def _is_filled(entry: Entry, name: str) -> bool:
    return entry.value(name) not in ("", None, (), False)


def _last_of(entry: Entry, stages: tuple[Stage, ...]) -> Stage | None:
    """The last of the stages that is reached."""
    return next((stage for stage in reversed(stages) if reached_on(entry, stage)), None)


@where_read
def _check_stages(corpus: Corpus, entry: Entry) -> Iterator[Problem]:
    """KH703: a stage has what it needs, and the stages before it; KH705: an entry ends in one way."""
    register = entry.REGISTER
    ended = [end for end in register.ends if reached_on(entry, end)]
    last = _last_of(entry, register.stages)
    before = register.stages[: register.stages.index(last)] if last is not None else ()
    for stage in before:
        if reached_on(entry, stage) is None and last is not None:
            label, missing = last.label, register.by_id[stage.date]
            words = f"写了“{label}”的日期（{last.date}），没有写“{stage.label}”的日期"
            yield Problem(entry.origin.place(last.date), "KH703", words, f"请补上 {missing.id}（{missing.label}）。")
    for step in (*register.stages, *ended):
        if reached_on(entry, step) is not None:
            yield from _check_needs(entry, step)
    if len(ended) > 1:
        listed = "、".join(f"{end.label}（{end.date}）" for end in ended)
        yield Problem(entry.origin.place(ended[1].date), "KH705", f"写了几种办结方式：{listed}", "请只保留一种。")


def _check_needs(entry: Entry, step: Stage) -> Iterator[Problem]:
    register = entry.REGISTER
    place = entry.origin.place(step.date)
    missing = [name for name in step.needs if not _is_filled(entry, name)]
    if isinstance(step, End) and step.linked and not _is_filled(entry, step.linked):
        missing.append(step.linked)
    if missing:
        named = "、".join(f"{name}（{register.by_id[name].label}）" for name in missing)
        words = f"到了“{step.label}”，没有写{'、'.join(register.by_id[name].label for name in missing)}"
        yield Problem(place, "KH703", words, f"请补上 {named}；还没有到这一步的，删去 {step.date}。")
    if isinstance(step, End) and step.after:
        needed = register.step_by_id[step.after]
        if reached_on(entry, needed) is None:
            words = f"“{step.label}”要在“{needed.label}”之后，没有写它的日期"
            rule = register.by_id[needed.date]
            hint = f"请补上 {rule.id}（{rule.label}）；还没有到这一步的，删去 {step.date}。"
            yield Problem(place, "KH703", words, hint)


@where_read
def _check_order(corpus: Corpus, entry: Entry) -> Iterator[Problem]:
    """KH704: a stage is not before the one before it, an end not before any, a revocation not before the entry."""
    register = entry.REGISTER
    reached = [(stage, day) for stage in register.stages if (day := reached_on(entry, stage))]
    ends = [(end, day) for end in register.ends if (day := reached_on(entry, end))]
    latest: tuple[Stage, date] | None = None
    for step, day in (*reached, *ends[:1]):
        if latest is not None and day < latest[1]:
            yield _out_of_order(entry, step.date, day, latest[0].date, latest[1])
        latest = (step, day) if latest is None or day >= latest[1] else latest
    for check in register.checks:
        days = [(name, entry.value(name)) for name in check.order if entry.value(name)]
        for (first, one), (second, other) in pairwise(days):
            if other < one:
                yield _out_of_order(entry, second, other, first, one)
    if entry.revoked is not None and entry.revoked.date < entry.day:
        place = entry.origin.place("revoked", "date")
        words = f"撤销日期 {entry.revoked.date} 早于{register.by_id[register.date].label} {entry.day}"
        yield Problem(place, "KH704", words, "请核对日期。")


def _out_of_order(entry: Entry, name: str, day: date, earlier: str, other: date) -> Problem:
    rules = entry.REGISTER.by_id
    words = f"{rules[name].label} {day} 早于{rules[earlier].label} {other}"
    return Problem(entry.origin.place(name), "KH704", words, "请核对日期。")


@where_read
def _check_required(corpus: Corpus, entry: Entry) -> Iterator[Problem]:
    """KH706: a field that another asks for, or one of several, is there."""
    rules = entry.REGISTER.by_id
    for check in entry.REGISTER.checks:
        asked = check.required_when
        if asked is not None and field_is(entry, asked):
            rule = rules[asked.field]
            said = "、".join(rule.choices.get(value, value) for value in asked.value)
            for name in (name for name in check.fields if not _is_filled(entry, name)):
                words = f"{rule.label}是“{said}”，没有写{rules[name].label}"
                yield Problem(
                    entry.origin.place(asked.field), "KH706", words, f"请补上 {name}（{rules[name].label}）。"
                )
        if check.one_of and not any(_is_filled(entry, name) for name in check.one_of):
            named = "、".join(f"{name}（{rules[name].label}）" for name in check.one_of)
            yield Problem(
                entry.origin.place(),
                "KH706",
                f"没有写{'或'.join(rules[n].label for n in check.one_of)}",
                f"请至少写一个：{named}。",
            )


@where_read
def _check_numbers(corpus: Corpus, entry: Entry) -> Iterator[Problem]:
    """KH708: a number is not above the one that it is part of; rows add up."""
    rules = entry.REGISTER.by_id
    for check in entry.REGISTER.checks:
        if check.at_most:
            small, large = check.at_most
            one, other = entry.value(small), entry.value(large)
            if one is not None and other is not None and one > other:
                words = f"{rules[small].label} {_say(one)} 大于{rules[large].label} {_say(other)}"
                yield Problem(entry.origin.place(small), "KH708", words, "请核对这两个数。")
        if check.sum is not None:
            asked = check.sum
            total = entry.value(asked.total)
            found = sum(row.value(asked.field) or 0 for row in entry.value(asked.rows))
            if total is not None and found != total:
                words = f"{rules[asked.rows].label}合计 {_say(found)}，{rules[asked.total].label}写的是 {_say(total)}"
                yield Problem(entry.origin.place(asked.total), "KH708", words, "请核对各行和合计。")


def _say(value: Any) -> str:
    return str(value) if isinstance(value, int) else format_points(value)


@where_read
def _check_unique(entry: Entry, seen: dict[tuple[object, ...], str]) -> Iterator[Problem]:
    """KH707: no two entries say the same in fields that tell entries apart; revoked ones are left out."""
    if entry.revoked is not None:
        return
    for at, check in enumerate(entry.REGISTER.checks):
        values = tuple(entry.value(name) for name in check.unique)
        if not values or any(value in ("", None, ()) or value is UNREAD for value in values):
            continue
        first = seen.setdefault((entry.REGISTER.id, at, *values), entry.path)
        if first != entry.path:
            labels = "、".join(entry.REGISTER.by_id[name].label for name in check.unique)
            words = f"{labels}与 {first} 相同"
            yield Problem(entry.origin.place(check.unique[-1]), "KH707", words, "请核对；重复登记的请撤销一条。")


_RULES = (_check_folder, _check_stages, _check_order, _check_required, _check_numbers)
