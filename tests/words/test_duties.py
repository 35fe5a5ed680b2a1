"""The calendar: what an office owes when, what is done, what is overdue; the same as a file to subscribe to."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from generator.documents.register_facts import duty_facts
from generator.load.edition import Edition, open_edition
from generator.opendata.ics_files import escape_ics, fold_line, produce_calendars
from generator.pages.calendar_page import calendar_articles, list_offices
from generator.words.duties import DONE, DONE_LATE, OPEN, OVERDUE, Duty, list_duties
from generator.words.duty_words import shown_duties
from tests.acts.acting import start
from tests.release.repository import Repo
from tests.shown import unmarked

LOOKS = """\
title: 评估
keeper: {field: assessor}
per: year
show: records
date: held
fields:
  - {id: item, label: 单项, type: ref, to: item, required: true, share: public}
  - {id: assessor, label: 实施部门, type: ref, to: unit, required: true, share: public}
  - {id: period, label: 时段, type: period, required: true, share: public}
  - {id: held, label: 评估日期, type: day, required: true, share: public}
expected:
  - {id: quarterly, label: 一季一评估, every: quarter, each: item, period: period, days: 10}
"""
ERRANDS = """\
title: 督办
keeper: kaoheban
per: year
show: records
unit: owner
date: listed
title_from: "{matter}"
fields:
  - {id: matter, label: 事项, type: text, required: true, share: public}
  - {id: owner, label: 责任单位, type: ref, to: unit, required: true, share: public}
  - {id: listed, label: 列入, type: day, required: true, share: public}
  - {id: due, label: 时限, type: day, required: true, share: public}
  - {id: done, label: 办结, type: day, share: public}
stages:
  - {id: open, label: 办理中, date: listed}
  - {id: done, label: 已办结, date: done, by: unit, tone: good}
deadlines: [{id: finish, label: 办结时限, instead: due, until: done}]
expected: [{id: monthly, label: 每月督办, every: month}]
"""
ON = date(2015, 4, 14)  # the day of the last commit


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = start(tmp_path_factory.mktemp("duties") / "district")
    repo.write("data/registers/looks.yml", LOOKS)
    repo.write("data/registers/errands.yml", ERRANDS)
    look = "item: hotline\nassessor: rexian\nperiod: 2015-Q1\nheld: 2015-04-0%d\n"
    repo.write("data/registers/looks/2015/a.yml", look % 3)
    errand = "matter: 甲，乙;丙\nowner: caizheng\nlisted: 2015-02-02\ndue: 2015-03-01\n"
    repo.write("data/registers/errands/2015/in-time.yml", errand + "done: 2015-02-20\n")
    repo.write("data/registers/errands/2015/late.yml", errand + "done: 2015-03-05\n")
    repo.write("data/registers/errands/2015/open.yml", errand.replace("caizheng", "jiaoyu"))
    repo.write("data/registers/errands/2015/gone.yml", errand + "revoked: {date: 2015-02-03, reasons: 重复}\n")
    repo.commit("登记", "2015-04-14")
    return repo


@pytest.fixture(scope="module")
def edition(repo: Repo) -> Edition:
    made = open_edition(repo.root, "internal")
    assert isinstance(made, Edition), made
    return made


def duties_of(edition: Edition, register: str) -> dict[str, Duty]:
    return {found.key: found for found in list_duties(edition.corpus, "kaoheban") if found.register.id == register}


def test_a_deadline_of_an_entry_is_owed_by_whoever_reaches_its_stage(edition: Edition) -> None:
    found = duties_of(edition, "errands")
    on = date(2015, 4, 14)
    states = {name: found[f"errands/2015/{name}/finish"].state(on) for name in ("in-time", "late", "open")}
    assert states == {"in-time": DONE, "late": DONE_LATE, "open": OVERDUE}
    assert found["errands/2015/open/finish"].office == "jiaoyu"
    assert found["errands/2015/open/finish"].state(date(2015, 3, 1)) == OPEN, "the last day is in time"
    assert "errands/2015/gone/finish" not in found


def test_an_entry_is_owed_in_every_period_whether_or_not_anything_is_there(edition: Edition) -> None:
    looks = duties_of(edition, "looks")
    first = looks["looks/quarterly/2015-Q1/hotline"]
    assert (first.office, first.due, first.met) == ("rexian", date(2015, 4, 10), date(2015, 4, 3))
    other = looks["looks/quarterly/2015-Q1/meetings"]
    assert (other.met, other.state(date(2015, 4, 10)), other.state(date(2015, 4, 11))) == (None, OPEN, OVERDUE)
    assert looks["looks/quarterly/2015-Q4/hotline"].due == date(2016, 1, 10)
    months = [key for key in duties_of(edition, "errands") if "/monthly/" in key]
    assert months[1:3] == ["errands/monthly/2015-02", "errands/monthly/2015-03"]
    assert len(months) == 12
    assert duties_of(edition, "errands")["errands/monthly/2015-02"].due == date(2015, 2, 28)


def test_the_page_puts_what_is_overdue_first(edition: Edition) -> None:
    offices = list_offices(shown_duties(edition), ON)
    assert [int(office.numbers[-1]) for office in offices] == sorted(
        (int(office.numbers[-1]) for office in offices), reverse=True
    )
    (article,) = calendar_articles(edition)
    assert "一季一评估，2015年第一季度，" in unmarked(article.body)
    assert "超期未完成" in article.body


def test_what_was_due_long_ago_stands_behind_what_is_due_now(edition: Edition) -> None:
    duties = shown_duties(edition)
    latest = max(found.duty.due for found in duties)
    now, later = (list_offices(duties, on) for on in (ON, latest + timedelta(days=400)))
    assert not any(office.earlier for office in now)
    assert not any(office.open for office in later)
    assert {office.id: office.earlier for office in later} == {office.id: office.open for office in now}


def test_an_office_with_nothing_left_to_do_takes_one_line_of_the_page(edition: Edition) -> None:
    offices = list_offices(shown_duties(edition), ON)
    (article,) = calendar_articles(edition)
    body = unmarked(article.body)
    for office in offices:
        assert body.count(f'id="office-{office.id}"') == 1
        assert (f'<details class="kh-data" id="office-{office.id}">' in body) == (not office.open)
    assert {bool(office.open) for office in offices} == {True, False}
    assert body.count("没有待办事项的单位") == 1


def test_the_draft_of_a_quarterly_report_tells_the_office_alone(repo: Repo, edition: Edition) -> None:
    (period,) = [found for found in edition.periods if found.quarter == 1]
    facts = duty_facts(edition.corpus, period)
    assert facts["all"] == "6", "three months and three deadlines"
    assert dict(facts["states"]) == {"已完成": "2", "超期完成": "1", "未到期": "1", "超期未完成": "2"}
    assert any("督办：甲，乙;丙（办结时限）（2015-03-01）" in late for late in facts["late"])
    public = open_edition(repo.root)
    assert isinstance(public, Edition)
    assert duty_facts(public.corpus, period) == {}


def test_a_calendar_is_one_that_programs_read(edition: Edition, repo: Repo) -> None:
    files = dict(produce_calendars(edition))
    assert {"calendar/all.ics", "calendar/rexian.ics", "calendar/jiaoyu.ics"} <= set(files)
    data = files["calendar/all.ics"]
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    text = data.decode().replace("\r\n ", "")
    ids = re.findall(r"(?m)^UID:(.+?)\r$", text)
    assert len(ids) == len(set(ids)) == text.count("BEGIN:VEVENT")
    assert "SUMMARY:督办：甲，乙\\;丙（办结时限）［超期未完成］\r\n" in text
    again = open_edition(repo.root, "internal")
    assert isinstance(again, Edition)
    assert dict(produce_calendars(again)) == files


def test_lines_are_folded_between_characters() -> None:
    line = "SUMMARY:" + "汉" * 60
    folded = fold_line(line)
    assert all(len(part) <= 75 for part in folded.split(b"\r\n"))
    assert folded.replace(b"\r\n ", b"").decode() == line + "\r\n"
    assert fold_line("A" * 75) == b"A" * 75 + b"\r\n"
    assert escape_ics("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"


def test_the_public_sees_nothing_that_is_not_published(repo: Repo) -> None:
    public = open_edition(repo.root)
    assert isinstance(public, Edition)
    assert not any("甲" in data.decode() for _, data in produce_calendars(public))
