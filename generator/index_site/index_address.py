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


def district_page(name: str) -> str:
    """One district, or one region."""
    return f"districts/{name}.html"


def scores_page(year: str) -> str:
    """The scores of a year, district by district."""
    return f"{year}/scores.html"


def function_page(name: str) -> str:
    """Units that do the same, in all districts."""
    return f"counterparts/{name}.html"
