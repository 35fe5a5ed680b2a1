"""What every document prints around its text: whose it is, to whom, its number, its day; all of it from the data."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from generator.model.number import format_points
from generator.model.publication import Publication
from generator.model.quarter import one_period
from generator.public.periods import Period, is_demo
from generator.public.released import AnyReleased
from generator.release.titles import assessment_name, of_year, quote_title
from generator.rules.full_marks import full_marks_in
from generator.score.result import YearResult
from generator.words.answer import where_to_appeal
from generator.words.day_words import day_words
from generator.words.opinion_words import opinion_words
from generator.words.result_words import points_noun

_COPIED = ("quarterly", "annual", "praise")
DEMO_WORD = "-demo"  # in the names of files of a demonstration
_SAYS_SO = re.compile("演示|示例")


def chinese_date(day: date | None) -> str:
    """A date as GB/T 9704 7.3.5.4 wants it: no zero before month or day; × where it is not yet known."""
    return day_words(day) or "××××年×月×日"


def mark_number(corpus: AnyReleased, number: str) -> str:
    """The number of a document; in a demonstration it says that it is none."""
    if not number or not is_demo(corpus) or _SAYS_SO.search(number):
        return number
    return f"{number}（演示）"


def demo_name(name: str, demo: bool) -> str:
    """The path of a document; in a demonstration the name of a file says so, also after it was downloaded."""
    return f"{name}{DEMO_WORD}" if demo else name


def office_facts(corpus: AnyReleased) -> dict[str, Any]:
    """Whose document it is: the office that signs, the body that assesses and reviews, addressees and copies."""
    site = corpus.site
    if site is None:
        return {
            "office": "",
            "body": "",
            "district": "",
            "addressees": "",
            "contact": "",
            "opinions": "",
            "copies": dict.fromkeys(_COPIED, ""),
            "phrases": (),
        }
    copies = {name: getattr(site.copies, name).rstrip("。") for name in _COPIED}
    return {
        "office": site.office,
        "body": site.body or site.office,
        "district": site.district,
        "addressees": site.addressees.rstrip("：:") or "各被考核单位",
        "contact": site.contact,
        "opinions": opinion_words(site).rstrip("。"),
        "copies": {name: f"{words}。" if words else "" for name, words in copies.items()},
        "phrases": (site.office, site.body, site.district),
    }


def common_facts(
    corpus: AnyReleased, period: Period, result: YearResult, publication: Publication | None
) -> dict[str, Any]:
    """What all documents of a period print: the office, the number, the date, the scheme."""
    scheme = result.scheme
    office = office_facts(corpus)
    return {
        **office,
        "phrases": (*office["phrases"], scheme.subject, scheme.target_assessment),
        "number": mark_number(corpus, publication.document) if publication is not None else "",
        "date": chinese_date(publication.dated if publication is not None else None),
        "year": str(result.year),
        "period": period.name,
        "sums": result.span.sums,
        "until": chinese_date(result.until),
        "scheme": quote_title(scheme.title),
        "scheme_number": scheme.document,
        "noun": points_noun(result),
        "subject": scheme.subject,
        "assessment": assessment_name(scheme, period.quarter),
        "span": one_period(result.year, period.quarter),
        "appeals_to": where_to_appeal(corpus, scheme),
        "target": scheme.target_assessment,
        "target_of_year": of_year(result.year, scheme.target_assessment) if scheme.target_assessment else "",
        "full_marks": format_points(full_marks_in(result.scheme, result.quarter)),
        "weight": scheme.target_share,
        "whose": scheme.target_whose,
    }


def corrected_words(period: Period, issued: Publication | None) -> str:
    """What a reader must know of a document whose figures are no longer those that were issued."""
    if not period.corrections or issued is None:
        return ""
    return f"数字已按{chinese_date(period.corrections[-1].date)}的更正更新，原发布的数字见网站的发布页"
