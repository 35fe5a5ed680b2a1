"""A scheme with several appraisals and with additions: each form writes where its part of the scheme has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.calling import Caller as Command
from tests.cli.terminal import talk
from tests.desk.desks import FIELDS, Caller, Shown, run_desk, tell_district
from tests.history.scripted import Story

BALLOTS = {"issued": "10", "returned": "9", "valid": "8"}
SECOND = """\
  - kind: appraisal
    id: hearing
    name: 服务对象评议
    max: 5
    aspects: [{id: speed, name: 办事效率, weight: 1}]
    options: [{id: good, name: 好, weight: 1}, {id: bad, name: 差, weight: 0}]
    panels:
      - {id: firms, name: 企业代表, weight: 0.6}
      - id: citizens
        name: 办事群众
        weight: 0.4
        channels: [{id: online, name: 网上, weight: 0.7}, {id: paper, name: 纸质, weight: 0.3}]
    empty_panel: rescale
    empty_channel: rescale
  - kind: bonus
    id: extra
    name: 加分
    max: 5
    items:
      - id: honours
        name: 表彰奖励
        max: none
        assessor: kaoheban
        methods: [year-end]
        standards: [{id: province, text: 受到省级表彰，每项加2分, points: 2}]
"""


def add_parts(story: Story) -> None:
    """Gives the scheme a second appraisal, and additions without an upper limit."""
    path = story.root / "data/schemes/2015.yml"
    scheme = path.read_text("utf-8").replace("    max: 10\n", "    max: 5\n")
    head, foot = scheme.split("target_assessment_weight:")
    text = f"{head}{SECOND}target_assessment_weight:{foot}"
    story.commit("parts", "考核办法增加一项评议和加分", "2015-03-30", {str(path): text}, who="kaoheban")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = tell_district(tmp_path / "district")
    add_parts(made)
    return made


@pytest.fixture
def lead(story: Story) -> Iterator[Caller]:
    with run_desk(story.root) as port:
        yield Caller(port, "kaoheban")


def counts_of(aspects: Mapping[str, Mapping[str, str]], *panels: str) -> dict[str, str]:
    """The fields of the tallies of `panels`: ten issued, nine returned, eight valid; aspect -> option -> count."""
    found = {"held": "2015-12-18"}
    for panel in panels:
        found |= {f"panels/{panel}/ballots/{key}": count for key, count in BALLOTS.items()}
        for aspect, row in aspects.items():
            found |= {f"panels/{panel}/tallies/{aspect}/{option}": count for option, count in row.items()}
    return found


def proposed(story: Story, path: str) -> str:
    """What a file says on the office's one proposal."""
    (branch,) = story.git("for-each-ref", "--format=%(refname)", "refs/heads/desk/kaoheban").splitlines()
    return story.git("show", f"{branch}:{path}")


def test_each_appraisal_has_its_units_and_its_own_file(lead: Caller, story: Story) -> None:
    page = lead.ask("/appraisals").page
    assert "服务对象评议" in page
    assert 'href="/appraisals/2015/hearing/caizheng"' in page
    url = "/appraisals/2015/hearing/caizheng"
    form = lead.ask(url).page
    assert "企业代表" in form
    assert "办事群众（网上）" in form
    assert "代表委员" not in form  # the other appraisal's
    fields = counts_of({"speed": {"good": "7", "bad": "1"}}, "firms", "online", "paper")
    first = lead.ask(url)
    seen = lead.ask(url, {**fields, "token": first.token, "once": first.hidden("once"), "step": "check"}).words
    table = seen.split("登记的内容")[1]
    assert "办事群众（网上）：发出 10 票，收回 9 票，有效 8 票" in table  # as it was filled in, panel by panel
    assert seen.index("对得分的影响") < seen.index("登记的内容")
    done = lead.record(fields, url)
    assert done.status == 303, done.page
    text = proposed(story, "data/appraisals/2015/hearing/caizheng.yml")
    assert text.count("speed: {good: 7, bad: 1}") == 3
    # What is changed afterwards is shown as what changes.
    name = story.git("for-each-ref", "--format=%(refname:lstrip=4)", "refs/heads/desk/kaoheban")
    again = lead.ask(f"{url}?into={name}")
    mended = {**fields, "panels/firms/tallies/speed/good": "6", "panels/firms/tallies/speed/bad": "2"}
    given = {**mended, "into": name, "token": again.token, "once": again.hidden("once"), "step": "check"}
    changes = lead.ask(url, given).page.split("这次的改动</h2>")[1].split("</section>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", changes) == ["7", "6", "1", "2"]


def test_an_address_that_leaves_open_which_appraisal_is_none(lead: Caller) -> None:
    for url in ("/appraisals/2015/caizheng", "/appraisals/2015/extra/caizheng", "/appraisals/2015/hearing/nobody"):
        assert lead.ask(url).status == 404, url


def test_a_tally_that_waits_in_a_proposal_is_amended_there(lead: Caller, story: Story) -> None:
    """Sent a second time as a new proposal it would be the same file twice: it is said where it is."""
    url = "/appraisals/2015/appraisal/caizheng"
    row = {"satisfied": "8", "fairly": "0"}
    fields = counts_of({"law": row, "service": row}, "delegates", "residents")
    assert lead.record(fields, url).status == 303
    assert "held: 2015-12-18" in proposed(story, "data/appraisals/2015/appraisal/caizheng.yml")
    again = again_as_new(lead, url, fields)
    assert again.status == 400
    assert "已经在另一份还没有合并的提案里" in again.page


def again_as_new(lead: Caller, url: str, fields: dict[str, str]) -> Shown:
    """The form filled in once more, to be a proposal of its own."""
    first = lead.ask(url)
    return lead.ask(url, {**fields, "token": first.token, "once": first.hidden("once"), "into": "", "step": "check"})


def test_what_adds_points_is_recorded_as_an_addition(lead: Caller, story: Story) -> None:
    form = lead.ask("/record/2015/honours").page
    assert "登记加分：表彰奖励" in form
    assert "不设上限" in form
    assert "登记扣分" not in form.split("<main")[1]
    fields = {
        **FIELDS,
        "standard": "province",
        "method": "year-end",
        "source": "review",
        "reason": "受到省政府通报表彰",
    }
    done = lead.record(fields, "/record/2015/honours")
    assert done.status == 303, done.page
    assert "standard: province" in proposed(story, "data/bonuses/2015/honours/2015-0402-jiaoyu-1.yml")


def test_a_command_says_which_appraisal_it_means(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    kaohe = Command(capsys)
    given = ["--unit", "区财政局", "--year", "2015", "--held", "2015-12-18"]
    for panel in ("企业代表", "办事群众（网上）", "办事群众（纸质）"):
        given += ["--ballots", f"{panel}=10,9,8", "--tally", f"{panel}/办事效率=7,1"]
    assert "缺少评议项目（--part）" in kaohe.refused(story.root, "new", "appraisal", *given)
    said = kaohe(story.root, "new", "appraisal", *given, "--part", "服务对象评议")
    assert said.status == 0, said.error
    text = (story.root / "data/appraisals/2015/hearing/caizheng.yml").read_text("utf-8")
    assert text.count("speed: {good: 7, bad: 1}") == 3
    amended = kaohe(story.root, "new", "appraisal", *given, "--part", "appraisal")
    assert "没有“企业代表”这个评议主体" in amended.error  # the other has panels of its own


def test_a_person_is_asked_which_appraisal(story: Story) -> None:
    rows = ("10", "9", "8", "7", "1")
    answers = ("区财政局", "2015", "2", "2015-12-18", *rows, *rows, *rows, "y")
    status, said = talk(story.root, "new", "appraisal", answers=answers)
    assert status == 0, said
    text = (story.root / "data/appraisals/2015/hearing/caizheng.yml").read_text("utf-8")
    assert text.count("speed: {good: 7, bad: 1}") == 3
