"""Which appeals wait for a decision: on a day, each once, and where a reader finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from generator.load.edition import Edition, open_edition
from generator.model.deduction import DECISIONS
from generator.pages.appeal_list import find_undecided, list_appeals
from generator.pages.overview_source import overview_articles
from generator.pages.record_page import view_records
from generator.pages.unrectified import find_unrectified
from generator.pages.year_source import year_articles
from generator.words import address
from generator.words.page_frame import PageChoice
from tests.pages.test_history_source import texts
from tests.shown import unmarked


@pytest.fixture(scope="module")
def edition(sample: Path) -> Edition:
    found = open_edition(sample, "public")
    assert not isinstance(found, list | tuple)
    return found


def waiting(sample: Path, day: date) -> set[str]:
    """Read of the files themselves: filed by `day`, and by then neither decided nor revoked."""
    found = set()
    for path in sample.glob("data/deductions/2015/*/*.yml"):
        record: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        appeal, revoked = record.get("appeal"), record.get("revoked")
        if appeal is None or appeal["filed"] > day or (revoked and revoked["date"] <= day):
            continue
        if "decision" not in appeal or appeal["decided"] > day:
            found.add(path.relative_to(sample).as_posix())
    return found


@pytest.mark.parametrize("day", [date(2015, 9, 30), date(2015, 12, 20), date(2015, 12, 31), date(2016, 2, 1)])
def test_what_waits_on_a_day_is_what_the_files_say(edition: Edition, sample: Path, day: date) -> None:
    found = [record.path for record in find_undecided(edition.result_of(2015).units, day)]
    assert sorted(found) == sorted(waiting(sample, day))


def test_home_counts_what_the_page_of_outcomes_lists(edition: Edition, sample: Path) -> None:
    number = len(waiting(sample, edition.period_of(2015).day))
    assert number
    (home,) = overview_articles(edition, PageChoice(address.HOME))
    said = " ".join(texts([html.fromstring(home.body)]))
    assert f"申诉待复核 {number} 件" in said
    outcomes = address.outcomes_page(2015)
    (page,) = (article for article in year_articles(edition, PageChoice(outcomes)) if article.url == outcomes)
    section = html.fromstring(page.body).find(".//section[@aria-labelledby='appeals']")
    assert section is not None
    assert len(section.findall(".//tbody/tr")) == number
    ends = texts(section.iterfind(".//td[@data-head='应在此前决定']"))
    assert ends == sorted(ends)


def test_all_appeals_are_counted_by_what_came_of_them(edition: Edition, sample: Path) -> None:
    """One sentence, also where nothing waits any more: a reader looked for it in vain for minutes."""
    result, far = edition.result_of(2015), date(2017, 1, 1)
    views = view_records(edition.corpus, result, far)
    told = list_appeals(result.units, views, far, edition.corpus, result.scheme)
    assert told is not None
    filed = [yaml.safe_load(path.read_text("utf-8")) for path in sample.glob("data/deductions/2015/*/*.yml")]
    decided = Counter(record["appeal"].get("decision", "") for record in filed if "appeal" in record)
    for name, words in DECISIONS.items():
        assert f"{words} {decided[name]} 件" in told.words
    assert told.words.startswith(f"共提出申诉 {decided.total()} 件：")


def test_praised_units_with_overdue_findings_are_named_beside_the_praise(edition: Edition) -> None:
    """The list follows from ranks alone; a reader who sees the overdue ones elsewhere would wonder."""
    url, result = address.outcomes_page(2015), edition.result_of(2015)
    (page,) = (article for article in year_articles(edition, PageChoice(url)) if article.url == url)
    unrectified = find_unrectified(result.units, edition.period_of(2015).day)
    late = {record.unit for record, state in unrectified if state == "late"}
    praised = {unit.unit.id for unit in result.units if any(own.rule.top is not None for own in unit.outcomes)}
    assert late & praised
    (said,) = (line for line in page.body.splitlines() if "逾期没有整改的问题" in line)
    assert f"其中 {len(late & praised)} 个单位" in unmarked(said)
