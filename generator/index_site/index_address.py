"""Where each page of an index lies."""

from __future__ import annotations

HOME = "index.html"
YEARS = "years.html"
COUNTERPARTS = "counterparts.html"
QUESTIONS = "questions.html"
NEWS = "news.html"
PROOF = "proof.html"
SEARCH = "search.html"
FEED = "feeds/all.xml"


ELSEWHERE = "0"  # in place of a region's id, for districts that lie in none: ids begin with a letter


def district_page(name: str, number: int = 1) -> str:
    """One district, or one region; `number` counts the pages on which a region lists its districts."""
    return f"districts/{name}.html" if number == 1 else f"districts/{name}/{number}.html"


def scores_page(year: str, region: str = "", number: int = 1) -> str:
    """The scores of a year, district by district; where these are many, those of one region, on several pages."""
    if not region:
        return f"{year}/scores.html"
    return f"{year}/scores/{region}.html" if number == 1 else f"{year}/scores/{region}/{number}.html"


def function_page(name: str) -> str:
    """Units that do the same, in all districts."""
    return f"counterparts/{name}.html"
