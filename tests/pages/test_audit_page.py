"""The audit of a history in words: what is counted under whom, what is weighty, what differs from clone to clone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.history.report import HistoryReport, read_history
from generator.pages.audit_log_page import BEFORE, log_years, view_event, view_log
from generator.pages.audit_page import AuditView, view_audit
from generator.words.history_text import corpus_labels
from tests.history.scenarios import ONE, SCENARIOS, TWO
from tests.history.scripted import Story, begin, deduction
from tests.released import of_history, of_office


def audit(story: Story, pages: dict[str, str] | None = None) -> AuditView:
    """The audit of a story."""
    account = read_history(story.root)
    history = of_history(account)
    return view_audit(history, log_years(history), of_office(account.corpus), pages or {})


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return SCENARIOS["linear"](tmp_path_factory.mktemp("linear") / "repository")


def test_the_log_is_counted_by_office_and_by_day(story: Story) -> None:
    found = audit(story)
    assert found.commits == "9"
    counted = {row.office: (row.recorded, row.amended, row.revoked, len(row.lines)) for row in found.log.offices}
    assert counted == {
        "区热线中心": ("1", "2", "1", 4),
        "区考核办": ("10", "1", "0", 11),
        "未登记": ("1", "0", "0", 1),
    }
    logs = [log for month in found.log.months for log in month.days]
    days = [log.day for log in logs]
    assert days == sorted(days, reverse=True)
    assert (days[0], days[-1]) == ("2015-12-21", "2015-01-05")
    assert sum(len(log.lines) for log in logs) == sum(int(month.number) for month in found.log.months) == 16
    assert {line.reason for log in logs for line in log.lines} >= {"更正扣分", "复核", "撤销 0305-jiaoyu"}


def test_what_was_amended_or_revoked_comes_latest_first_with_what_stood_there(story: Story) -> None:
    found = audit(story, {TWO: "record.html"})
    changed = sorted((row for group in found.log.weighed for row in group.rows), key=lambda row: row[0].when)[::-1]
    assert [(name_of(story, view.commit), view.what) for view, _ in changed] == [
        ("rules", "更改考核办法"),
        ("revoke", "撤销扣分记录"),
        ("appeal", "更改扣分记录"),
        ("amend", "更改扣分记录"),
    ]
    assert [url for view, url in changed if view.path == TWO] == ["record.html"]
    assert changed[-1][0].fields == ("扣分分值：1.5 → 1",)


def test_rules_stand_before_points_and_these_before_revocations(story: Story) -> None:
    weighed = audit(story).log.weighed
    assert [(group.title, len(group.rows)) for group in weighed] == [
        ("办法、评议和设置的更改", 1),
        ("改变分值的更改", 2),
        ("撤销的记录", 1),
    ]
    rules = weighed[0].rows[0][0]
    assert rules.about == "2015年度考核办法"  # a link is never without words


def test_years_that_are_too_much_for_one_page_have_each_their_own(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    for year in (2015, 2016, 2018):
        for number in range(3):
            text = deduction("caizheng", "2015-02-12", more=f"internal_note: {year}-{number}\n")
            story.commit(f"{year}-{number}", "记录", f"{year}-03-0{number + 1}", {ONE: text})
    report = read_history(story.root)
    account, corpus = of_history(report), of_office(report.corpus)
    [whole] = log_years(account)
    assert (whole.years, whole.name, whole.url) == ((2018, 2016, 2015), "2015—2018年", "audit/log.html")
    split = log_years(account, most=6)
    assert [(page.name, page.url, page.link.number) for page in split] == [
        ("2016—2018年", "audit/log.html", "6"),
        ("2015年", "audit/log-2015.html", str(len(whole.events) - 6)),
    ]
    assert [page.name for page in log_years(account, most=1)] == ["2018年", "2016年", "2015年"]
    assert [e for page in reversed(split) for e in page.events] == [*whole.events]
    logs = [view_log(page, corpus, {}) for page in split]
    assert sum(int(month.number) for log in logs for month in log.months) == len(whole.events)
    assert [log.years for log in logs] == ["2016—2018年", "2015年"]


def name_of(story: Story, words: str) -> str:
    """The name of the commit that is spoken of."""
    return next(name for commit, name in story.names.items() if commit[:12] in words)


@pytest.mark.parametrize(
    "added", ["notified: 2015-02-16\n", "notified: 2015-02-16\nreply: {date: 2015-02-18, text: 情况属实}\n"]
)
def test_that_a_unit_was_told_or_replied_is_not_weighty(tmp_path: Path, added: str) -> None:
    story = begin(tmp_path / "repository")
    plain = deduction("caizheng", "2015-02-12")
    story.commit("record", "记录", "2015-02-12", {ONE: plain})
    story.commit("told", "告知", "2015-02-20", {ONE: plain + added})
    assert audit(story).log.changed == 0


def test_rectification_alone_is_not_weighty(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    plain = deduction("caizheng", "2015-02-12")
    story.commit("record", "记录", "2015-02-12", {ONE: plain})
    story.commit(
        "mended", "整改", "2015-02-20", {ONE: plain + "rectification: {due: 2015-03-01, done: 2015-02-20}\n"}
    )
    found = audit(story)
    assert found.log.changed == 0
    assert [line.what for line in found.log.months[0].days[0].lines] == ["更改扣分记录"]


def test_remarks_stand_in_groups_each_with_its_commit(tmp_path: Path) -> None:
    story = SCENARIOS["lost"](tmp_path / "repository")
    groups = {name: [story.scrub(commit) for commit, _ in rows] for name, rows in audit(story).remarks}
    assert groups == {
        "消失的记录": ["<remove>"],
        "改名的记录": ["<rename>"],
        "找回的记录": ["<restore>"],
        "读不出的文件": ["<damage>"],
    }


def test_what_differs_from_clone_to_clone_is_left_out(story: Story, tmp_path: Path) -> None:
    story.git("clone", "-q", "--shared", ".", str(tmp_path / "other"))
    other = Story(tmp_path / "other")
    other.git("checkout", "-q", "--detach")
    other.git("tag", "publication/2015-q1", story.id("record"))
    assert audit(other) == audit(story)
    assert len(read_history(other.root).conditions) == 2


def test_a_shallow_clone_is_said_and_nobody_is_named_for_what_was_there(tmp_path: Path) -> None:
    found = audit(SCENARIOS["shallow"](tmp_path / "repository"))
    (said,) = found.conditions
    assert said.startswith("这是浅克隆，较早的历史不在其中")
    assert [(row.office, row.recorded) for row in found.log.offices] == [("区考核办", "1"), (BEFORE, "11")]
    assert {line.reason for line in found.log.offices[-1].lines} == {""}


@pytest.mark.needs("ssh-keygen")
def test_commits_without_a_good_signature_are_listed_where_a_register_is_kept(tmp_path: Path, story: Story) -> None:
    assert audit(story).signatures is None
    signed = SCENARIOS["signed"](tmp_path / "repository")
    found = audit(signed).signatures
    assert found is not None
    assert dict(found.counts) == {
        "签名有效": "2",
        "签名无效，内容在签名之后被改动过": "1",
        "签名所用的密钥没有登记": "1",
        "没有签名": "3",
    }
    assert [(signed.scrub(commit), office) for commit, _, office, _ in found.without] == [
        ("<bad>", "区热线中心"),
        ("<without>", "区热线中心"),
        ("<unknown>", "区热线中心"),
        ("<unsigned>", "区考核办"),
        ("<start>", "区考核办"),
    ]


def test_internal_fields_are_not_even_named(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    for name in ("one", "two"):
        text = deduction("caizheng", "2015-02-12", more=f"internal_note: 保密{name}\n")
        story.commit(name, "记录\n\nReviewed-by: 王某 <wang@mail.example>", "2015-02-12", {ONE: text})
    account: HistoryReport = read_history(story.root)
    history = of_history(account)
    said = repr(view_audit(history, log_years(history), of_office(account.corpus), {}))
    trail = of_history(account).trails[ONE]
    said += repr(
        [
            view_event(event, of_office(account.corpus), corpus_labels(of_office(account.corpus)))
            for event in trail.events
        ]
    )
    for secret in ("保密", "王某", "@", "经办人"):
        assert secret not in said
    assert "内部备注" not in said


def test_where_nobody_is_registered_the_page_says_so_once_and_what_to_do(tmp_path: Path, story: Story) -> None:
    """Rows of “未登记” tell nobody anything; one registered office, and they mean something."""
    assert audit(story).nobody == ""
    found = begin(tmp_path / "repository")
    (found.root / "data" / "committers.yml").write_text("committers: []\n", "utf-8")
    found.git("add", "-A")
    found.git("commit", "-q", "--amend", "--no-edit")
    assert "data/committers.yml" in audit(found).nobody
    site = found.root / "data" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("demo: false", "demo: true"), "utf-8")
    found.git("commit", "-qam", "演示")
    assert "kaohe demo" in audit(found).nobody


@pytest.mark.parametrize(
    ("decided", "title"),
    [("upheld", "其他更改"), ("reduced, points: 0.2", "改变分值的更改"), ("revoked", "改变分值的更改")],
)
def test_an_appeal_moves_points_where_it_is_not_upheld(tmp_path: Path, decided: str, title: str) -> None:
    story = begin(tmp_path / "repository")
    appeal = "appeal: {filed: 2015-02-20, grounds: 理由"
    story.commit("one", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("filed", "申诉", "2015-02-20", {ONE: deduction("caizheng", "2015-02-12", more=f"{appeal}}}\n")})
    more = f"{appeal}, decided: 2015-02-27, decision: {decided}}}\n"
    story.commit("decided", "复核", "2015-02-27", {ONE: deduction("caizheng", "2015-02-12", more=more)})
    weighed = {
        group.title: {name_of(story, row[0].commit) for row in group.rows} for group in audit(story).log.weighed
    }
    assert "filed" in weighed["其他更改"]
    assert "decided" in weighed[title]
