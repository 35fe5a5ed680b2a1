"""Times of commits, always in Beijing time, whatever the zone of the machine or of the commit."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from generator.git.repository import Repository, ask_git

BEIJING_OFFSET = 8 * 3600  # seconds east of UTC
BEIJING = timezone(timedelta(seconds=BEIJING_OFFSET), "北京时间")
_A_DAY = 86_400  # seconds
_TWO = tuple(f"{number:02}" for number in range(60))
_FIRST_DAY = date(1970, 1, 1).toordinal()
_LAST = int(datetime(9999, 12, 31, tzinfo=BEIJING).timestamp())


def commit_day(repository: Repository, commit: str) -> date | None:
    """The day of a commit as its committer's machine told it; None where there is no such commit."""
    asked = ask_git(repository, "show", "--no-patch", "--format=%ct", "--end-of-options", commit)
    text = asked.output.strip()
    return beijing_day(int(text)) if not asked.status and text.isdigit() else None


def beijing_time(seconds: int) -> datetime:
    """The moment `seconds` after 1970-01-01T00:00Z, as read in Beijing; moments that no calendar holds are cut."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), BEIJING)


def beijing_day(seconds: int) -> date:
    """The day of that moment: many of the same days in a fraction of the time."""
    return _date((min(max(seconds, 0), _LAST) + BEIJING_OFFSET) // _A_DAY)


def beijing_text(seconds: int) -> str:
    """That moment as ISO 8601 writes it, as `isoformat` of it does: many of the same days in a third of the time."""
    day, rest = divmod(min(max(seconds, 0), _LAST) + BEIJING_OFFSET, _A_DAY)
    minutes, seconds = divmod(rest, 60)
    return f"{_day(day)}T{_minute(minutes)}:{_TWO[seconds]}+08:00"


@lru_cache(maxsize=24 * 60)
def _minute(number: int) -> str:
    """A minute of a day by its number."""
    hours, minutes = divmod(number, 60)
    return f"{_TWO[hours]}:{_TWO[minutes]}"


@lru_cache(maxsize=1 << 12)
def _day(number: int) -> str:
    return _date(number).isoformat()


@lru_cache(maxsize=1 << 12)
def _date(number: int) -> date:
    """A day by its number, that of 1970-01-01 being 0."""
    return date.fromordinal(_FIRST_DAY + number)
