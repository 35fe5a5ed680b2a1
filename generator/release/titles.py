"""What is published is called the same everywhere: on its document, its page, in lists and in the feed."""

from __future__ import annotations

import re

from generator.model.publication import Publication, name_of
from generator.model.quarter import one_period, quarter_name
from generator.rules.scheme import Scheme

_ABOUT = re.compile("关于([^《》“”]+)的(通报|公告|通知)")
_SIGNS = re.compile("[《》“”、，]")
_NESTED = str.maketrans("《》", "〈〉")


def publication_title(scheme: Scheme, kind: str, quarter: int | None) -> str:
    """The title of a publication that was given none."""
    name = assessment_name(scheme, quarter)
    if kind == "public-notice":
        return f"{name}结果公示"
    return f"关于{name}{'情况' if quarter is not None else '结果'}的通报"


def assessment_name(scheme: Scheme, quarter: int | None) -> str:
    """The assessment of a period: 2015年第一季度机关考核, 2015年度机关考核."""
    if quarter is not None:
        return f"{scheme.year}年{quarter_name(quarter)}{scheme.subject}"
    return of_year(scheme.year, scheme.subject)


def of_year(year: int, name: str) -> str:
    """What a year's assessment is called: 2015年度机关考核, and 2015年度综合考核 where it is called 年度综合考核."""
    return f"{year}年度{name.removeprefix('年度')}"


def correction_title(publication: Publication) -> str:
    """The title of a correction of `publication`."""
    return f"关于{_called(publication.title)}的更正公告"


def correction_words(correction: str) -> str:
    """Which correction the id of one is, in a few words: 2015年第二季度通报第1次更正."""
    publication, _, number = correction.rpartition("-c")
    name = name_of(publication)
    period = one_period(name.year, name.quarter)
    again = f"（第{name.number}次发布）" if name.number > 1 else ""
    return f"{period}{'公示' if name.kind == 'public-notice' else '通报'}{again}第{number}次更正"


def withdrawal_title(publication: Publication) -> str:
    """The title of the announcement that `publication` was withdrawn."""
    return f"关于{_called(publication.title)}的撤回公告"


def _called(title: str) -> str:
    """A publication within the title of what follows it: without a 关于 of its own where it has one, else 《…》."""
    plain = _ABOUT.fullmatch(title)
    if plain is not None:
        return f"{plain[1]}{plain[2]}"
    return title if title.endswith("公示") and not _SIGNS.search(title) else quote_title(title)


def quote_title(title: str) -> str:
    """A title within another text: 《…》, and 〈…〉 for those that stand in it (GB/T 15834-2011)."""
    return f"《{title.translate(_NESTED)}》"
