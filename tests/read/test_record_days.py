"""The days that a record tells of: found by declaration, whoever added them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from generator.model.field import Day, Part, Rows, Table
from generator.public.periods import latest_day
from generator.read.record_days import day_fields, days_of
from generator.rules.corpus import Corpus


@dataclass(frozen=True)
class Hearing:
    """A part with a day that happened and one that was set."""

    held: Annotated[date | None, Day(doc="举行的日期")] = None
    set_for: Annotated[date | None, Day(doc="定好的日期", planned=True)] = None


@dataclass(frozen=True)
class File:
    """A record with days beside it, in rows and in a table."""

    opened: Annotated[date, Day(doc="日期")]
    hearings: Annotated[tuple[Hearing, ...], Rows(doc="各次"), Part(doc="一次")] = ()
    of: Annotated[dict[str, Hearing], Table(doc="各单位"), Part(doc="一次")] = field(default_factory=dict)
    closed: Annotated[tuple[date, ...], Rows(doc="结案"), Day(doc="日期")] = ()


def day(number: int) -> date:
    return date(2015, 1, number)


FILE = File(day(1), (Hearing(day(2), day(9)), Hearing()), {"caizheng": Hearing(day(3))}, (day(4),))


def test_every_day_is_found_with_its_place_but_planned_ones() -> None:
    assert list(days_of(FILE)) == [
        (("opened",), day(1)),
        (("hearings", "held"), day(2)),
        (("of", "held"), day(3)),
        (("closed",), day(4)),
    ]


def test_the_date_of_what_is_built_is_the_last_of_any_day() -> None:
    corpus = Corpus(deductions=(FILE,))  # type: ignore[arg-type]
    assert latest_day(corpus) == day(4)
    assert latest_day(Corpus()) is None


def test_every_day_that_a_class_may_have_is_listed_with_its_label() -> None:
    assert day_fields(File) == {
        ("opened",): "日期",
        ("hearings", "held"): "举行的日期",
        ("hearings", "set_for"): "定好的日期",
        ("of", "held"): "举行的日期",
        ("of", "set_for"): "定好的日期",
        ("closed",): "日期",
    }
