"""What is published is called the same everywhere: on its document, its page, in lists and in the feed."""

from __future__ import annotations

from generator.model.publication import Publication
from generator.model.scheme import Scheme

_NESTED = str.maketrans("《》", "〈〉")


def publication_title(scheme: Scheme, kind: str, quarter: int | None) -> str:
    """The title of a publication that was given none."""
    if quarter is not None:
        return f"关于{scheme.year}年第{'一二三四'[quarter - 1]}季度{scheme.subject}情况的通报"
    name = of_year(scheme.year, scheme.subject)
    return f"{name}结果公示" if kind == "public-notice" else f"关于{name}结果的通报"


def of_year(year: int, name: str) -> str:
    """What a year's assessment is called: 2015年度机关考核, and 2015年度综合考核 where it is called 年度综合考核."""
    return f"{year}年度{name.removeprefix('年度')}"


def correction_title(publication: Publication) -> str:
    """The title of a correction of `publication`."""
    return f"关于{quote_title(publication.title)}的更正公告"


def quote_title(title: str) -> str:
    """A title within another text: 《…》, and 〈…〉 for those that stand in it (GB/T 15834-2011)."""
    return f"《{title.translate(_NESTED)}》"
