"""Days as people read them: 2015年4月1日 (GB/T 15835-2011 4.3.1.1), in place of the form of files, 2015-04-01."""

from __future__ import annotations

import re
from datetime import date, datetime

_DAY = re.compile(r"(?<![0-9A-Za-z/_.“-])(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9A-Za-z/_-])")


def day_words(day: date | None) -> str:
    """A day without zeros before month and day; empty where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""


def value_day_words(value: date | str) -> str:
    """A value as it is read: a day so, with the time of day where it has one; other values as they are."""
    if isinstance(value, datetime):
        return f"{day_words(value)} {value:%H:%M}"
    if isinstance(value, date):
        return day_words(value)
    return reword_days(value) if _DAY.fullmatch(value) else value


def reword_days(words: str) -> str:
    """A sentence of the program with its days so; what is no day of the calendar, ids, paths and quotations stay."""
    return _DAY.sub(_reword, words)


def _reword(found: re.Match[str]) -> str:
    try:
        return day_words(date.fromisoformat(found["day"]))
    except ValueError:
        return found[0]
