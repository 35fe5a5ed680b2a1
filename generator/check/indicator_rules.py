"""Rules for indicators: what is typed is what is counted, a missed target is answered. And what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from generator.check.entry_rules import sound_registers
from generator.check.nearest import suggest_id
from generator.model.entry import Entry
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.register_count import ALL, CountWhere
from generator.model.register_rule import RegisterRule
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.score.register_indicators import Reached, counted_for, indicator_of, is_settled, reached_by
from generator.score.register_states import overdue


def check_indicators(corpus: Corpus) -> Iterator[Problem]:
    """KH715, KH716 of all entries with a target, and KH720 of what targets name outside their register."""
    return judge_indicators(corpus, [gather_answered(corpus)])


def gather_answered(corpus: Corpus) -> list[list[str]]:
    """Register and id of each entry that a deduction answers."""
    return sorted(map(list, _answered(corpus)))


def judge_indicators(corpus: Corpus, gathered: Iterable[Any]) -> Iterator[Problem]:
    """The same by what was `gathered` of the years."""
    sound = sound_registers(corpus)
    answered = {(register, entry) for rows in gathered for register, entry in rows}
    for register in sound.values():
        if register.indicators:
            yield from _check_sources(corpus, register)
            for entry in corpus.entries_by_register.get(register.id, ()):
                yield from _check_reached(corpus, sound, entry, (register.id, entry.id) in answered)


def list_missed(corpus: Corpus) -> Iterator[tuple[Entry, Reached]]:
    """The entries that miss their target, of which neither a deduction nor the entry itself says what follows."""
    answered = _answered(corpus)
    for entry in corpus.entries:
        if entry.REGISTER.indicators and entry.revoked is None and (entry.REGISTER.id, entry.id) not in answered:
            reached = reached_by(entry, corpus.entries_by_register, corpus.holidays)
            if reached is not None and reached.gap and not is_settled(entry):
                yield entry, reached


def _answered(corpus: Corpus) -> set[tuple[str, str]]:
    """The entries from which a deduction came that stands."""
    return {
        (found.register, found.record)
        for record in corpus.deductions
        if record.revoked is None and isinstance(record.found_in, tuple)
        for found in record.found_in
    }


@where_read
def _check_sources(corpus: Corpus, register: RegisterRule) -> Iterator[Problem]:
    """KH720: the register that is counted is there, with the stages that are asked for."""
    for at, indicator in enumerate(register.indicators):
        source = indicator.from_
        if source is None:
            continue
        place = register.origin.place("indicators", at, "from", "register")
        other = corpus.registers.get(source.register)
        if other is None:
            titles = {name: found.title for name, found in corpus.registers.items()}
            words = f"没有编号为“{source.register}”的登记簿"
            yield Problem(place, "KH720", words, suggest_id(source.register, titles))
            continue
        known = {step.id: step.label for step in other.steps}
        for where in (source.numerator, source.denominator):
            if isinstance(where, CountWhere):
                for name in {*where.stage, *where.reached, *where.end} - known.keys():
                    words = f"登记簿“{other.title}”没有编号为“{name}”的阶段"
                    yield Problem(place, "KH720", words, suggest_id(name, known))
            elif where != ALL:
                yield Problem(place, "KH720", f"“{where}”不是能数的东西", "全部写 all；否则写 {stage: …} 等条件。")


@where_read
def _check_reached(
    corpus: Corpus, sound: dict[str, RegisterRule], entry: Entry, is_answered: bool
) -> Iterator[Problem]:
    found = indicator_of(entry)
    if found is None or entry.revoked is not None:
        return
    indicator = found[1]
    if indicator.from_ is not None and indicator.from_.register not in sound:
        return
    counted = counted_for(entry, indicator, corpus.entries_by_register, corpus.holidays)
    if counted is not None:
        for name, number in zip(indicator.value.ratio, counted, strict=True):
            typed = entry.value(name)
            if typed is not None and typed != number:
                label = entry.REGISTER.by_id[name].label
                words = f"{label}写的是 {typed}，登记簿里数出 {number}"
                hint = f"请核对；由登记簿数出的可以不写 {name}。"
                yield Problem(entry.origin.place(name), "KH715", words, hint)
    reached = reached_by(entry, corpus.entries_by_register, corpus.holidays)
    if reached is None or not reached.gap or is_settled(entry) or is_answered:
        return
    rate = _hundredths(reached.rate or Fraction(0))
    words = f"完成 {rate}%，目标 {format_points(indicator.target)}%，没有扣分记录，也没有写明不扣分"
    feeds = indicator.feeds
    by = f"（按 {feeds.item} 的标准 {feeds.standard}）" if feeds is not None else ""
    hint = f"请另写扣分记录{by}并在 from 里引用这一条；不扣分的，写明办结方式和理由。"
    yield Problem(entry.origin.place(indicator.value.ratio[0]), "KH716", words, hint, "warning")


def _hundredths(value: Fraction) -> str:
    return format_points(Fraction(round(value * 100), 100))


def find_overdue(corpus: Corpus, on: date) -> Iterator[Problem]:
    """KH709, reminders: what is not done on the day `on` although its last day is past."""
    sound = sound_registers(corpus)
    for entry in corpus.entries:
        if entry.REGISTER.id in sound:
            yield from _tell_overdue(corpus, entry, on)


@where_read
def _tell_overdue(corpus: Corpus, entry: Entry, on: date) -> Iterator[Problem]:
    for deadline, due in overdue(entry, corpus.holidays, on):
        step = entry.REGISTER.step_by_id[deadline.until]
        words = f"{deadline.label} {due} 已过，到 {on} 还没有写“{step.label}”的日期"
        yield Problem(
            entry.origin.place(deadline.instead or entry.REGISTER.date),
            "KH709",
            words,
            f"请催办；已经完成的，补上 {step.date}。",
            "warning",
        )
