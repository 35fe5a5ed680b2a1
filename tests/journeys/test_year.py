"""A year of an office that is not the sample's, from an empty folder to an archive: two clerks who merge crosswise.

An ordinary clone of a bare repository with a remote, the commands as a person gives them, git as it comes. The days
are written down, the machine's clock is later than all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.load.project import open_project
from generator.model.place import CHAIN_FILE
from tests.acts.clerks import Clerk, clone_office
from tests.journeys.yunling import deduction, founding_files
from tests.release.repository import Repo

# What belongs to others: the sample's district and the one of other tests, their notice, their appraisal, their year.
FOREIGN = re.compile("滨湖|锡滨|小河|千人评议|区级机关|区直属|2015")


@dataclass
class Office:
    """The two clerks, and what was printed to them."""

    one: Clerk
    other: Clerk
    said: list[str]

    def on(self, day: str) -> None:
        """A day begins."""
        self.one.day = self.other.day = date.fromisoformat(day)

    @contextmanager
    def branch(self, clerk: Clerk, name: str, message: str) -> Iterator[None]:
        """Work on a branch, that is committed but not merged."""
        clerk.begin(name)
        yield
        clerk.commit(message)

    def found(self, clerk: Clerk, *finding: str) -> None:
        """A finding, recorded on a branch and merged at once."""
        unit, day, item, reason = finding
        self.on(day)
        with self.branch(clerk, f"record-{day}", f"记录 {unit}"):
            for path, text in deduction(unit, day, item, reason).items():
                clerk.repo.write(path, text)
        assert clerk.merges_cleanly(f"record-{day}")

    def merge(self, clerk: Clerk, *branches: str) -> None:
        """Branches that merge without a conflict."""
        for branch in branches:
            assert clerk.merges_cleanly(branch), branch

    def codes(self, clerk: Clerk) -> set[str]:
        """The codes of the errors that a check finds."""
        return {problem.code for problem in open_project(clerk.repo.root).errors}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "初始"
    folder.mkdir()
    made = Repo(folder)
    made.git("init", "-q", "--initial-branch=main", "--template=")
    for path, text in founding_files().items():
        made.write(path, text)
    made.commit("建立考核项目", "2016-01-04")
    return Office(*clone_office(tmp_path, made, date(2016, 1, 4)), said=[])


def lines_of(clerk: Clerk) -> list[str]:
    text = (clerk.repo.root / CHAIN_FILE).read_text("utf-8")
    return [line.removeprefix("- ") for line in text.splitlines()]


HOME = "幸福里三号"
TEXTS = {".html", ".json", ".js", ".csv", ".txt", ".xml", ".yml"}
TALK = ("--tie", "talk=", "--ground", "县政府常务会议研究：季度不运用")


def test_a_year_from_an_empty_folder_to_an_archive(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = office.one, office.other
    _first_quarter(office)
    _rest_of_the_year(office)
    _year_with_a_conflict(office)
    _taken_back_and_published_again(office)
    _words_are_corrected(office)
    _a_text_is_redacted(office)
    assert lines_of(one) == [
        "2016-q1",
        "2016-q1-c1",
        "2016-q4",
        "2016-notice",
        "2016-final",
        "2016-final withdrawn",
        "2016-notice withdrawn",
        "2016-notice-2",
        "2016-final-2",
        "2016-final-2-c1",
        "redaction 2017-0210-1",
    ]
    for clerk in (one, other):
        clerk.update()
        assert clerk.kaohe("check") == 0
    for name in ("2016-q1", "2016-q4", "2016-notice-2", "2016-final-2"):
        assert one.kaohe("publish", name, "--tag", "--yes") == 0
    assert one.kaohe("verify") == 0
    bag = tmp_path / "bag"
    assert one.kaohe("archive", "2016-final-2", "--audience", "public", "--out", str(bag), "--yes") == 0
    assert one.kaohe("verify", "--against", str(bag)) == 0
    printed = capsys.readouterr()
    assert FOREIGN.findall(printed.out + printed.err) == []
    _bag_holds_what_was_public(bag, capsys)


def _first_quarter(office: Office) -> None:
    """The quarter is published while the other clerk still records in it: what that moves is corrected."""
    one, other = office.one, office.other
    office.found(one, "shuili", "2016-02-16", "progress", "水库除险加固节点逾期 12 日")
    office.found(other, "jiaotong", "2016-03-08", "reports", "二月份项目信息漏报")
    office.on("2016-04-12")
    with office.branch(one, "publish-q1", "发布第一季度"):
        one.act("publish", "2016-q1", "--document", "云督考〔2016〕3号", *_nobody(office, "praised"))
    with office.branch(other, "late", "补记"):
        for path, text in deduction("nongye", "2016-03-30", "progress", "高标准农田节点逾期 5 日").items():
            other.repo.write(path, text)
    office.merge(one, "publish-q1")
    office.merge(other, "late")
    one.update()
    assert office.codes(one) == {"KH651"}
    office.on("2016-04-13")
    with office.branch(one, "correct-q1", "更正第一季度"):
        one.act("correct", "2016-q1", "--reason", "补记一项三月底的节点逾期", *TALK)
    office.merge(one, "correct-q1")
    assert office.codes(one) == set()


def _nobody(office: Office, *outcomes: str) -> tuple[str, ...]:
    """Ties of a quarter, in which nobody is chosen."""
    ties = [word for outcome in outcomes for word in ("--tie", f"{outcome}=")]
    return (*ties, "--ground", "县政府常务会议研究：季度不运用")


def _rest_of_the_year(office: Office) -> None:
    office.found(office.one, "nongye", "2016-07-05", "reports", "半年总结迟报 3 日")
    office.found(office.other, "shuili", "2016-11-22", "progress", f"河道整治节点逾期 8 日（反映人住{HOME}）")
    office.found(office.one, "jiaotong", "2016-12-09", "progress", "农村公路节点逾期 20 日")
    office.found(office.other, "jiaotong", "2016-12-15", "reports", "十一月份项目信息迟报")


def _year_with_a_conflict(office: Office) -> None:
    """Both publish from the same main: git stops the second, whose command is given again."""
    one, other = office.one, office.other
    office.on("2017-01-06")
    with office.branch(one, "publish-q4", "发布第四季度"):
        one.act("publish", "2016-q4", *_ties_of(one, "2016-q4"))
    with office.branch(other, "notice", "公示年度结果"):
        other.act("publish", "2016-notice", *_ties_of(other, "2016-notice"))
    office.merge(one, "publish-q4")
    assert not other.merges_cleanly("notice")
    assert other.meets_conflict("notice") == CHAIN_FILE
    assert office.codes(other) == {"KH619"}
    other.act("publish", "2016-notice")
    assert "previous: 2016-q4\n" in (other.repo.root / "data/publications/2016-notice.yml").read_text("utf-8")
    other.commit("合入主分支")
    office.merge(other, "notice")
    assert lines_of(other)[-2:] == ["2016-q4", "2016-notice"]


def _ties_of(clerk: Clerk, name: str) -> tuple[str, ...]:
    """The choices that the preview asks for, as it proposes them; none where no tie falls on an edge."""
    from generator.acts.plan import Refusal
    from generator.acts.publish_act import PublishRequest, plan_publication
    from generator.acts.workspace import open_workspace

    plan = plan_publication(open_workspace(clerk.repo.root), PublishRequest(name, date=clerk.day))
    said = " ".join(plan.reasons) if isinstance(plan, Refusal) else ""
    ties = dict.fromkeys(re.findall(r"--tie ([a-z]+)=[a-z,]+ --ground", said))
    return tuple(w for tie in ties for w in ("--tie", f"{tie}=")) + (("--ground", "会议研究") if ties else ())


def _taken_back_and_published_again(office: Office) -> None:
    """A result is withdrawn, its notice after it; the new result waits for the whole days of a new notice."""
    one, other = office.one, office.other
    one.update()
    assert one.kaohe("publish", "2016-final", "--date", "2017-01-11", "--yes") == 1  # the fifth day has not passed
    office.on("2017-01-12")
    with office.branch(one, "final", "发布正式结果"):
        one.act("publish", "2016-final", "--document", "云督考〔2017〕1号", *_ties_of(one, "2016-final"))
    office.merge(one, "final")
    office.on("2017-01-16")
    other.update()
    assert other.kaohe("withdraw", "2016-notice", "--reason", "误", "--date", "2017-01-16", "--yes") == 1
    for name, reason in (("2016-final", "误将尚未复核的扣分计入"), ("2016-notice", "随正式结果撤回")):
        with office.branch(other, f"withdraw-{name}", f"撤回 {name}"):
            other.act("withdraw", name, "--reason", reason)
        office.merge(other, f"withdraw-{name}")
    one.update()
    assert one.kaohe("publish", "2016-final-2", "--date", "2017-01-16", "--yes") == 1
    with office.branch(one, "notice-2", "重新公示"):
        one.act("publish", "2016-notice-2", *_ties_of(one, "2016-notice-2"))
    office.merge(one, "notice-2")
    office.on("2017-01-22")
    with office.branch(other, "final-2", "发布正式结果"):
        other.act("publish", "2016-final-2", "--document", "云督考〔2017〕4号", *_ties_of(other, "2016-final-2"))
    office.merge(other, "final-2")


def _words_are_corrected(office: Office) -> None:
    """A reason on which a published figure stands is written anew: only with a correction that names it."""
    one = office.one
    office.on("2017-02-07")
    path = "data/deductions/2016/progress/2016-1209-jiaotong-1.yml"
    with office.branch(one, "words", "更正事由"):
        one.repo.change(path, "逾期 20 日", "逾期 12 日")
        assert office.codes(one) == {"KH630"}
        one.act("correct", "2016-final-2", "--reason", "逾期天数写错", "--words", path, "reason")
        assert office.codes(one) == set()
    office.merge(one, "words")


def _a_text_is_redacted(office: Office) -> None:
    """Where somebody lives was merged and published: it leaves nowhere any more, and no figure needs a correction."""
    one = office.one
    office.on("2017-02-10")
    path = "data/deductions/2016/progress/2016-1122-shuili-1.yml"
    with office.branch(one, "redact", "遮盖住址"):
        assert HOME in (one.repo.root / path).read_text("utf-8")
        one.act("redact", path, "reason", "--reason", "写有反映人的住址")
        assert office.codes(one) == set()
    office.merge(one, "redact")


def _bag_holds_what_was_public(bag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What leaves says what stands: the withdrawn result marked, the new one in its place."""
    site = bag / "data/site"
    listed = json.loads((site / "open-data/publications.json").read_text("utf-8"))
    assert {row["publication"]: row["withdrawn"] for row in listed if row["withdrawn"]} == {
        "2016-final": "2017-01-16",
        "2016-notice": "2017-01-16",
    }
    page = (site / "publications/2016-final.html").read_text("utf-8")
    assert "撤回，以下数字不再有效。" in page
    assert "../publications/2016-final-2.html" in page
    assert "2016-final" in (bag / "data/records" / CHAIN_FILE).read_text("utf-8")
    texts = [path.read_text("utf-8", "ignore") for path in (bag / "data").rglob("*") if path.suffix in TEXTS]
    assert any("〔已遮盖〕" in text for text in texts)
    assert not any(HOME in text for text in texts)
    assert "交通" not in capsys.readouterr().err
