"""What a declaration of a register names of itself: each mention with its place, and what must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from generator.model.register_count import CountWhere
from generator.model.register_field import FieldName, PeriodEnd
from generator.model.register_rule import GAP, KEEPER, OFFICE, STATE, TARGET, UNIT, VALUE, RegisterRule
from generator.score.register_counts import BY_QUARTER, BY_UNIT, BY_YEAR_OF

Steps = tuple[str | int, ...]
Table = Literal["field", "step", "stage", "deadline", "count"]
_NUMBERS = ("number", "whole")


class Mention(NamedTuple):
    """A name in a declaration; `types` are those that a field of this name may have, empty for any."""

    steps: Steps
    name: str
    table: Table = "field"
    types: tuple[str, ...] = ()
    of_units: bool = False


def mentions_of(register: RegisterRule) -> Iterator[Mention]:
    """Every mention of a field, stage, deadline or count."""
    yield from _of_head(register)
    yield from _of_course(register)
    yield from _of_expected(register)
    yield from _of_links(register)
    yield from _of_checks(register)
    yield from _of_counts(register)
    yield from _of_indicators(register)
    yield from _of_shown(register)


def _fields(above: Steps, names: Iterable[str], types: tuple[str, ...] = ()) -> Iterator[Mention]:
    for at, name in enumerate(names):
        yield Mention((*above, at), name, "field", types)


def _of_head(register: RegisterRule) -> Iterator[Mention]:
    if isinstance(register.keeper, FieldName):
        yield Mention(("keeper", "field"), register.keeper.field, types=("ref",), of_units=True)
    if register.unit:
        yield Mention(("unit",), register.unit, types=("ref",), of_units=True)
    yield Mention(("date",), register.date, types=("day",))


def _of_course(register: RegisterRule) -> Iterator[Mention]:
    for name, steps in (("stages", register.stages), ("ends", register.ends)):
        for at, step in enumerate(steps):
            yield Mention((name, at, "date"), step.date, types=("day",))
            yield from _fields((name, at, "needs"), step.needs)
            if step.by not in (KEEPER, UNIT, OFFICE):
                yield Mention((name, at, "by"), step.by, types=("ref",), of_units=True)
    for at, end in enumerate(register.ends):
        if end.after:
            yield Mention(("ends", at, "after"), end.after, "stage")
        if end.linked:
            yield Mention(("ends", at, "linked"), end.linked, types=("ref",))
    for at, due in enumerate(register.deadlines):
        yield Mention(("deadlines", at, "until"), due.until, "step")
        if due.instead:
            yield Mention(("deadlines", at, "instead"), due.instead, types=("day",))
        if isinstance(due.from_, PeriodEnd):
            yield Mention(("deadlines", at, "from", "end_of"), due.from_.end_of, types=("period",))
        elif due.from_ is not None and due.from_ not in register.step_by_id:
            yield Mention(("deadlines", at, "from"), due.from_, types=("day",))


def _of_expected(register: RegisterRule) -> Iterator[Mention]:
    for at, expected in enumerate(register.expected):
        above: Steps = ("expected", at)
        if expected.each:
            yield Mention((*above, "each"), expected.each, types=("choice", "ref"))
        if expected.period:
            yield Mention((*above, "period"), expected.period, types=("period",))
        if expected.where is not None:
            yield Mention((*above, "where", "field"), expected.where.field)


def _of_links(register: RegisterRule) -> Iterator[Mention]:
    for at, link in enumerate(register.links):
        for number, found in enumerate(link.sources):
            if found.when is not None:
                yield Mention(("links", at, "sources", number, "when", "field"), found.when.field)


def _of_checks(register: RegisterRule) -> Iterator[Mention]:
    for at, check in enumerate(register.checks):
        above: Steps = ("checks", at)
        if check.required_when is not None:
            yield Mention((*above, "required_when", "field"), check.required_when.field)
        for name in ("fields", "unique", "one_of"):
            yield from _fields((*above, name), getattr(check, name))
        yield from _fields((*above, "order"), check.order, ("day",))
        yield from _fields((*above, "at_most"), check.at_most, _NUMBERS)
        if check.sum is not None:
            yield Mention((*above, "sum", "rows"), check.sum.rows, types=("rows",))
            yield Mention((*above, "sum", "total"), check.sum.total, types=_NUMBERS)


def _of_counts(register: RegisterRule) -> Iterator[Mention]:
    for at, count in enumerate(register.counts):
        yield from _of_where(("counts", at, "where"), count.where)
        for number, name in enumerate(count.between):
            yield Mention(("counts", at, "between", number), name, "step")
        for number, name in enumerate(count.by):
            if name not in (BY_UNIT, BY_QUARTER, BY_YEAR_OF):
                yield Mention(("counts", at, "by", number), name, types=("choice", "ref", "flag"))
        if count.share_of:
            yield Mention(("counts", at, "share_of"), count.share_of, "count")


def _of_where(above: Steps, where: CountWhere) -> Iterator[Mention]:
    for key, names in (("stage", where.stage), ("reached", where.reached), ("end", where.end)):
        for at, name in enumerate(names):
            yield Mention((*above, key, at), name, "step")
    for key, name in (("within", where.within), ("late", where.late)):
        if name:
            yield Mention((*above, key), name, "deadline")
    for at, asked in enumerate(where.fields):
        yield Mention((*above, "fields", at, "field"), asked.field, types=("choice", "ref", "flag", "period"))


def _of_indicators(register: RegisterRule) -> Iterator[Mention]:
    for at, found in enumerate(register.indicators):
        if found.of is not None:
            yield Mention(("indicators", at, "of", "field"), found.of.field)
        yield from _fields(("indicators", at, "value", "ratio"), found.value.ratio, ("whole",))


def _of_shown(register: RegisterRule) -> Iterator[Mention]:
    pages = register.pages
    for at, name in enumerate(pages.columns):
        if name not in (STATE, TARGET, GAP, VALUE):
            yield Mention(("pages", "columns", at), name)
    if pages.group_by:
        yield Mention(("pages", "group_by"), pages.group_by, types=("choice", "ref", "text", "period"))
    if pages.outcomes_by:
        yield Mention(("pages", "outcomes_by"), pages.outcomes_by, types=("text",))
    yield from _fields(("pages", "sort"), pages.sort)
    for at, link in enumerate(register.links):
        if link.field:
            yield Mention(("links", at, "field"), link.field, types=("ref", "clause"))
        yield from _fields(("links", at, "same"), link.same, ("ref",))
    for at, opening in enumerate(register.opened):
        yield Mention(("opened", at, "field"), opening.field)
