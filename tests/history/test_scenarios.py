"""What log, remarks, time series and comparison say of each scripted history, held against the files beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compare.comparison import compare_revisions
from generator.git.branch import find_main
from generator.git.git_tree import GitTree
from generator.git.revision import resolve_revision
from generator.git.tags import read_tags
from generator.history.mainline import read_changes
from generator.history.query import EventFilter, select_events
from generator.history.report import read_history
from generator.history.series import read_timeline
from generator.read.corpus_reader import read_corpus
from generator.score.live_year import LiveScore
from generator.score.year import score_year
from generator.words.comparison_words import comparison_text, view_comparison
from generator.words.history_text import log_text, remarks_text, timeline_text
from tests.golden import expect
from tests.history.scenarios import PAIRS, SCENARIOS
from tests.history.scripted import Story
from tests.history.shapes import SHAPES, Shape, deal
from tests.released import of_events, of_office, seen, timed

EXPECTED = Path(__file__).with_name("expected")
# A shallow clone is a shape of its own; every other history is put into one.
SHAPE_OF = {**deal(SCENARIOS.keys() - {"shallow"}), "shallow": SHAPES[0]}


def describe(name: str, story: Story, shape: Shape) -> str:
    """Everything that is said of a history, but for what its shape adds."""
    account = read_history(story.root)
    repository, log, corpus = account.repository, account.log, account.corpus
    published = {record.id: record.commit for record in corpus.publications.values()}
    tags = {tag.name.removeprefix("publication/"): tag for tag in read_tags(repository, "publication/").values()}
    events = [e for e in select_events(account.trails, EventFilter()) if story.names[e.step.id] != "start"]
    remarks = [*account.remarks(), *account.remarks_on_tags(tags)]
    assert {condition.kind for condition in account.conditions} >= set(shape.adds)
    conditions = [condition for condition in account.conditions if condition.kind not in shape.adds]
    parts = [
        ("log", log_text(of_events(events), of_office(corpus), account.signatures)),
        ("remarks", remarks_text(remarks, conditions)),
        ("timeline", timeline_text(timed(account.timeline(2015)), of_office(corpus), gaps=account.gaps)),
    ]
    ids = {known: commit for commit, known in story.names.items()}
    first = next(step.commit.id for step in log.steps if step.changes)
    for old, new in ((first, log.tip), *PAIRS.get(name, ())):
        ends = [ids.get(given) or resolve_revision(repository, given, published) for given in (old, new)]
        parts.append(
            (
                f"diff {old} {new}",
                comparison_text(view_comparison(seen(compare_revisions(repository, *ends)))),
            )
        )
    return "\n".join(f"== {story.scrub(title)}\n{story.scrub(text)}" for title, text in parts)


TOOLS = {"signed": ("ssh-keygen",), "signed-openpgp": ("gpg", "gpgconf")}
TOLD = [pytest.param(name, marks=pytest.mark.needs(*TOOLS.get(name, ()))) for name in SCENARIOS]


@pytest.fixture(scope="module", params=TOLD)
def told_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Story]:
    """A history by its name, told once for all that only read it."""
    name: str = request.param
    return name, SHAPE_OF[name].tell(SCENARIOS[name], tmp_path_factory.mktemp(name))


def test_every_shape_is_met() -> None:
    assert {shape.name for shape in SHAPE_OF.values()} == {shape.name for shape in SHAPES}


def test_what_is_said_of_a_history(told_once: tuple[str, Story]) -> None:
    name, story = told_once
    expect(EXPECTED / f"{name}.txt", describe(name, story, SHAPE_OF[name]))


def test_the_time_series_is_the_score_at_each_commit(told_once: tuple[str, Story]) -> None:
    repository = (story := told_once[1]).opened
    log = read_changes(repository, find_main(repository).tip)
    timeline = read_timeline(repository, log, 2015)
    moments = {moment.commit: moment for moment in timeline.moments}
    standings: dict[str, LiveScore | None] = {}
    for step in (found for found in log.steps if found.commit.id in story.names):
        if step.commit.id in moments:
            standings |= {found.unit: found.new for found in moments[step.commit.id].movements}
        corpus, _ = read_corpus(GitTree(repository, step.commit.id))
        scored = {found.unit.id: (found.total, found.score.provisional) for found in score_year(corpus, 2015).units}
        assert {unit: (found.total, found.provisional) for unit, found in standings.items() if found} == scored
