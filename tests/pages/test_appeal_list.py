"""Which appeals wait for a decision: on a day, each once, and where a reader finds them."""

from __future__ import annotations

import re
import shutil
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


def test_praised_units_with_overdue_findings_are_named_beside_the_praise(
    edition: Edition, sample: Path, tmp_path: Path
) -> None:
    """The list follows from ranks alone; a reader who sees the overdue ones elsewhere would wonder."""
    day, praised = edition.period_of(2015).day, _praised(edition)
    for folder in ("data", "content"):
        shutil.copytree(sample / folder, tmp_path / folder)
    _leave_undone(tmp_path, praised, day)
    late_ones = open_edition(tmp_path, "public")
    assert not isinstance(late_ones, list | tuple)
    unrectified = find_unrectified(late_ones.result_of(2015).units, day)
    late = {record.unit for record, state in unrectified if state == "late"} & _praised(late_ones)
    assert len(late) == 1
    url = address.outcomes_page(2015)
    (page,) = (article for article in year_articles(late_ones, PageChoice(url)) if article.url == url)
    (said,) = (line for line in page.body.splitlines() if "逾期没有整改的问题" in line)
    assert "其中 1 个单位" in unmarked(said)


def _praised(edition: Edition) -> set[str]:
    units = edition.result_of(2015).units
    return {unit.unit.id for unit in units if any(own.rule.top is not None for own in unit.outcomes)}


def _leave_undone(root: Path, units: set[str], day: date) -> None:
    """Has a finding of one of the units, due before a day, stand as not put right."""
    for path in sorted(root.glob("data/deductions/2015/*/*.yml")):
        record: Mapping[str, Any] = yaml.safe_load(text := path.read_text("utf-8"))
        due = record.get("rectification", {}).get("due")
        if record["unit"] in units and due and due < day and not {"appeal", "revoked"} & record.keys():
            path.write_text(
                re.sub(r"^  (done|accepted): .*\n|, (done|accepted): [0-9-]+", "", text, flags=re.MULTILINE)
            )
            return
    pytest.fail("no finding of a praised unit had to be put right")
