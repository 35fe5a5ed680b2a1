"""What each office sees and does at the desk, over plain HTTP: publishing, what is published, who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.acts.desk_proposals import BASES, Signed, begin_draft
from generator.acts.plan import today
from generator.acts.record_source import MAIN, open_source
from generator.desk.desk_named import name_records
from generator.desk.desk_sight import Sight
from generator.desk.desk_viewer import proxied_viewer
from generator.git.fast_import import Person
from generator.words.day_words import day_words
from tests.desk.desks import COUNCIL, FIELDS, SECRET, UNTOLD, Caller, Shown, run_desk, tell_district
from tests.history.scripted import HOTLINE, Story, deduction

TOLD = "/records/2015/hotline/2015-0212-caizheng-1"
SCHEME, LATE = "data/schemes/2015.yml", "in_force: 2015-04-21\nbefore: not-counted\n"
BY = Signed(Person("考核办", "kaoheban@kaohe.example"), Person("网页登记", "desk@kaohe.example"))
LATER = "/records/2015/hotline/2015-0305-caizheng-1"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return tell_district(tmp_path / "district")


@pytest.fixture
def port(story: Story) -> Iterator[int]:
    with run_desk(story.root) as found:
        yield found


def merge(story: Story, office: str) -> None:
    """Merges what an office has proposed."""
    for branch in story.git("for-each-ref", "--format=%(refname)", f"refs/heads/desk/{office}").splitlines():
        story.merge(branch, branch, "合并", "2026-01-01")


def cells(html: str) -> list[list[str]]:
    """The cells of the rows of the first table in the page."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")]
    return [[re.sub("<[^>]+>", "", cell) for cell in row] for row in rows if row]


def proposed_period(page: Shown) -> str:
    """The period that the page of publications has chosen."""
    (found,) = re.findall(r'<option value="([^"]*)" selected', page.page)
    return str(found)


def test_the_leading_office_publishes_and_units_then_see_more(story: Story, port: int) -> None:
    lead, unit = Caller(port, "kaoheban"), Caller(port, "caizheng")
    assert unit.ask(LATER).status == 404
    assert unit.ask("/publish").status == 404
    page = lead.ask("/publish")
    assert proposed_period(page) == "2015-q1"
    given = {"period": "2015-q1", "token": page.token, "once": page.hidden("once"), "document": "小河考〔2015〕2号"}
    shown = lead.ask("/publish", {**given, "step": "check"})
    assert "将发布 2015-q1" in shown.page
    assert story.git("rev-parse", "main") in shown.page
    plain, _, technical = shown.words.partition("<details")  # what a person reads at once, and what is folded
    assert not re.search(r"[0-9a-f]{12}|SHA-256|kaohe (?:correct|withdraw)", plain.partition("<form")[0])
    assert "技术信息" in technical
    assert "关于2015年第一季度考核情况的通报" in plain
    assert "没有可比的名次" in plain
    assert "记录还没有告知单位（2 条）" in plain
    assert cells(plain.partition("还没有告知单位</caption>")[2]) == [
        ["区财政局 2015年3月5日", "热线办理 推诿两次，还没有告知", "扣 2 分"],
        ["区财政局 2015年3月20日", "会风会纪 迟到一次", "扣 0.2 分"],
    ]
    ranks = [
        ["1（并列）", "区民政局", "100.00"], ["1（并列）", "区水务局", "100.00"],
        ["3", "区教育局", "99.00"], ["4", "区财政局", "96.80"],
    ]  # fmt: skip
    assert cells(plain.partition("名次</caption>")[2]) == ranks
    assert story.git("for-each-ref", "refs/heads/desk") == ""
    made = lead.ask("/publish", {**given, "seen": shown.hidden("seen"), "step": "save"})
    assert made.status == 303
    proposal = lead.ask(made.headers["location"]).words
    assert "检查发现的问题" not in proposal
    # The proposal says what is published, and not that files were added and no score moved.
    assert "<h1>发布《关于2015年第一季度考核情况的通报》</h1>" in proposal
    said, _, technical = proposal.partition("技术信息")
    assert cells(said.partition("名次</caption>")[2]) == ranks
    facts = dict(re.findall("<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", said))
    day = day_words(today())
    assert facts == {
        "标题": "关于2015年第一季度考核情况的通报", "时段": "2015年至第一季度末（到2015年3月31日）",
        "种类": "季度通报",
        "单位": "4 个", "发布日期": day, "发文字号": "小河考〔2015〕2号", "考核办法": "小河区机关2015年度考核办法",
    }  # fmt: skip
    assert "没有可比的名次" in said
    assert "得分没有变化" not in said
    assert "data/publications" not in said
    assert "data/publications/2015-q1.yml" in technical
    branch = re.search(r"desk/kaoheban/[0-9a-f-]+", proposal)
    assert branch
    changed = story.git("diff", "--name-only", "main", branch[0]).splitlines()
    assert changed == ["data/publications/2015-q1.yml", "data/publications/chain.yml"]
    assert "document: 小河考〔2015〕2号" in story.git("show", f"{branch[0]}:{changed[0]}")
    waits = lead.ask("/publish")
    assert "2015年至第一季度末，季度通报，已在提案里，等待合并" in waits.page
    assert proposed_period(waits) == "2015-q2"
    merge(story, "kaoheban")
    later = unit.ask(LATER)
    assert later.status == 200
    assert SECRET not in later.page
    assert "已发布" in later.page
    again = lead.ask("/publish")
    assert "2015-q1" not in again.page
    assert proposed_period(again) == "2015-q2"
    # What moves a published figure is recorded, and it is said that a correction has to follow.
    clerk = Caller(port, "rexian")
    form = clerk.ask("/record/2015/hotline")
    asked = {**FIELDS, "date": "2015-03-30", "token": form.token, "once": form.hidden("once"), "step": "check"}
    assert "会改动已经发布的结果" in clerk.ask("/record/2015/hotline", asked).page
    moved = clerk.record({**FIELDS, "date": "2015-03-30"})
    told = clerk.ask(moved.headers["location"]).page
    assert "更正" in told
    assert not re.search(r"9[0-9]\.[0-9]{2}", told)  # no score of anybody


def test_units_of_several_groups_are_ranked_in_tables_of_their_own(story: Story, port: int) -> None:
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8")
    both = scheme.replace("kinds: [department]}]", "kinds: [department]}, {id: towns, name: 街镇, kinds: [town]}]")
    both = both.replace("at: [year], ", "at: [year], groups: [organs], ")
    unit = (story.root / "data/units/shuiwu.yml").read_text("utf-8").replace("kind: department", "kind: town")
    lead = Caller(port, "kaoheban")
    page = lead.ask("/publish")
    given = {"period": "2015-q1", "token": page.token, "once": page.hidden("once"), "step": "check"}
    one = lead.ask("/publish", given).words
    assert re.findall('<caption class="kh-unseen">(.*名次)</caption>', one) == ["名次"]
    assert "机关部门" not in one
    files: dict[str, str | None] = {"data/schemes/2015.yml": both, "data/units/shuiwu.yml": unit}
    story.commit("towns", "分组", "2015-03-22", files, who="kaoheban")
    two = lead.ask("/publish", given).words
    assert re.findall("<h3>(.*)</h3>", two)[:2] == ["机关部门", "街镇"]
    towns = cells(two.partition("街镇名次</caption>")[2])
    assert towns == [["1", "区水务局", "100.00"]]


def test_only_the_leading_office_is_told_that_a_proposal_is_unsigned(port: int) -> None:
    clerk = Caller(port, "rexian")
    made = clerk.record(FIELDS).headers["location"]
    assert "签名" not in clerk.ask(made).page
    late = {**FIELDS, "standard": "late", "points": "0.2", "source": "review"}
    own = Caller(port, "kaoheban").record(late, "/record/2015/meetings").headers["location"]
    said = Caller(port, "kaoheban").ask(own).page
    assert "请向登记的单位核实一次" in said
    assert "KH517" not in said


def test_what_is_said_of_a_whole_record_stands_at_no_field(port: int) -> None:
    clerk = Caller(port, "rexian")
    fields = {name: text for name, text in FIELDS.items() if not name.startswith("evidence")}
    made = clerk.record(fields).headers["location"].partition("?")[0]
    form = clerk.ask("/record/2015/hotline")
    asked = {**fields, "token": form.token, "once": form.hidden("once"), "into": made.rpartition("/")[2]}
    again = clerk.ask("/record/2015/hotline", {**asked, "step": "check"}).words
    assert "同一事项已经录入：区教育局 2015年4月2日 热线办理。" in again  # it is in the proposal alone
    assert "没有写佐证材料" not in again.partition('id="unit"')[0]


def test_a_record_that_a_problem_names_is_said_in_words_with_a_link_where_it_may_be_seen(
    story: Story, port: int
) -> None:
    fields = {**FIELDS, "unit": "区财政局", "date": "2015-03-05", "standard": "refused", "points": "2"}
    clerk = Caller(port, "rexian")
    said = clerk.record({**fields, "reason": "推诿两次，还没有告知"}).words
    words = f'同一事项已经录入：<a href="{LATER}">区财政局 2015年3月5日 热线办理</a>。'
    assert words in said
    assert "data/deductions" not in said
    # Of an item that the office does not keep there is no link.
    source = open_source(story.root, MAIN)
    sight = Sight(source.corpus, proxied_viewer(source.corpus, "rexian"))
    assert name_records(sight, f"<已有>：{COUNCIL}。") == "&lt;已有&gt;：区财政局 2015年3月20日 会风会纪。"
    assert name_records(sight, f"见 {UNTOLD}、data/units/caizheng.yml") == (
        f'见 <a href="{LATER}">区财政局 2015年3月5日 热线办理</a>、data/units/caizheng.yml'
    )


def test_all_that_waits_is_listed(story: Story, port: int) -> None:
    plan = "rectification: {due: 2015-04-20}\nnotified: 2015-03-01\n"
    days = [f"2015-02-{day:02}" for day in range(1, 25)]
    files: dict[str, str | None] = {
        f"{HOTLINE}/2015-{day[5:7]}{day[8:]}-minzheng-1.yml": deduction("minzheng", day, "1", plan, f"{day} 推诿")
        for day in days
    }
    story.commit("many", "登记", "2015-03-21", files)
    page = Caller(port, "rexian").ask("/").words
    at_once, _, folded = page.partition("<details")
    count = re.search("共 ([0-9]+) 件", at_once)
    assert count
    assert at_once.count("<li") - at_once.partition("<main")[0].count("<li") == 20
    assert f"其余 {int(count[1]) - 20} 件" in folded
    for day in days:
        assert f"/records/2015/hotline/2015-{day[5:7]}{day[8:]}-minzheng-1" in page


def test_all_that_is_proposed_is_listed(story: Story, port: int) -> None:
    clerk = Caller(port, "rexian")
    clerk.record(FIELDS)
    (made,) = story.git("for-each-ref", "--format=%(refname:short)", "refs/heads/desk/rexian").splitlines()
    names = [f"20150401-{number:06x}" for number in range(24)]
    for name in names:
        story.git("update-ref", f"{BASES}rexian/{name}", "main")
        story.git("branch", f"desk/rexian/{name}", made)
    page = clerk.ask("/").words
    at_once, _, folded = page.partition("<details")
    assert "还没有合并的提案（25 份）" in at_once
    assert at_once.count('<a href="/proposals/rexian/') == 20
    assert "其余 5 份" in folded
    assert all(f'<a href="/proposals/rexian/{name}"' in page for name in names)


def test_a_publication_that_is_refused_says_why(port: int) -> None:
    lead = Caller(port, "kaoheban")
    page = lead.ask("/publish")
    given = {"period": "2015-final", "token": page.token, "once": page.hidden("once"), "step": "check"}
    shown = lead.ask("/publish", given)
    assert "还不能发布" in shown.page
    assert "--" not in re.sub(r"<[^>]+>", "", shown.page[shown.page.find("desk-summary") :])


def test_an_office_sees_its_own_overdue(story: Story, port: int) -> None:
    plan = "rectification: {due: 2015-04-20}\nnotified: 2015-03-01\n"
    files: dict[str, str | None] = {
        f"{HOTLINE}/2015-0213-minzheng-1.yml": deduction("minzheng", "2015-02-13", "1", plan)
    }
    story.commit("plan", "登记", "2015-03-21", files)
    for office, there in (("rexian", True), ("minzheng", True), ("kaoheban", True), ("caizheng", False)):
        assert ("期限已过 2015年4月20日" in Caller(port, office).ask("/").words) == there, office


def test_the_other_office_keeps_an_offices_own_item(story: Story, port: int) -> None:
    """Where the scheme has another office assess the assessor in its own item, that one keeps the record."""
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8")
    own = scheme.replace("assessor: rexian\n", "assessor: rexian\n            own_items: {by: minzheng}\n")
    unit = (story.root / "data/units/rexian.yml").read_text("utf-8")
    unit = re.sub(r"(?m)^not_assessed:.*\n", "", unit) + "assessed: {from: 2015}\n"
    unit = re.sub(r"(?m)^kind: .*", "kind: department", unit)
    record = deduction("rexian", "2015-02-14", "1", f"internal_note: {SECRET}\n", "热线中心自己推诿")
    files: dict[str, str | None] = {
        "data/schemes/2015.yml": own, "data/units/rexian.yml": unit, f"{HOTLINE}/2015-0214-rexian-1.yml": record,
    }  # fmt: skip
    story.commit("own", "登记", "2015-03-21", files, who="kaoheban")
    url = "/records/2015/hotline/2015-0214-rexian-1"
    keeper, assessor = Caller(port, "minzheng"), Caller(port, "rexian")
    assert SECRET in keeper.ask(url).page
    assert assessor.ask(url).status == 404
    assert "热线办理" in keeper.ask("/record").page
    form = keeper.ask("/record/2015/hotline").page
    assert "区热线中心" in form
    assert "区教育局" not in form.partition("datalist")[2].partition("</datalist>")[0]


def test_a_record_says_what_can_be_done_and_by_whom(port: int) -> None:
    def tasks(office: str, url: str) -> set[str]:
        return set(re.findall(rf'href="{url}/([a-z]+)"', Caller(port, office).ask(url).page))

    assert tasks("rexian", TOLD) == {"amend", "rectification", "revocation"}
    assert tasks("rexian", LATER) == {"amend", "notified", "rectification", "revocation"}
    assert tasks("caizheng", TOLD) == {"reply", "appeal"}
    council = "/records/" + COUNCIL.removeprefix("data/deductions/").removesuffix(".yml")
    assert tasks("kaoheban", council) == {"amend", "notified", "rectification", "revocation"}


def test_notifying_lets_the_unit_see_the_record(story: Story, port: int) -> None:
    keeper, unit = Caller(port, "rexian"), Caller(port, "caizheng")
    made = keeper.record({"notified": "2015-03-25"}, f"{LATER}/notified")
    assert made.status == 303, made.page
    assert unit.ask(LATER).status == 404
    merge(story, "rexian")
    assert "notified: 2015-03-25" in (story.root / UNTOLD).read_text("utf-8")
    assert unit.ask(LATER).status == 200


def test_the_register_of_the_main_branch_says_who_is_who(story: Story, port: int) -> None:
    assert Caller(port, "newcomer").ask("/").status == 400
    register = (story.root / "data/committers.yml").read_text("utf-8")
    story.git("checkout", "-q", "-b", "proposal")
    taken = register + "  - {email: newcomer@kaohe.example, login: newcomer, office: kaoheban}\n"
    story.commit("taken", "自己登记", "2015-03-22", {"data/committers.yml": taken})
    assert Caller(port, "newcomer").ask("/").status == 400
    story.git("checkout", "-q", "main")
    story.merge("merged", "proposal", "合并", "2015-03-23")
    assert Caller(port, "newcomer@kaohe.example").ask("/").status == 200


def test_a_proposed_reply_is_amended_in_its_own_form(port: int) -> None:
    unit = Caller(port, "caizheng")
    made = unit.record({"reply/date": "2015-02-25", "reply/text": "已改正"}, f"{TOLD}/reply")
    assert made.status == 303, made.page
    link = re.search(r'href="([^"]+)">修改这条记录', unit.ask(made.headers["location"]).page)
    assert link
    assert link[1].startswith(f"{TOLD}/reply?into=")
    assert "已改正" in unit.ask(link[1]).page


def test_a_clerk_is_told_whom_to_ask_and_no_line_of_a_file(port: int) -> None:
    clerk = Caller(port, "rexian")
    said = clerk.record({**FIELDS, "reason": "工单逾期，来电人电话 13800138000"}).page
    assert "确不是个人信息的，告诉考核办" in said
    assert "exceptions.yml" not in said


@pytest.mark.parametrize("path", ["data/withdrawals/2015-q3.yml", "data/corrections/2015-q3-c1.yml"])
def test_a_proposed_act_upon_a_publication_that_is_not_there_is_shown_with_what_is_wrong(
    story: Story, port: int, path: str
) -> None:
    said = f"""date: 2015-05-06
reason: 申诉复核后减少扣分
records: [{HOTLINE}/2015-0212-caizheng-1.yml]
results_sha256: {"1" * 64}
results:
  shuiwu: {{old: {{total: 99.5, rank: 3}}, new: {{total: 99.9, rank: 3}}}}
"""
    if "withdrawals" in path:
        said = "date: 2015-05-06\nreasons: 误将尚未复核的扣分计入\n"
    begin_draft(story.root, "kaoheban", "astray", {path: said.encode()}, "没有的发布", BY)
    page = Caller(port, "kaoheban").ask("/proposals/kaoheban/astray")
    assert page.status == 200
    assert "2015-q3" in page.words
    assert "改正以上问题以后才能发送" in page.words


def test_a_proposed_publication_of_a_period_without_results_is_shown_with_what_is_wrong(
    story: Story, port: int
) -> None:
    """The same proposal puts the scheme in force after the quarter's end."""
    scheme = (story.root / SCHEME).read_text("utf-8").replace("full_marks:", f"{LATE}full_marks:", 1)
    said = f"""title: 第一季度考核情况的通报
date: 2015-04-10
commit: {story.git("rev-parse", "main").strip()}
results_sha256: {"1" * 64}
results:
  caizheng: {{total: 100, rank: 1}}
form: 2
"""
    files = {SCHEME: scheme.encode(), "data/publications/2015-q1.yml": said.encode()}
    begin_draft(story.root, "kaoheban", "early", files, "太早的发布", BY)
    page = Caller(port, "kaoheban").ask("/proposals/kaoheban/early")
    assert page.status == 200
    assert "发布《第一季度考核情况的通报》" in page.words
    assert "内容在合并以后公开" not in page.words  # it is the leading office that reads it
    assert "改正以上问题以后才能发送" in page.words


def test_a_proposed_redaction_says_of_what_and_why(story: Story, port: int) -> None:
    said = f"""file: {HOTLINE}/2015-0212-caizheng-1.yml
fields: [reason]
reason: 事由里写有来电人的联系方式
decided: 2015-07-01
commit: {story.git("rev-parse", "main").strip()}
"""
    files = {"data/redactions/2015-0701-1.yml": said.encode()}
    begin_draft(story.root, "kaoheban", "masked", files, "遮盖", BY)
    page = Caller(port, "kaoheban").ask("/proposals/kaoheban/masked")
    told = dict(re.findall("<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page.words.partition("遮盖已合并的个人信息</h2>")[2]))
    assert (told["遮盖的文字"], told["遮盖的原因"]) == ("扣分事由", "事由里写有来电人的联系方式")
    assert told["在哪里"] == f"{HOTLINE}/2015-0212-caizheng-1.yml"
    assert told["决定遮盖的日期"] == "2015年7月1日"
    assert "内容在合并以后公开" not in page.words
