"""The name of a deduction's file follows from its record: day, unit, number. It can never be changed once merged."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from generator.model.deduction import Deduction
from generator.model.place import find_place
from generator.model.problem import Location, Problem
from generator.model.unread import Unread
from generator.read.naming import is_well_named, right_name
from generator.rules.corpus import Corpus

MISNAMED = "KH507"
_DATED = re.compile(r"(?P<day>[0-9]{4}-[0-9]{4})-(?P<unit>[a-z0-9-]+)-[1-9][0-9]{0,2}")


def check_file_names(corpus: Corpus) -> Iterator[Problem]:
    """KH507, a reminder until it is known that the record is new: the name says another day or unit, or neither."""
    misnamed = [record for record in corpus.deductions if _is_misnamed(corpus, record)]
    if not misnamed:
        return
    taken: dict[tuple[str, int, str], set[str]] = {}
    for record in corpus.deductions:
        taken.setdefault((record.KIND, record.year, record.item), set()).add(record.id)
    for record in misnamed:
        names = taken[record.KIND, record.year, record.item]
        name = right_name(record, names)
        names.add(name)
        if name:
            place, words = _compare(record)
            right = "记录" if record.date.year == record.year else "月日"
            hint = f"请核对；{right}无误的，还没有合并就改名为 {name}.yml，已经合并的不再改名。"
            yield Problem(place, MISNAMED, words, hint, "warning")


def _is_misnamed(corpus: Corpus, record: Deduction) -> bool:
    """Whether a file lies where a deduction is due, and its name is what is wrong: not the year, nor the unit."""
    if is_well_named(record) or find_place(record.origin.file) is None:
        return False
    unit = corpus.units.get(record.unit)
    try:
        return _concerns_name(record) and unit is not None and unit.assessed_in(record.year)
    except Unread:
        return False


def _concerns_name(record: Deduction) -> bool:
    """Whether the name would still be wrong once a year that is not the folder's is set right.

    Where day and name agree on another year, it is the folder that is wrong.
    """
    said = _DATED.fullmatch(record.id)
    right = record.date.year == record.year or (record.date.month, record.date.day) != (2, 29)
    return right and (record.date.year == record.year or said is None or said["day"] != f"{record.date:%Y-%m%d}")


def _compare(record: Deduction) -> tuple[Location, str]:
    """What the name says, and what the record does; and where that stands."""
    said = _DATED.fullmatch(record.id)
    if said is None:
        return record.origin.place(), f"文件名 {record.id}.yml 不是“年-月日-单位-序号”的形式"
    if said["day"] != f"{record.date:%Y-%m%d}":
        return record.origin.place("date"), f"文件名里的日期是 {said['day']}，记录的日期是 {record.date}"
    return record.origin.place("unit"), f"文件名里的单位是 {said['unit']}，记录的单位是 {record.unit}"


def raise_new(
    problems: Iterable[Problem], recorded: Collection[str], told: Collection[Location] = ()
) -> list[Problem]:
    """`problems`, in which a record that is not among the `recorded` files must be renamed: now it still can be.

    Where something was `told` already, it is the value that is wrong, not the name.
    """
    return [
        replace(problem, severity="error")
        if problem.code == MISNAMED and problem.place.file not in recorded
        else problem
        for problem in problems
        if problem.code != MISNAMED or problem.place not in told
    ]
