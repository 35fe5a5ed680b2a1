"""The notices whose text a site has: what each is called, and which years rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from generator.model.lazy_dataclass import dataclass
from generator.rules.notice import NoticeDocument, find_kind
from generator.rules.scheme import Scheme
from generator.words import address
from generator.words.site_frame import Link

REPRINTED = "按底本整理"  # where the text of a notice is from: no body that is named in it made these files
_DATE = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in a list: number and day as published, and the methods that rest on it."""

    id: str
    link: Link
    number: str
    date: str
    methods: tuple[Link, ...]


def view_notices(notices: Mapping[str, NoticeDocument], schemes: Iterable[Scheme]) -> tuple[NoticeLine, ...]:
    """All notices, the newest first; one without a day, then one with a later id, comes before."""
    resting: dict[str, list[Link]] = {}
    for scheme in schemes:
        resting.setdefault(scheme.notice, []).append(Link(f"{scheme.year}年度", address.method_page(scheme.year)))
    ordered = sorted(notices.items(), key=lambda entry: (notice_day(entry[1]) or date.max, entry[0]), reverse=True)
    return tuple(
        NoticeLine(
            id=name,
            link=Link(notice.title, address.notice_page(name)),
            number=notice.number,
            date=_date_words(notice),
            methods=tuple(resting.get(name, ())),
        )
        for name, notice in ordered
    )


def notice_day(notice: NoticeDocument) -> date | None:
    """成文日期 of a notice; None where its text has none that can be read."""
    texts = (clause.text for part in notice.parts for clause in part.clauses if clause.kind == "date")
    found = next((found for text in texts if (found := _DATE.search(text))), None)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:  # 13月
        return None


def _date_words(notice: NoticeDocument) -> str:
    found = find_kind(notice.parts[0], "date") if notice.parts else None
    return found.text if found is not None else ""
