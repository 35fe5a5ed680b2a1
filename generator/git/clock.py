"""Times of commits, always in Beijing time, whatever the zone of the machine or of the commit."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

BEIJING_OFFSET = 8 * 3600  # seconds east of UTC
BEIJING = timezone(timedelta(seconds=BEIJING_OFFSET), "北京时间")
_LAST = int(datetime(9999, 12, 31, tzinfo=BEIJING).timestamp())


def beijing_time(seconds: int) -> datetime:
    """The moment `seconds` after 1970-01-01T00:00Z, as read in Beijing; moments that no calendar holds are cut."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), BEIJING)
