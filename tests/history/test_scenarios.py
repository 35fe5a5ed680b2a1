"""What log, remarks, time series and comparison say of each scripted history, held against the files beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compare.comparison import compare_revisions
from generator.history.condition import inspect_repository
from generator.history.mainline import read_changes
from generator.history.query import Wanted, select_events
from generator.history.remark import find_remarks
from generator.history.revision import find_main
from generator.history.series import read_timeline
from generator.history.trail import read_trails
from generator.history.tree import GitTree
from generator.model.problem import Broken
from generator.read.corpus import read_corpus
from generator.score.year import score_year
from generator.view.comparison import comparison_text, view_comparison
from generator.view.history import log_text, remarks_text, timeline_text
from tests.history.scenarios import SCENARIOS
from tests.history.scripted import Story

EXPECTED = Path(__file__).with_name("expected")


def describe(story: Story) -> str:
    """Everything that is said of a history."""
    repository = story.opened
    tip = find_main(repository).tip
    log = read_changes(repository, tip)
    trails = read_trails(repository, log)
    corpus, _ = read_corpus(GitTree(repository, tip))
    records = [event for event in select_events(trails, Wanted()) if story.names[event.step.id] != "start"]
    remarks = find_remarks(log, trails, {})
    start = compare_revisions(repository, story.id("start"), tip)
    parts = (
        ("log", log_text(records, trails, corpus, {})),
        ("remarks", remarks_text(remarks, inspect_repository(repository))),
        ("timeline", timeline_text(read_timeline(repository, log, 2015), corpus)),
        ("diff", comparison_text(view_comparison(start))),
    )
    return "\n".join(f"== {name}\n{story.scrub(text)}" for name, text in parts)


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_said_of_a_history(name: str, tmp_path: Path) -> None:
    said = describe(SCENARIOS[name](tmp_path / "repository"))
    assert said == (EXPECTED / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_time_series_is_the_score_at_each_commit(name: str, tmp_path: Path) -> None:
    story = SCENARIOS[name](tmp_path / "repository")
    repository = story.opened
    log = read_changes(repository, find_main(repository).tip)
    timeline = read_timeline(repository, log, 2015)
    for step in log.steps:
        corpus, _ = read_corpus(GitTree(repository, step.commit.id))
        scored = {found.unit.id: (found.total, found.score.provisional) for found in score_year(corpus, 2015).units}
        standings = timeline.standings_at(step.commit.id)
        assert {unit: (found.total, found.provisional) for unit, found in standings.items()} == scored
    with pytest.raises(Broken, match="不在这条主线上"):
        timeline.standings_at("0" * 40)
