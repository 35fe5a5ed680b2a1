"""The calendar of each office, and of all, to subscribe to (RFC 5545): whole days, lines of at most 75 octets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.load.edition import Edition
from generator.words import address
from generator.words.duties import STATES
from generator.words.duty_words import DutyWords, shown_duties
from generator.words.site_frame import SiteView, view_site

_OCTETS = 75


def produce_calendars(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each calendar; none where no register asks for anything by a day."""
    duties = shown_duties(edition)
    if not duties:
        return
    site, stamp = view_site(edition), edition.updated or date.min
    yield address.ALL_CALENDAR, calendar_text(site, f"{site.title}工作日历", stamp, duties)
    for office in sorted({found.duty.office for found in duties} - {""}):
        own = [found for found in duties if found.duty.office == office]
        name = f"{own[0].office}：{site.title}工作日历"
        yield address.calendar_file(office), calendar_text(site, name, stamp, own)


def calendar_text(site: SiteView, name: str, stamp: date, duties: Iterable[DutyWords]) -> bytes:
    """A calendar as a file: equal data give equal bytes, for its stamps are the data's day and its ids are theirs."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kaohe//kaohe//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escape_ics(name)}",
        *(line for found in duties for line in _event(site, stamp, found)),
        "END:VCALENDAR",
    ]
    return b"".join(fold_line(line) for line in lines)


def _event(site: SiteView, stamp: date, found: DutyWords) -> Iterator[str]:
    duty = found.duty
    yield "BEGIN:VEVENT"
    yield f"UID:{duty.key.replace('/', '.')}@{site.domain or 'kaohe.invalid'}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{duty.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{duty.due + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escape_ics(f'{found.title}［{STATES[found.state]}］')}"
    about = f"{found.office}：{found.title}，{duty.due} 以前。状态：{STATES[found.state]}。"
    yield f"DESCRIPTION:{escape_ics(about)}"
    yield f"CATEGORIES:{escape_ics(duty.register.title)}"
    if site.base_url:
        yield f"URL:{site.base_url.rstrip('/')}/{found.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape_ics(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold_line(line: str) -> bytes:
    """A content line in lines of at most 75 octets each, no character cut in two (RFC 5545, 3.1)."""
    parts, part = [], b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
