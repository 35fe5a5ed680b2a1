"""What was issued stands as it was issued: the end of a notice, letterheads, names, and the words of the scheme."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.documents.document_request import DocumentRequest, order_documents
from generator.load.project import open_project
from generator.public.periods import Audience, list_periods, score_periods, visible_corpus
from generator.rules.corpus import Corpus
from tests.acts.acting import act, codes_of, errors_of, kaohe, publish, start, start_year
from tests.release.repository import Repo

SCHEME = "data/schemes/2015.yml"
SITE = "data/site.yml"
DAYS_OFF = "data/holidays/2016.yml"


def orders_of(corpus: Corpus, audience: Audience = "public") -> dict[str, DocumentRequest]:
    """The documents that somebody sees, by name."""
    periods = list_periods(corpus, audience)
    results = score_periods(corpus, periods, audience)
    return {
        order.name: order for order in order_documents(visible_corpus(corpus, audience), results, periods, audience)
    }


def printed_end(repo: Repo) -> object:
    facts = orders_of(open_project(repo.root).corpus)["2015/public-notice"].facts
    return f"{facts['notice_from']}至{facts['notice_until']}（{facts['notice_days']}）"


def with_notice(root: Path) -> Repo:
    """A notice of five working days from Friday, 8 January 2016: it ends on the 15th."""
    repo = start_year(root)
    repo.change(SCHEME, "kind: calendar", "kind: working")
    repo.write(DAYS_OFF, "days_off: [2016-01-01]\ndays_made_up: []\n")
    repo.commit("按工作日公示", "2015-12-31")
    publish(repo, "2015-notice", "2016-01-08")
    return repo


def finals(repo: Repo, *days: str) -> list[int]:
    """What publishing the final result on each day comes to."""
    return [kaohe(repo, "publish", "2015-final", "--date", day, "--dry-run") for day in days]


def test_a_notice_ends_when_it_said_whatever_becomes_of_the_calendar(tmp_path: Path) -> None:
    repo = with_notice(tmp_path / "project")
    assert printed_end(repo) == "2016年1月8日至2016年1月15日（5个工作日）"
    for number, days in enumerate(("[2016-01-09, 2016-01-10]", "[]")):
        off = "[2016-01-01, 2016-01-13]" if days == "[]" else "[2016-01-01]"
        repo.write(DAYS_OFF, f"days_off: {off}\ndays_made_up: {days}\n")
        repo.commit("调整节假日", f"2016-01-{11 + number}")
        assert (codes_of(repo), printed_end(repo)) == ([], "2016年1月8日至2016年1月15日（5个工作日）")
        assert finals(repo, "2016-01-15", "2016-01-16") == [1, 0]


@pytest.mark.parametrize("period", ["notice_period: {days: 1, kind: working}\n", ""])
def test_a_shorter_period_lets_no_final_through_and_is_told(
    period: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = with_notice(tmp_path / "project")
    repo.change(SCHEME, "notice_period: {days: 5, kind: working}\n", period)
    repo.commit("改公示期", "2016-01-09")
    [problem] = errors_of(repo)
    assert (problem.code, problem.place.file, "公示期（notice_period）" in problem.message) == ("KH630", SCHEME, True)
    assert printed_end(repo) == "2016年1月8日至2016年1月15日（5个工作日）"
    act(repo, "correct", "2015-notice", "--reason", "公示期写错", "--date", "2016-01-10")
    repo.commit("更正", "2016-01-10")
    assert errors_of(repo) == []
    capsys.readouterr()
    assert finals(repo, "2016-01-15", "2016-01-16") == [1, 0]
    assert "公示期到 2016-01-15 为止" in capsys.readouterr().err


def test_days_off_that_the_frozen_commit_did_not_know_are_those_that_came_with_the_notice(tmp_path: Path) -> None:
    repo = start_year(tmp_path / "project")
    repo.change(SCHEME, "kind: calendar", "kind: working")
    frozen = repo.commit("按工作日公示", "2015-12-31")
    repo.write(DAYS_OFF, "days_off: [2016-01-01]\ndays_made_up: []\n")
    repo.commit("节假日", "2016-01-04")
    publish(repo, "2015-notice", "2016-01-08", "--at", frozen)
    repo.write(DAYS_OFF, "days_off: [2016-01-01]\ndays_made_up: [2016-01-09, 2016-01-10]\n")
    repo.commit("调整节假日", "2016-01-11")
    assert printed_end(repo) == "2016年1月8日至2016年1月15日（5个工作日）"


# What is written in place of what, in which file, and the place that is named; the whole year is published.
WORDS = {
    "standard": (SCHEME, "逾期办结，每件扣0.5分", "逾期办结，每件扣半分", "items/hotline/standards/overdue/text"),
    "item": (SCHEME, "name: 热线办理", "name: 热线", "items/hotline/name"),
    "category": (SCHEME, "name: 政务服务", "name: 服务", "categories/service/name"),
    "component": (SCHEME, "name: 千人评议", "name: 群众评议", "components/appraisal/name"),
    "panel": (SCHEME, "name: 代表委员", "name: 代表", "components/appraisal/panels/delegates/name"),
    "group": (SCHEME, "{id: organs, name: 机关部门", "{id: organs, name: 机关", "groups/organs/name"),
    "outcome": (SCHEME, "name: 通报表扬", "name: 表扬", "outcomes/praised/name"),
    "title": (SCHEME, "title: 小河区机关2015年度考核办法", "title: 考核办法", "title"),
    "document": (SCHEME, "2015〕1号", "2015〕2号", "document"),
    "name": ("data/units/caizheng.yml", "name: 小河区财政局", "name: 小河区财政和国资局", "name"),
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The district with the notice and the final result of its year published."""
    repo = with_notice(tmp_path_factory.mktemp("issued") / "project")
    publish(repo, "2015-final", "2016-01-18")
    return repo


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_words_that_were_published_change_with_a_correction(kind: str, finished: Repo, tmp_path: Path) -> None:
    repo = finished.copy(tmp_path / "project")
    path, old, new, place = WORDS[kind]
    repo.change(path, old, new)
    [problem] = errors_of(repo)
    assert (problem.code, problem.place.file, f"（{place}）" in problem.message) == ("KH630", path, True)
    lines = (repo.root / path).read_text("utf-8").split("\n")
    assert new.rpartition(": ")[2][:2] in lines[problem.place.line - 1]
    act(repo, "correct", "2015-notice", "--reason", "文字有误", "--date", "2016-01-20")
    assert f"  - {{file: {path}, field: {place}}}\n" in (repo.root / "data/corrections/2015-notice-c1.yml").read_text(
        "utf-8"
    )
    assert errors_of(repo) == []
    repo.commit("更正", "2016-01-20")
    assert errors_of(repo) == []
    repo.change(path, new, old)
    assert codes_of(repo) == ["KH630"]


def test_words_that_no_publication_prints_change_freely(finished: Repo, tmp_path: Path) -> None:
    """A standard that nobody failed, another one, appeals that were not there before, a former name that is kept."""
    repo = finished.copy(tmp_path / "project")
    used = {(r.item, r.standard) for r in open_project(repo.root).corpus.deductions}
    assert ("hotline", "late") not in used
    repo.change(
        SCHEME,
        "              - {id: overdue, text:",
        "              - {id: rude, text: 态度生硬，每次扣0.2分, points: 0.2}\n              - {id: overdue, text:",
    )
    repo.write(
        SCHEME,
        (repo.root / SCHEME).read_text("utf-8") + "appeals: {file_within: 5, decide_within: 10, kind: calendar}\n",
    )
    repo.change(
        "data/units/caizheng.yml", "name: 小河区财政局\n", "name: 小河区财政和国资局\naliases: [小河区财政局]\n"
    )
    assert errors_of(repo) == []


def test_a_quarter_stands_on_its_own_standards_alone(tmp_path: Path) -> None:
    """The outcomes of the year, the panels, and what was first applied in April are not in the first quarter."""
    repo = start(tmp_path / "project", 1)
    publish(repo, "2015-q1", "2015-04-10")
    for _, old, new, _ in (WORDS["outcome"], WORDS["panel"]):
        repo.change(SCHEME, old, new)
    repo.change(SCHEME, "notice_period: {days: 5", "notice_period: {days: 7")
    assert errors_of(repo) == []


def test_documents_keep_the_letterhead_and_the_names_that_they_were_issued_with(
    finished: Repo, tmp_path: Path
) -> None:
    repo = finished.copy(tmp_path / "project")
    repo.change(SITE, "小河区考核工作办公室", "小河区绩效办公室")
    repo.write(SITE, (repo.root / SITE).read_text("utf-8") + "addressees: 各单位\ncontact: 新楼\n")
    repo.change(
        "data/units/caizheng.yml", "name: 小河区财政局\n", "name: 小河区财政和国资局\naliases: [小河区财政局]\n"
    )
    repo.commit("机构改革", "2016-03-01")
    orders = orders_of(open_project(repo.root).corpus)
    for name in ("2015/circular", "2015/public-notice"):
        facts = orders[name].facts
        assert (facts["office"], facts["addressees"], facts["contact"]) == (
            "小河区考核工作办公室",
            "各被考核单位",
            "",
        )
        names = {row["name"] for group in facts["groups"] for row in group["rows"]}
        assert ("小河区财政局" in names, "小河区财政和国资局" in names) == (True, False)
    act(repo, "withdraw", "2015-final", "--reason", "误将尚未复核的扣分计入", "--date", "2016-03-02")
    repo.commit("撤回", "2016-03-02")
    repo.change(SITE, "小河区绩效办公室", "小河区考核中心")
    repo.commit("改名", "2016-03-03")
    facts = orders_of(open_project(repo.root).corpus)["2015/2015-final-withdrawal"].facts
    assert facts["office"] == "小河区绩效办公室"


def test_what_only_a_correction_brought_bears_its_date_and_number(tmp_path: Path) -> None:
    """The circular of praise was issued with the quarter; another unit is summoned since a record was revoked."""
    repo = start(tmp_path / "project", 1)
    repo.write(SCHEME, (repo.root / SCHEME).read_text("utf-8").replace("at: [year]", "at: [quarter, year]"))
    repo.commit("季度也运用结果", "2015-04-02")
    publish(repo, "2015-q1", "2015-04-10", "--document", "小考发〔2015〕3号")
    before = orders_of(open_project(repo.root).corpus, "internal")
    assert {name for name in before if "summons" in name or "praise" in name} == {
        "2015/praise-q1",
        "2015/summons-q1/jiaoyu",
    }
    for path in ("hotline/0305-jiaoyu", "hotline/0212-caizheng"):
        text = (repo.root / f"data/deductions/2015/{path}.yml").read_text("utf-8")
        repo.write(f"data/deductions/2015/{path}.yml", f"{text}revoked: {{date: 2015-05-20, reasons: 记错单位}}\n")
    correct = (
        "correct",
        "2015-q1",
        "--reason",
        "核查后撤销",
        "--date",
        "2015-05-20",
        "--document",
        "小考发〔2015〕9号",
    )
    act(repo, *correct, "--tie", "praised=jiaoyu", "--ground", "考核办会议研究")
    repo.commit("更正", "2015-05-20")
    after = orders_of(open_project(repo.root).corpus, "internal")
    assert after["2015/praise-q1"].day.isoformat() == "2015-04-10"
    [summons] = [order for name, order in after.items() if "summons" in name]
    assert summons.name != "2015/summons-q1/jiaoyu"
    assert (summons.day.isoformat(), summons.facts["date"], summons.facts["number"], summons.record) == (
        "2015-05-20",
        "2015年5月20日",
        "小考发〔2015〕9号",
        "2015-q1-c1",
    )
    assert after["2015/q1-circular"].day.isoformat() == "2015-04-10"


def test_what_a_withdrawal_promises_of_documents_is_true(
    finished: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = finished.copy(tmp_path / "project")
    act(repo, "withdraw", "2015-final", "--reason", "误将尚未复核的扣分计入", "--date", "2016-03-02")
    assert "它印发的通报、公示等公文从网站上撤下，由撤回公告代替" in capsys.readouterr().out
    repo.commit("撤回", "2016-03-02")
    assert set(orders_of(open_project(repo.root).corpus)) == {"2015/public-notice", "2015/2015-final-withdrawal"}
