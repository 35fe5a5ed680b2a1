"""Where a clerk hesitated at the desk: what is said of a form is for whoever fills it in, and once."""

from __future__ import annotations

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.sheets.known_office import Office
from generator.sheets.template_book import render_deductions
from tests.desk.desks import TOLD, Caller
from tests.desk.test_desk_batch import ROW, fill_in, propose, send
from tests.history.scripted import Story
from tests.shown import unmarked


@pytest.fixture
def rexian(port: int) -> Caller:
    return Caller(port, "rexian")


def blank(story: Story) -> bytes:
    office = Office(read_corpus(WorkTree(story.root))[0])
    return render_deductions(office, 2015, [office.items(2015)["hotline"]], [])


def test_a_unit_that_appeals_is_not_reminded_of_what_another_office_left_out(port: int) -> None:
    unit = Caller(port, "caizheng")
    url = f"/records/2015/hotline/{TOLD.rpartition('/')[2].removesuffix('.yml')}/appeal"
    first = unit.ask(url)
    form = {"appeal/filed": "2015-03-01", "appeal/grounds": "工单转办时间晚于系统记录", "token": first.token}
    shown = unit.ask(url, {**form, "once": first.hidden("once"), "step": "check"})
    assert shown.hidden("seen")
    assert "佐证材料" not in shown.words


def test_a_field_that_is_needed_does_not_say_when_it_is_left_out(port: int, story: Story) -> None:
    text = (story.root / TOLD).read_text("utf-8") + "appeal: {filed: 2015-03-01, grounds: 工单转办时间晚于系统记录}\n"
    story.commit("appeal", "申诉", "2015-03-21", {TOLD: text}, who="caizheng")
    form = Caller(port, "kaoheban").ask(
        f"/records/2015/hotline/{TOLD.rpartition('/')[2].removesuffix('.yml')}/decision"
    )
    assert "作出复核决定的日期" in form.words
    assert "未决定不写" not in form.words
    assert "有决定就要写" not in form.words


def test_all_that_is_open_in_a_row_is_asked_at_once_the_likeliest_first(story: Story, rexian: Caller) -> None:
    row = {**ROW, "被考核单位": "教育局", "发现日期": "2015.12.32", "线索来源": "热线", "考核方式": "抽查"}
    shown = rexian.ask(send(rexian, fill_in(blank(story), row)))
    assert "2015 年 12 月只有 31 天" in shown.words
    for asked in ("没有叫“教育局”的单位", "“抽查”是哪种考核方式", "“热线”是哪种线索来源"):
        assert asked in shown.words
    source = shown.page[shown.page.index("是哪种线索来源") :]
    assert source.index('value="hotline"') < source.index('value="flight-inspection"')


def test_a_reminder_of_several_records_is_told_once_and_names_them(story: Story, rexian: Caller) -> None:
    bare = {name: value for name, value in ROW.items() if name not in ("佐证材料", "材料存放处")}
    other = {**bare, "被考核单位": "区民政局", "发现日期": "2015-04-03"}
    page = propose(rexian, fill_in(blank(story), bare, other))
    assert page.count("没有写佐证材料") == 1
    assert "区教育局 2015年4月2日 热线办理、区民政局 2015年4月3日 热线办理" in unmarked(page)


def test_levels_are_chosen_by_name(story: Story, port: int) -> None:
    path = "data/schemes/2015.yml"
    scheme = (story.root / path).read_text("utf-8")
    overdue = "              - {id: overdue,"
    blamed = "              - {id: blamed, kind: levels, text: 被通报批评, levels: {province: 2, city: 1, ward: 0.5}}"
    story.commit(
        "levels", "级别", "2015-03-21", {path: scheme.replace(overdue, f"{blamed}\n{overdue}", 1)}, who="kaoheban"
    )
    form = Caller(port, "rexian").ask("/record/2015/hotline")
    assert "（省级 2分，市级 1分，ward 0.5分）" in form.words
    for level, name in (("province", "省级"), ("city", "市级"), ("ward", "ward")):
        assert f'<option value="{level}">{name}</option>' in form.page
