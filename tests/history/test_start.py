"""A history that begins where the project says: what was tried before it does not count, and that is said."""

from __future__ import annotations

from pathlib import Path

from generator.history.mainline import read_changes
from generator.history.report import read_history
from generator.history.series import read_timeline
from generator.proof.verify_project import verify_project
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.score.year import score_year
from tests.history.scenarios import ONE, THREE, TWO
from tests.history.scripted import REGISTER, Story, begin, deduction

SITE = "data/site.yml"


def found(root: Path) -> Story:
    """A trial with a record that is removed again, the beginning, the merge of a branch from before it."""
    story = begin(root)
    story.commit(
        "trial",
        "试填",
        "2015-02-01",
        {ONE: deduction("caizheng", "2015-02-01"), TWO: deduction("jiaoyu", "2015-02-01")},
    )
    story.git("branch", "old")
    story.commit("cleared", "清理试填的记录", "2015-02-02", {ONE: None})
    story.commit("founding", "正式启用", "2015-02-03", {"data/committers.yml": REGISTER})
    site = (story.root / SITE).read_text("utf-8")
    story.commit("named", "写明启用", "2015-02-04", {SITE: f"{site}history_from: {story.id('founding')}\n"})
    story.git("checkout", "-q", "old")
    story.commit("late", "启用前分出的分支", "2015-02-05", {THREE: deduction("caizheng", "2015-02-05")})
    story.git("checkout", "-q", "main")
    story.merge("merge", "old", "并入", "2015-02-06")
    return story


def test_what_stands_before_the_beginning_is_left_out(tmp_path: Path) -> None:
    story = found(tmp_path / "repository")
    log = read_changes(story.opened, story.id("merge"))
    told = [[story.names[commit.id] for commit in (step.commit, *step.merged)] for step in log.steps]
    assert told == [["founding"], ["named"], ["merge", "late"]]
    assert (log.founding, log.trial) == (story.id("founding"), 3)
    account = read_history(story.root, story.id("merge"))
    assert [(event.kind, event.earlier) for event in account.trails[TWO].events] == [("recorded", True)]
    assert ONE not in account.trails
    assert [(event.kind, event.earlier) for event in account.trails[THREE].events] == [("recorded", False)]
    assert [remark.kind for remark in account.remarks()] == []


def test_scores_at_the_end_are_the_same(tmp_path: Path) -> None:
    story = found(tmp_path / "repository")
    log = read_changes(story.opened, story.id("merge"))
    line = {unit.unit.id: unit.total for unit in score_year(read_corpus(WorkTree(story.root))[0], 2015).units}
    timeline = read_timeline(story.opened, log, 2015)
    last = {movement.unit: movement.new for moment in timeline.moments for movement in moment.movements}
    assert {unit: new.total for unit, new in last.items() if new is not None} == line


def test_verification_names_the_beginning_and_finds_nothing_lost(tmp_path: Path) -> None:
    story = found(tmp_path / "repository")
    findings = verify_project(story.opened).findings
    assert [finding for finding in findings if finding.status == "fails"] == []
    (named,) = (finding for finding in findings if finding.subject == story.id("founding"))
    assert named.status == "open"
    assert "此前的 3 个提交没有核验" in named.sentence


def test_a_beginning_that_is_moved_is_named_for_ever(tmp_path: Path) -> None:
    story = found(tmp_path / "repository")
    site = (story.root / SITE).read_text("utf-8")
    moved = site.replace(story.id("founding"), story.id("merge"))
    story.commit("moved", "另定起点", "2015-03-01", {SITE: moved})
    remarks = read_history(story.root, story.id("moved")).remarks()
    assert [(remark.kind, story.names[remark.commit]) for remark in remarks] == [("refounded", "moved")]


def test_a_beginning_that_is_nowhere_hides_nothing(tmp_path: Path) -> None:
    story = found(tmp_path / "repository")
    site = (story.root / SITE).read_text("utf-8")
    story.commit("wrong", "写错", "2015-03-01", {SITE: site.replace(story.id("founding"), "0" * 40)})
    log = read_changes(story.opened, story.id("wrong"))
    assert (len(log.steps), log.trial) == (7, None)
    findings = verify_project(story.opened).findings
    assert {finding.subject for finding in findings if finding.status == "fails"} == {"0" * 40, ONE}
