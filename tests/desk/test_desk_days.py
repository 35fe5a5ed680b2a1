"""Days are shown as people read them, on every page that an office reaches; what forms hold stays as it is."""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlencode

import pytest

from generator.desk.desk_calendar import open_month
from generator.git.clock import BEIJING
from generator.model.holidays import Holidays
from generator.words.day_words import day_words, reword_days, value_day_words
from tests.desk.desks import FIELDS, OFFICES, Caller, run_desk, tell_district
from tests.desk.registers import with_registers
from tests.history.scripted import HOTLINE, Story, deduction

_AS_IN_FILES = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_WORDS = re.compile(r"<(code|textarea|style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)
_PLAN = "notified: 2015-02-20\nrectification: {due: 2015-04-20, done: 2015-04-10}\n"
_APPEAL = (
    "notified: 2015-03-01\nappeal: {filed: 2015-03-03, grounds: 不属实}\nreply: {date: 2015-03-02, text: 已核实}\n"
)
_REVOKED = "revoked: {date: 2015-03-20, reasons: 记错单位}\n"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Something of everything that has a day."""
    story = with_registers(tell_district(tmp_path_factory.mktemp("days") / "district"))
    files: dict[str, str | None] = {
        f"{HOTLINE}/2015-0213-minzheng-1.yml": deduction("minzheng", "2015-02-13", "1", _PLAN),
        f"{HOTLINE}/2015-0214-shuiwu-1.yml": deduction("shuiwu", "2015-02-14", "1", _APPEAL),
        f"{HOTLINE}/2015-0216-jiaoyu-1.yml": deduction("jiaoyu", "2015-02-16", "1", _REVOKED),
        "data/registers/meetings/2015/2015-0313-minzheng-1.yml": "convener: minzheng\nheld: 2015-03-13\n",
    }
    story.commit("days", "登记", "2015-03-21", files, who="kaoheban")
    return story


def test_a_day_in_words() -> None:
    assert day_words(date(2015, 4, 1)) == "2015年4月1日"
    assert day_words(None) == ""
    assert value_day_words("2015-04-01") == value_day_words(date(2015, 4, 1)) == "2015年4月1日"
    assert value_day_words(datetime(2015, 4, 1, 9, 5, tzinfo=BEIJING)) == "2015年4月1日 09:05"
    for value in ("2015-04-01 来电", "2015-13-01", "2015-0401", "12345", ""):
        assert value_day_words(value) == value
    assert reword_days("告知日期 2015-04-01 早于 2015-04-12。") == "告知日期 2015年4月1日 早于 2015年4月12日。"
    for words in ("data/x/2015-04-01.yml", "2015-04-01-caizheng-1", "写的是“2015-04-01”", "2015-02-30"):
        assert reword_days(words) == words


def test_no_page_shows_a_day_as_files_have_it(origin: Story) -> None:
    with run_desk(origin.root) as port:
        Caller(port, "rexian").record(FIELDS)
        revoked = {"revoked/date": "2015-04-03", "revoked/reasons": "核实后不属该单位责任"}
        Caller(port, "rexian").record(revoked, "/records/2015/hotline/2015-0306-jiaoyu-1/revocation")
        days = {office: days_of(Caller(port, office)) for office in OFFICES}
    assert "2015年2月12日" in days["caizheng"]
    assert "2015年4月20日" in days["minzheng"]
    assert "2015年3月13日" in days["minzheng"]  # in a title
    assert {"2015年3月3日", "2015年3月20日", "2015年4月2日", "2015年4月3日"} <= days["kaoheban"]


def test_what_a_form_would_record_is_shown_so_and_sent_as_files_have_it(origin: Story) -> None:
    url, asked = "/record/2015/hotline", {**FIELDS, "date": "2015-04-08", "reason": "另一件工单逾期"}
    with run_desk(origin.root) as port:
        caller = Caller(port, "rexian")
        form = caller.ask(url)
        page = caller.ask(url, {**asked, "token": form.token, "once": form.hidden("once"), "step": "check"})
        shown = _NO_WORDS.sub("", page.words)
        assert "2015年4月8日" in shown
        assert not _AS_IN_FILES.findall(shown)
        assert page.hidden("date") == "2015-04-08"
        back = caller.ask(url, {**asked, "token": form.token, "once": form.hidden("once"), "step": "edit"})
        assert 'type="text" class="desk-short" value="2015-04-08"' in back.page
        words = caller.ask(
            url, {**asked, "date": "2015年4月8日", "token": form.token, "once": form.hidden("once"), "step": "check"}
        )
        assert "2015年4月8日" in words.words
        assert "还没有写入" in words.words
        wrong = caller.ask(
            url, {**asked, "date": "2015年4月31日", "token": form.token, "once": form.hidden("once"), "step": "check"}
        )
        assert "4 月只有 30 天" in wrong.words


def test_the_calendar_of_a_field_opens_turns_and_fills_it_in(origin: Story) -> None:
    url = "/record/2015/hotline"
    with run_desk(origin.root) as port:
        caller = Caller(port, "rexian")
        form = caller.ask(url)
        kept = {**FIELDS, "date": "2015-04-08", "token": form.token, "once": form.hidden("once"), "into": ""}

        def pressed(step: str, **more: str) -> str:
            return caller.ask(url, {**kept, **more, "step": step}).words

        assert "desk-month" not in form.page
        month = pressed("open/date")
        assert month.count('class="desk-month"') == 1
        assert "<strong>2015年4月</strong>" in month
        assert re.findall(r'aria-label="([^"]+)"[^>]* aria-current="date"', month) == ["4月8日，星期三"]
        assert len(re.findall(r'value="day/date@2015-04-', month)) == 30
        assert "<strong>2015年3月</strong>" in pressed("open/date@2015-03")
        assert 'value="open/rectification/due@2015-12"' in pressed("open/rectification/due@2016-01")
        taken = pressed("day/rectification/due@2015-05-04")
        assert (
            'id="rectification-due" name="rectification/due" type="text" class="desk-short" value="2015-05-04"'
            in taken
        )
        assert 'name="date" type="text" class="desk-short" value="2015-04-08"' in taken
        assert "desk-month" not in taken
        for odd in (
            "day/date@2015-02-30",
            "day/unit@x",
            "day/nothing@2015-04-01",
            "open/nothing",
            "open/date@2015-13",
        ):
            page = pressed(odd)
            assert 'name="date" type="text" class="desk-short" value="2015-04-08"' in page, odd
            assert "desk-month" not in page, odd


def test_a_calendar_marks_days_off_and_days_made_up() -> None:
    holidays = {2015: Holidays(2015, (date(2015, 9, 3), date(2015, 9, 4)), (date(2015, 9, 6),))}
    month = open_month("open/date", "2015年9月1日", holidays, date(2026, 1, 1))
    days = {day.number: day for week in month.weeks for day in week if day is not None}
    assert len(days) == 30
    assert [week.count(None) for week in month.weeks] == [1, 0, 0, 0, 4]
    assert [number for number in range(1, 9) if days[number].is_off] == [3, 4, 5]
    assert days[3].label == "9月3日，星期四，放假"
    assert days[6].label == "9月6日，星期日，上班"
    assert days[1].is_chosen
    assert (month.before, month.after) == ("2015-08", "2015-10")
    assert open_month("open/date", "", {}, date(2026, 12, 31)).after == "2027-01"
    assert open_month("open/date@2016-02", "2015-09-01", {}, date(2026, 1, 1)).title == "2016年2月"


def days_of(caller: Caller) -> set[str]:
    """The days on all pages that an office reaches by links; none of them as files have it."""
    seen: set[str] = set()
    found: set[str] = set()
    todo = ["/"]
    while todo:
        url = todo.pop().replace("&amp;", "&")
        if url in seen or "/batch/sheet/" in url or "." in url:
            continue
        seen.add(url)
        page = caller.ask(url)
        assert page.status == 200, url
        shown = _NO_WORDS.sub("", page.words)
        assert not _AS_IN_FILES.findall(shown), (caller.office, url)
        found.update(re.findall("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", shown))
        todo += re.findall(r'href="(/[^"#]*)"', page.page)
    assert len(seen) > 5
    return found


def test_a_record_is_found_by_its_day_in_either_form(origin: Story) -> None:
    with run_desk(origin.root) as port:
        for words in ("2015-02-12", "2015年2月12日"):
            page = Caller(port, "rexian").ask(f"/records?{urlencode({'q': words})}").words
            assert "推诿一次，已告知" in page, words
            assert "推诿两次" not in page, words
