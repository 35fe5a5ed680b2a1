"""Where each page lies: addresses relative to the root of the site. They are permanent and never change meaning."""

from __future__ import annotations

from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.rules.notice import COVER

HOME = "index.html"
UNITS = "units.html"
METHOD = "method.html"
SEARCH = "search.html"
STYLE = "style.html"
PUBLICATIONS = "publications.html"
DOWNLOADS = "data.html"
DOCUMENTS = "documents/index.html"
AUDIT = "audit.html"
AUDIT_LOG = "audit/log.html"
AUDIT_GIT = "audit/git.html"
COMPARE = "compare.html"
REGISTERS = "registers.html"
CALENDAR = "calendar.html"
ALL_CALENDAR = "calendar/all.ics"
NOTICES = "notice/index.html"
CLAUSES = "clauses.html"
GUIDE = "guide/index.html"
COMPLAINTS = "guide/public.html#投诉没有人理-对结果有意见-找谁"  # the part of the guide for who wants to object


def audit_log(year: int) -> str:
    """The change log of a year that is over, where the log has become too long for one page."""
    return f"audit/log-{year}.html"


def documents_of(year: int) -> str:
    """The list of the documents of a year that is over, where there are too many for one page."""
    return f"documents/{year}/index.html"


def year_page(year: int) -> str:
    """The year at a glance."""
    return f"{year}/index.html"


def method_page(year: int) -> str:
    """How the figures of a year are computed."""
    return f"{year}/method.html"


def quarter_page(year: int, quarter: int) -> str:
    """The year to date at the last day of a quarter, and the quarter's own deductions."""
    return f"{year}/q{quarter}.html"


def ranking_page(year: int) -> str:
    """The ranking of a year."""
    return f"{year}/ranking.html"


def appraisal_page(year: int) -> str:
    """评议 of a year, where the scheme has one."""
    return f"{year}/appraisal.html"


def outcomes_page(year: int) -> str:
    """结果运用 of a year."""
    return f"{year}/outcomes.html"


def compare_units_page(year: int, unit: str = "") -> str:
    """Two units side by side; `unit` is the first of them."""
    return f"{year}/compare-units.html" + (f"?a={unit}" if unit else "")


def compare_years_page(year: int) -> str:
    """A year beside the year before it."""
    return f"{year}/compare-years.html"


def items_page(year: int) -> str:
    """All categories and items of a year."""
    return f"{year}/items.html"


def category_page(year: int, category: str) -> str:
    """One category of a year."""
    return f"{year}/categories/{category}.html"


def item_page(year: int, item: str) -> str:
    """One item of a year."""
    return f"{year}/items/{item}.html"


def unit_page(year: int, unit: str) -> str:
    """One unit in a year."""
    return f"{year}/units/{unit}.html"


def unit_home(unit: str) -> str:
    """One unit in all years."""
    return f"units/{unit}.html"


def unit_at(url: str) -> str:
    """The id of the unit whose page, of a year or of all, lies at `url`."""
    return url.rpartition("/")[2].removesuffix(".html")


def record_page(record: Deduction) -> str:
    """One deduction. Item and id are its folder and file, which are never renamed; its unit may be corrected."""
    return f"{record.year}/records/{record.item}/{record.id}.html"


def register_page(register: str) -> str:
    """A register: its entries and counts."""
    return f"registers/{register}.html"


def calendar_file(office: str) -> str:
    """What an office has to do when, for its calendar; an office may be called like the file of all."""
    return f"calendar/{office}_.ics" if office == "all" else f"calendar/{office}.ics"


def entry_page(entry: Entry) -> str:
    """One entry of a register."""
    year = f"{entry.year}/" if entry.year else ""
    return f"registers/{entry.REGISTER.id}/{year}{entry.id}.html"


def publication_page(publication: str) -> str:
    """What was published, for ever; ids are never used again."""
    return f"publications/{publication}.html"


def correction_page(correction: str) -> str:
    """The notice of a correction. Its folder keeps it apart from a publication of the same id."""
    return f"publications/corrections/{correction}.html"


def compare_page(before: str, after: str) -> str:
    """What changed from one version to another that follows it."""
    return f"compare/{before}/{after}.html"


def compare_data(before: str, after: str, kind: str) -> str:
    """A comparison as data: `json`, or `js` for pages, which may be opened from disk."""
    return f"compare/{before}/{after}.{kind}"


def notice_page(notice: str) -> str:
    """A notice as it was published: its cover, from where its other parts are reached."""
    return f"notice/{notice}/index.html"


def clause_place(notice: str, anchor: str) -> str:
    """Page and fragment of a clause; the part of the notice in which it stands is the beginning of its anchor."""
    part = anchor.partition("-")[0]
    return f"notice/{notice}/{'index' if part == COVER else part}.html#{anchor}"


def followed_clause(notice: str, anchor: str) -> str:
    """What became of a clause: its place on the page of all clauses."""
    return f"{CLAUSES}#{notice}-{anchor}"


def root_of(address: str) -> str:
    """The way from the page at `address` back to the root of the site: "", "../", "../../" …"""
    return "../" * address.count("/")


ALL_FEED = "feeds/all.xml"


def feed_path(unit: str) -> str:
    """Where the feed of a unit lies below the site."""
    return f"{feed_name(unit)}.xml"


def feed_name(unit: str) -> str:
    """The feed of a unit among all feeds: a unit called `all` gets an underline, which no id has."""
    return "feeds/all_" if f"feeds/{unit}.xml" == ALL_FEED else f"feeds/{unit}"
