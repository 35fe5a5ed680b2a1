"""What log, remarks, time series and comparison say of each scripted history, held against the files beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compare.comparison import compare_revisions
from generator.history.account import read_account
from generator.history.mainline import read_changes
from generator.history.query import Wanted, select_events
from generator.history.revision import find_main, resolve_revision
from generator.history.running import Standing
from generator.history.series import read_timeline
from generator.history.tags import read_tags
from generator.history.tree import GitTree
from generator.read.corpus import read_corpus
from generator.score.year import score_year
from generator.view.comparison import comparison_text, view_comparison
from generator.view.history import log_text, remarks_text, timeline_text
from tests.history.scenarios import PAIRS, SCENARIOS
from tests.history.scripted import Story

EXPECTED = Path(__file__).with_name("expected")


def describe(name: str, story: Story) -> str:
    """Everything that is said of a history."""
    account = read_account(story.root)
    repository, log, corpus = account.repository, account.log, account.corpus
    published = {record.id: record.commit for record in corpus.publications.values()}
    tags = {tag.name.removeprefix("publication/"): tag for tag in read_tags(repository, "publication/").values()}
    events = [e for e in select_events(account.trails, Wanted()) if story.names[e.step.id] != "start"]
    remarks = [*account.remarks(), *account.remarks_on_tags(tags)]
    parts = [
        ("log", log_text(events, corpus, account.signatures)),
        ("remarks", remarks_text(remarks, account.conditions)),
        ("timeline", timeline_text(account.timeline(2015), corpus, gaps=account.gaps)),
    ]
    ids = {known: commit for commit, known in story.names.items()}
    for old, new in ((log.steps[0].commit.id, log.tip), *PAIRS.get(name, ())):
        ends = [ids.get(given) or resolve_revision(repository, given, published) for given in (old, new)]
        parts.append((f"diff {old} {new}", comparison_text(view_comparison(compare_revisions(repository, *ends)))))
    return "\n".join(f"== {story.scrub(title)}\n{story.scrub(text)}" for title, text in parts)


TOOLS = {"signed": ("ssh-keygen",), "signed-openpgp": ("gpg", "gpgconf")}
TOLD = [pytest.param(name, marks=pytest.mark.needs(*TOOLS.get(name, ()))) for name in SCENARIOS]


@pytest.mark.parametrize("name", TOLD)
def test_what_is_said_of_a_history(name: str, tmp_path: Path) -> None:
    said = describe(name, SCENARIOS[name](tmp_path / "repository"))
    assert said == (EXPECTED / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", TOLD)
def test_the_time_series_is_the_score_at_each_commit(name: str, tmp_path: Path) -> None:
    story = SCENARIOS[name](tmp_path / "repository")
    repository = story.opened
    log = read_changes(repository, find_main(repository).tip)
    timeline = read_timeline(repository, log, 2015)
    moments = {moment.commit: moment for moment in timeline.moments}
    standings: dict[str, Standing | None] = {}
    for step in log.steps:
        if step.commit.id in moments:
            standings |= {found.unit: found.new for found in moments[step.commit.id].movements}
        corpus, _ = read_corpus(GitTree(repository, step.commit.id))
        scored = {found.unit.id: (found.total, found.score.provisional) for found in score_year(corpus, 2015).units}
        assert {unit: (found.total, found.provisional) for unit, found in standings.items() if found} == scored
