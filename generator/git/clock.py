"""Times of commits, always in Beijing time, whatever the zone of the machine or of the commit."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from generator.git.repository import Repository, ask_git

BEIJING_OFFSET = 8 * 3600  # seconds east of UTC
BEIJING = timezone(timedelta(seconds=BEIJING_OFFSET), "北京时间")
_LAST = int(datetime(9999, 12, 31, tzinfo=BEIJING).timestamp())


def commit_day(repository: Repository, commit: str) -> date | None:
    """The day of a commit as its committer's machine told it; None where there is no such commit."""
    asked = ask_git(repository, "show", "--no-patch", "--format=%ct", "--end-of-options", commit)
    text = asked.output.strip()
    return beijing_time(int(text)).date() if not asked.status and text.isdigit() else None


def beijing_time(seconds: int) -> datetime:
    """The moment `seconds` after 1970-01-01T00:00Z, as read in Beijing; moments that no calendar holds are cut."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), BEIJING)
