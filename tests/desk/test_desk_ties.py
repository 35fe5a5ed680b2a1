"""Ties that a person decides at the desk: a block for each, in words, filled in as the notice decided."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.acts.plan import Refusal, carry_out
from generator.acts.publish_act import PublishRequest, plan_publication
from generator.acts.workspace import open_workspace
from generator.model.publication import TieChoice
from tests.desk.desks import COUNCIL, FIELDS, OTHERS, Caller, Shown, Visit, run_desk, tell_district
from tests.desk.test_desk_browser import check, press
from tests.desk.test_desk_correcting import proposed
from tests.history.scripted import HOTLINE, TINY, Story, deduction

UNITS = ("caizheng", "jiaoyu", "minzheng", "shuiwu")
GROUND, MEETING = "考核工作会议研究确定", "2015年第12次会议"
CHOICES = (TieChoice("praised", ("shuiwu",), GROUND, MEETING), TieChoice("summons", (), "都已说明情况"))
NOTICE = "关于2015年度考核结果的公示"


def tied_district(root: Path) -> Story:
    """The year is counted: two units are first with the same score, two last; the notice decides about both."""
    story = count(root)
    council = (root / COUNCIL).read_text("utf-8").replace("unit: caizheng", "unit: jiaoyu")
    more: dict[str, str | None] = {
        f"{HOTLINE}/2015-0307-jiaoyu-1.yml": deduction("jiaoyu", "2015-03-07", "2", "", "推诿两次"),
        COUNCIL.replace("caizheng", "jiaoyu"): council,
    }
    story.commit("more", "登记", "2015-12-21", more, who="kaoheban")
    publish(story, PublishRequest("2015-notice", date=date(2016, 1, 4), title=NOTICE, ties=CHOICES))
    return story


def count(root: Path) -> Story:
    """All units have the same appraisal."""
    story = tell_district(root)
    tally = (TINY / "data/appraisals/2015/caizheng.yml").read_text("utf-8")
    files: dict[str, str | None] = {f"data/appraisals/2015/{unit}.yml": tally for unit in UNITS}
    story.commit("counted", "计票", "2015-12-20", files, who="kaoheban")
    return story


def publish(story: Story, request: PublishRequest) -> None:
    workspace = open_workspace(story.root)
    plan = plan_publication(workspace, request)
    assert not isinstance(plan, Refusal), plan
    carry_out(workspace, plan)
    story.commit(request.id, "发布", str(request.date), who="kaoheban")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tied_district(tmp_path_factory.mktemp("ties") / "district")


def blocks(page: Shown) -> list[str]:
    """What the form says of each tie, without markup."""
    found = page.words.partition("<form")[2].split('<fieldset class="desk-field desk-row">')[1:]
    return [re.sub(r"\s*<[^>]+>\s*", " ", one) for one in found]


def sent(page: Shown) -> dict[str, str]:
    """What the form of a page would send of ties as it is filled in."""
    boxes = re.findall(r'<input type="(?:checkbox|hidden)" name="(tie/[^"]+)" value="1"( checked|>)', page.page)
    texts = re.findall(r'<textarea id="[^"]*" name="(tie/[^"]+)"[^>]*>\n([^<]*)</textarea>', page.page)
    lines = re.findall(r'name="(tie/[^"]+)" type="text"[^>]* value="([^"]*)"', page.page)
    chosen = {name: "1" for name, state in boxes if state == " checked" or name.endswith("/asked")}
    return {**chosen, **dict(texts), **dict(lines)}


def test_a_tie_is_asked_about_in_a_block_that_is_filled_in_as_the_notice_decided(story: Story) -> None:
    with run_desk(story.root) as port:
        lead = Caller(port, "kaoheban")
        first = lead.ask("/publish")
        assert blocks(first) == []
        given = {"period": "2015-final", "token": first.token, "once": first.hidden("once")}
        asked = lead.ask("/publish", {**given, "step": "check"})
        praised, summons = blocks(asked)
        said = re.sub(r"<[^>]+>", "", asked.words.partition("desk-summary")[2].partition("<form")[0])
        assert "“通报表扬”的名次边缘有 2 个单位并列（第 1 名，" in said
        assert "“约谈主要负责人”的名次边缘有 2 个单位并列（第 3 名，" in said
        # A clerk reads names, no ids and no option of the command.
        assert "区民政局" in praised
        assert "区水务局" in praised
        assert "区财政局" not in praised
        assert "区财政局" in summons
        assert f"已照“{NOTICE}”的决定填好，请核对" in praised
        assert not re.search("[a-z]", praised + summons + said.replace('role="alert"', ""))
        form = sent(asked)
        assert form["tie/2015-final/praised/units/shuiwu"] == "1"
        assert "tie/2015-final/praised/units/minzheng" not in form
        assert form["tie/2015-final/praised/ground"] == GROUND
        assert form["tie/2015-final/praised/document"] == MEETING
        assert form["tie/2015-final/summons/ground"] == "都已说明情况"
        assert not any(name.startswith("tie/2015-final/summons/units") for name in form)
        # Without a ground nothing is published, and what was chosen stays.
        unsaid = lead.ask("/publish", {**given, **form, "tie/2015-final/praised/ground": " ", "step": "check"})
        assert "“通报表扬”处的并列：缺少依据" in unsaid.words
        assert sent(unsaid) == {**form, "tie/2015-final/praised/ground": ""}
        misdated = lead.ask("/publish", {**given, **form, "issued": "不久以后", "step": "check"})
        assert "成文日期要写成" in misdated.words
        assert sent(misdated) == form
        shown = lead.ask("/publish", {**given, **form, "step": "check"})
        plain = re.sub(r"\s*<[^>]+>\s*", " ", shown.words.partition("技术信息")[0])
        assert "区水务局" in plain
        assert "shuiwu" not in plain
        back = lead.ask("/publish", {**given, **form, "step": "edit"})
        assert sent(back) == form
        made = lead.ask("/publish", {**given, **form, "seen": shown.hidden("seen"), "step": "save"})
        assert made.status == 303
        text = story.git("show", f"{proposed(story, 'kaoheban')}:data/publications/2015-final.yml")
        assert f"{{outcome: praised, units: [shuiwu], ground: {GROUND}, document: {MEETING}}}" in text
        assert "{outcome: summons, units: [], ground: 都已说明情况}" in text


def test_a_correction_asks_about_each_publication_by_itself(tmp_path: Path) -> None:
    """What is changed takes the first place from the one of three that notice and final results chose."""
    story = count(tmp_path / "district")
    story.commit("fewer", "撤下", "2015-12-21", {OTHERS: None}, who="kaoheban")
    choices = (TieChoice("praised", ("shuiwu",), GROUND),)
    for name, day in (("2015-notice", date(2016, 1, 4)), ("2015-final", date(2016, 1, 20))):
        publish(story, PublishRequest(name, date=day, ties=choices))
    with run_desk(story.root) as port:
        lead = Caller(port, "kaoheban")
        late = {**FIELDS, "unit": "区水务局", "standard": "late", "points": "0.2", "source": "review"}
        place = lead.record(late, "/record/2015/meetings").headers["location"].partition("?")[0] + "/correct"
        given = {"reason": "补记一条扣分", "token": lead.ask(place).token}
        asked = lead.ask(place, {**given, "step": "check"})
        assert [re.findall("“(.*?)”", one)[1] for one in blocks(asked)] == [
            "2015年度考核结果公示", "关于2015年度考核结果的通报",
        ]  # fmt: skip
        form = sent(asked)
        assert not any("/units/" in name for name in form)  # who was chosen is among the first no more
        chosen = {"tie/2015-notice/praised/units/minzheng": "1", "tie/2015-final/praised/units/jiaoyu": "1"}
        form |= {**chosen, **{name: "会议研究" for name in form if name.endswith("/ground")}}
        shown = lead.ask(place, {**given, **form, "step": "check"})
        for unit in ("区民政局", "区教育局"):
            assert f'<dt>并列处的“通报表扬”</dt><dd class="kh-lines">{unit}，依据：会议研究</dd>' in shown.words
        made = lead.ask(place, {**given, **form, "seen": shown.hidden("seen"), "step": "save"})
        assert made.status == 303, made.words
        for name, unit in (("2015-notice", "minzheng"), ("2015-final", "jiaoyu")):
            text = story.git("show", f"{proposed(story, 'kaoheban')}:data/corrections/{name}-c1.yml")
            assert f"{{outcome: praised, units: [{unit}], ground: 会议研究}}" in text


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_with_ties_is_accessible_and_fits(visit: Visit, width: int) -> None:
    page = visit("kaoheban", "/publish", width)
    page.select_option("#period", "2015-final")
    press(page, "看看将要发布什么")
    page.wait_for_selector(".desk-summary")
    assert page.locator("fieldset.desk-row input[type=checkbox]:checked").count() == 1
    check(page, "ties", [width])
