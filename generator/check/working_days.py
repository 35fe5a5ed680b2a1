"""Rules for the days off of each year, and for what cannot be counted without them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.calendar.working import MissingYear, end_of_period
from generator.model.corpus import Corpus
from generator.model.holidays import Holidays
from generator.model.problem import Problem
from generator.model.publication import Publication
from generator.model.unread import known, where_read

_WEEKDAYS = "一二三四五六日"


def check_holidays(corpus: Corpus) -> Iterator[Problem]:
    """The problems of the days off of each year, and of notices whose last day they do not tell."""
    for holidays in corpus.holidays.values():
        yield from _check_days(holidays)
    for record in corpus.publications.values():
        yield from _check_notice(corpus, record)


@where_read
def _check_days(holidays: Holidays) -> Iterator[Problem]:
    """KH417: no day is both off and worked; KH418: a day is of its year, and what is made up a day of a weekend."""
    for name, days in (("days_off", holidays.days_off), ("days_made_up", holidays.days_made_up)):
        for number, day in enumerate(days):
            place = holidays.origin.place(name, number)
            if day.year != holidays.year:
                words = f"{day} 不在 {holidays.year} 年"
                yield Problem(place, "KH418", words, f"请写到 data/holidays/{day.year}.yml 里，或核对日期。")
            elif name == "days_made_up" and day in holidays.days_off:
                yield Problem(place, "KH417", f"{day} 既放假又上班", "请只保留一处。")
            elif name == "days_made_up" and day.weekday() < 5:
                words = f"{_say_day(day)}本来就上班，不用写成调休上班"
                yield Problem(place, "KH418", words, "days_made_up 只写调休后上班的周末，请核对日期。")


def _say_day(day: date) -> str:
    return f"{day}（星期{_WEEKDAYS[day.weekday()]}）"


@where_read
def _check_notice(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH421: the last day of a public notice is known, so that nobody need trust a count without holidays."""
    scheme = corpus.schemes.get(record.year)
    if record.kind != "public-notice" or scheme is None or scheme.notice_period is None:
        return
    period = scheme.notice_period
    ends = end_of_period(known(record.date), known(period.days), period.kind, corpus.holidays)
    if isinstance(ends, MissingYear) and ends.path not in corpus.unread:
        words = f"公示期 {period.days} 个工作日要数到 {ends.year} 年，没有 {ends.path}，不知道哪一天期满"
        hint = "请按国务院办公厅的节假日安排补上这个文件；写法见数据格式页的“节假日安排”。"
        yield Problem(record.origin.place("date"), "KH421", words, hint)
