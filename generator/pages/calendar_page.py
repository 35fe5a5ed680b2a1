"""The calendar: what each office has to do by when, what is done and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.pages.unrectified import unrectified_of_year
from generator.words import address
from generator.words.duties import DONE, DONE_LATE, OPEN, OVERDUE, STATES
from generator.words.duty_words import DutyWords, shown_duties
from generator.words.page_frame import Article, SearchEntry, page_templates, render_body
from generator.words.shown_registers import open_registers
from generator.words.site_frame import Link

_LONG_AGO = timedelta(days=366)
_TONES = {DONE: "good", DONE_LATE: "open", OPEN: "", OVERDUE: "bad"}


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in the list of an office."""

    due: str
    title: str
    url: str
    state: str
    tone: str
    met: str


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """What one office has to do: its list, what is open first, and how many are in which state.

    `earlier` is open, too, and was due more than a year ago: it stands behind what is due now.
    """

    id: str
    name: str
    file: str
    open: tuple[DutyLine, ...]
    earlier: tuple[DutyLine, ...]
    done: tuple[DutyLine, ...]
    numbers: tuple[str, ...]


def calendar_articles(edition: Edition) -> Iterator[Article]:
    """The page; none where no register asks for anything by a day."""
    duties = shown_duties(edition)
    if not duties:
        return
    on = open_registers(edition).on
    offices = list_offices(duties, on)
    url, title = address.CALENDAR, "工作日历"
    values = {
        "offices": offices,
        "on": on.isoformat(),
        "heads": tuple(STATES.values()),
        "totals": _numbers(duties),
        "all_file": address.ALL_CALENDAR,
        "unrectified": unrectified_of_year(edition),
        "year": next((Link(f"{year}年度结果", address.year_page(year)) for year in edition.years[-1:]), None),
    }
    body = render_body(page_templates(edition), "calendar_page", url, **values)
    about = "每个单位哪一天以前要办什么：评估、检查、整改、报送，办了没有。"
    entry = SearchEntry(title, url, "页面", "日历 期限 评估 到期 超期")
    yield Article(url, title, "registers", body, about, (title,), column=True, entries=(entry,))


def list_offices(duties: Sequence[DutyWords], on: date) -> tuple[OfficeCalendar, ...]:
    """The offices with what they have to do as of the day `on`, those with something overdue first."""
    grouped: dict[str, list[DutyWords]] = {}
    for found in duties:
        grouped.setdefault(found.duty.office, []).append(found)
    made = (_office(name, of, on - _LONG_AGO) for name, of in grouped.items())
    return tuple(sorted(made, key=lambda office: (-int(office.numbers[-1]), office.id)))


def _office(name: str, duties: Sequence[DutyWords], since: date) -> OfficeCalendar:
    open_ones = [found for found in duties if found.state in (OPEN, OVERDUE)]
    done = [found for found in duties if found.state in (DONE, DONE_LATE)]
    return OfficeCalendar(
        id=name,
        name=duties[0].office,
        file=address.calendar_file(name) if name else "",
        open=tuple(_line(found) for found in open_ones if found.duty.due >= since),
        earlier=tuple(_line(found) for found in open_ones if found.duty.due < since),
        done=tuple(map(_line, done)),
        numbers=_numbers(duties),
    )


def _numbers(duties: Sequence[DutyWords]) -> tuple[str, ...]:
    return tuple(str(sum(found.state == state for found in duties)) for state in STATES)


def _line(found: DutyWords) -> DutyLine:
    met = found.duty.met.isoformat() if found.duty.met is not None and found.state in (DONE, DONE_LATE) else ""
    state = STATES[found.state]
    return DutyLine(found.duty.due.isoformat(), found.title, found.url, state, _TONES[found.state], met)
