"""`kaohe review`: a proposal judged as it would be after its merge, and what a forge is given of that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.acts.review_act import Review, record_review, review_proposal
from generator.model.problem import UserError
from tests.cli.calling import Caller
from tests.history.scripted import HOTLINE, Story, begin, deduction

ONE, TWO = f"{HOTLINE}/2015-0212-caizheng-1.yml", f"{HOTLINE}/2015-0212-caizheng-2.yml"


def propose(story: Story, branch: str, files: dict[str, str], day: str = "2015-02-12") -> None:
    """A branch with these files, made from the main branch as it is; main stays checked out."""
    story.git("checkout", "-q", "-b", branch, "main")
    story.commit(branch, "登记", day, files)
    story.git("checkout", "-q", "main")


def review(story: Story, branch: str) -> Review:
    return review_proposal(story.root, "main", branch)


def errors(found: Review) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.file) for problem in found.problems if problem.severity == "error"]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return begin(tmp_path / "repository")


@pytest.fixture
def kaohe(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


def test_what_is_well_says_what_it_moves_and_touches_nothing(story: Story) -> None:
    propose(story, "proposal", {ONE: deduction("caizheng", "2015-02-12")})
    refs, status = story.git("for-each-ref"), story.git("status", "--porcelain")
    found = review(story, "proposal")
    assert (errors(found), found.conflicts) == ([], ())
    assert found.effect is not None
    assert [(move.unit, move.old, move.new) for move in found.effect.scores if move.causes] == [
        ("caizheng", "100.00", "98.50")
    ]
    assert (story.git("for-each-ref"), story.git("status", "--porcelain")) == (refs, status)
    assert review(story, "proposal").commit == found.commit, "the clock is not in it"


def test_the_same_event_in_two_proposals_is_found_once_one_is_merged(story: Story) -> None:
    propose(story, "a", {ONE: deduction("caizheng", "2015-02-12")})
    propose(story, "b", {TWO: deduction("caizheng", "2015-02-12")})
    assert errors(review(story, "a")) == errors(review(story, "b")) == []
    story.merge("merged", "a", "合并", "2015-02-13")
    assert errors(review(story, "b")) == [("KH318", TWO)]


def test_two_proposals_with_one_file_name_do_not_merge(story: Story) -> None:
    propose(story, "a", {ONE: deduction("caizheng", "2015-02-12")})
    propose(story, "b", {ONE: deduction("caizheng", "2015-02-12", reason="值守电话无人接听")})
    story.merge("merged", "a", "合并", "2015-02-13")
    found = review(story, "b")
    assert (found.conflicts, found.commit, found.effect) == ((ONE,), "", None)
    comment = record_review(found, story.root.parent / "out").comment.read_text("utf-8")
    assert comment.startswith("### 与主分支冲突：1 个文件\n")
    assert ONE.replace("_", "\\_") in comment


def test_a_cap_that_two_proposals_reach_together_shows_in_the_second(story: Story) -> None:
    """Each alone takes its points; after the first the item has not so many left, and the comment says so."""
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8").replace("max: 40", "max: 2")
    story.commit("rules", "单项最多扣2分", "2015-01-06", {"data/schemes/2015.yml": scheme}, who="kaoheban")
    propose(story, "a", {ONE: deduction("caizheng", "2015-02-12")})
    propose(story, "b", {f"{HOTLINE}/2015-0213-caizheng-1.yml": deduction("caizheng", "2015-02-13", reason="超期")})
    alone = review(story, "b").effect
    story.merge("merged", "a", "合并", "2015-02-13")
    found = review(story, "b")
    assert alone is not None
    assert found.effect is not None
    assert [move.delta for shown in (alone, found.effect) for move in shown.scores if move.causes] == [
        "−1.50",
        "−0.50",
    ]
    comment = record_review(found, story.root.parent / "out").comment.read_text("utf-8")
    assert "−0.50（有封顶，见下）" in comment
    assert "因上限少计 1.00" in comment


def test_a_branch_that_is_behind_is_judged_as_merged(story: Story) -> None:
    propose(story, "b", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("on", "登记", "2015-02-13", {f"{HOTLINE}/2015-0213-jiaoyu-1.yml": deduction("jiaoyu", "2015-02-13")})
    found = review(story, "b")
    assert errors(found) == []
    assert found.effect is not None
    assert [change.path for change in found.effect.changes] == [ONE]


def test_histories_with_nothing_in_common_are_refused(story: Story) -> None:
    story.git("checkout", "-q", "--orphan", "strange")
    story.commit("strange", "另起", "2015-02-12")
    story.git("checkout", "-q", "main")
    with pytest.raises(UserError, match="没有共同的历史"):
        review(story, "strange")


def test_the_notes_on_lines_are_what_forges_read(story: Story, kaohe: Caller) -> None:
    propose(story, "b", {ONE: deduction("caizheng", "2015-02-12", "9", reason='"100%::error::\\n甲"')})
    out = story.root.parent / "out"
    said = kaohe(story.root, "review", "--base", "main", "--head", "b", "--out", str(out))
    assert said.status == 1
    assert "处要改。" in said.out
    lines = (out / "annotations.txt").read_text("utf-8").splitlines()
    assert all(line.startswith(("::error ", "::warning ")) and line.count("::") >= 2 for line in lines)
    first = next(line for line in lines if "file=" in line)
    assert first.startswith(f"::error file={ONE},line=4,col=9,title=KH")
    report = json.loads((out / "code-quality.json").read_text("utf-8"))
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(report[0])
    assert {"path": ONE, "lines": {"begin": 4}} in [row["location"] for row in report if row["severity"] == "major"]
    assert len({row["fingerprint"] for row in report}) == len(report)
    assert (out / "comment.md").read_text("utf-8").startswith("### 不能合并：")


def test_a_preview_has_drafts_with_a_mark_and_nothing_internal(story: Story, kaohe: Caller) -> None:
    canary = "金丝雀内部备注"
    record = deduction("caizheng", "2015-02-12", more=f"internal_note: {canary}\n")
    propose(story, "b", {ONE: record})
    out, site = story.root.parent / "out", story.root.parent / "site"
    arguments = (
        "--base",
        "main",
        "--head",
        "b",
        "--out",
        str(out),
        "--preview",
        str(site),
        "--preview-at",
        "http://预览/7/",
    )
    assert kaohe(story.root, "review", *arguments).status == 0
    page = (site / "2015/records/hotline/2015-0212-caizheng-1.html").read_text("utf-8")
    assert "合并请求的预览" in page
    assert "草稿" in (site / "2015/units/caizheng.html").read_text("utf-8")
    assert json.loads((site / "manifest.json").read_text("utf-8"))["audience"] == "proposal"
    assert [path for path in site.rglob("*") if path.is_file() and canary.encode() in path.read_bytes()] == []
    assert canary not in (out / "comment.md").read_text("utf-8")
    assert "http\\://预览/7/" in (out / "comment.md").read_text("utf-8")
    public = story.root.parent / "public"
    assert kaohe(story.root, "build", "--at", "b", "--out", str(public)).status == 0
    assert not (public / "2015/records/hotline/2015-0212-caizheng-1.html").exists()


def test_a_comment_on_thirty_records_is_read_in_half_a_minute(story: Story) -> None:
    units = ("caizheng", "jiaoyu", "minzheng", "shuiwu")
    files = {
        f"{HOTLINE}/2015-02{day:02}-{unit}-1.yml": deduction(unit, f"2015-02-{day:02}", "1", reason=f"事由{day}")
        for day in range(1, 9)
        for unit in units
    }
    propose(story, "b", dict(list(files.items())[:30]))
    comment = record_review(review(story, "b"), story.root.parent / "out").comment.read_text("utf-8")
    before, depth = [], 0
    for line in comment.splitlines():
        depth += line.startswith("<details>")
        if not depth:
            before.append(line)
        depth -= line == "</details>"
    assert len(before) <= 25, "what stands before any fold"
    assert sum(len(line) for line in before) <= 1_200
    assert sum(line.startswith("| ") for line in before) == 5
