"""What the gate hands out of a history and of a comparison: built anew by name, no message, no person, no note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from generator.compare.comparison import Comparison, compare_revisions
from generator.compare.difference import Difference
from generator.history.report import HistoryReport, read_history
from generator.history.series import Timeline
from generator.history.trail import Trail, TrailEvent
from generator.model.place import SIGNERS_FILE
from generator.public.redact import shown_comparison
from generator.public.released_comparison import ReleasedComparison
from generator.public.released_event import ReleasedEvent, ReleasedTrail
from generator.public.released_history import ReleasedHistory
from generator.public.released_timeline import ReleasedTimeline
from generator.public.shown_events import office_trails
from generator.public.shown_history import shown_history
from tests.history.scenarios import ONE, TWO
from tests.history.scripted import HOTLINE, REGISTER, Story, begin, deduction

NOTE, BODY, PERSON, KEPT = "qxcanarynote", "qxcanarybody", "qxcanaryperson", "qxcanarykept"
SITE = "data/site.yml"
EXCEPTIONS = "data/exceptions.yml"


def noted(word: str, points: str = "1") -> str:
    return deduction("caizheng", "2015-02-12", points, more=f"internal_note: {NOTE}{word}\n")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, HistoryReport]:
    """A demonstration whose history holds a word of its own in every place that must not leave."""
    story = begin(tmp_path_factory.mktemp("told") / "repository")
    site = (story.root / SITE).read_text("utf-8").replace("demo: false", "demo: true")
    register = REGISTER + f"  - {{email: {PERSON}@kaohe.example, office: rexian}}\n"
    story.commit("demo", f"演示\n\n{BODY}", "2015-01-06", {SITE: site, "data/committers.yml": register})
    message = f"登记热线扣分（{PERSON}@kaohe.example）\n\n{BODY}\n\nReviewed-by: 王某 <{PERSON}@kaohe.example>"
    story.commit("one", message, "2015-02-12", {ONE: noted("1"), TWO: deduction("jiaoyu", "2015-02-12")})
    story.commit("note", f"补记\n\n{BODY}", "2015-02-13", {ONE: noted("2")})
    story.commit("both", f"更改\n\n{BODY}", "2015-02-14", {ONE: noted("3", "2")})
    kept = f"- {{file: {TWO}, field: reason, reason: 单位的值班手机{KEPT}, decided: 2015-02-15}}\n"
    story.commit("kept", "核对", "2015-02-15", {EXCEPTIONS: kept})
    story.commit("again", "核对", "2015-02-16", {EXCEPTIONS: kept.replace(KEPT, f"{KEPT}2")})
    return story, read_history(story.root)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, however deep: in fields, rows and tables, and in what it would give if asked."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from texts_in(name)
            yield from texts_in(entry)
    elif isinstance(value, tuple | list | frozenset | set):
        for entry in value:
            yield from texts_in(entry)
    elif is_dataclass(value):
        held = {slot.name: getattr(value, slot.name) for slot in fields(value)} | getattr(value, "__dict__", {})
        for entry in held.values():
            yield from texts_in(entry(2015) if isinstance(entry, FunctionType) else entry)


def found_in(value: Any) -> set[str]:
    """The planted words that stand in a value."""
    text = "\n".join(texts_in(value))
    return {word for word in (NOTE, BODY, PERSON, KEPT) if word in text}


def test_the_public_history_of_a_demonstration_holds_nothing_that_was_planted(
    told: tuple[Story, HistoryReport],
) -> None:
    _, account = told
    assert found_in((account.trails, account.log)) == {NOTE, BODY, PERSON, KEPT}  # so the search finds what is there
    seen = shown_history(account, account.corpus, "public")
    assert found_in(seen) == set()
    assert {ONE, TWO, EXCEPTIONS} <= seen.trails.keys()
    event = seen.trails[ONE].events[0]
    assert (event.reason.subject, event.step.message, event.writer.message) == ("登记热线扣分（〔地址〕）", "", "")


def test_of_a_message_the_public_gets_the_subject_alone(told: tuple[Story, HistoryReport]) -> None:
    _, account = told
    public = shown_history(account, account.corpus, "public")
    assert {event.reason.body for trail in public.trails.values() for event in trail.events} == {""}
    office = shown_history(account, account.corpus, "internal")
    assert office.trails[ONE].events[0].reason.body == BODY


def test_the_office_gets_the_notes_and_the_reasons_but_no_message(told: tuple[Story, HistoryReport]) -> None:
    _, account = told
    seen = shown_history(account, account.corpus, "internal")
    assert {NOTE, BODY} <= found_in(seen)
    assert {commit.message for commit in seen.commits} == {""}
    assert {e.step.message + e.writer.message for trail in seen.trails.values() for e in trail.events} == {""}


def test_an_event_that_touched_only_what_stays_is_not_told(told: tuple[Story, HistoryReport]) -> None:
    _, account = told
    public, office = (
        shown_history(account, account.corpus, "public"),
        shown_history(account, account.corpus, "internal"),
    )
    assert [e.kind for e in public.trails[ONE].events] == ["recorded", "amended"]
    assert [e.kind for e in office.trails[ONE].events] == ["recorded", "amended", "amended"]
    assert [change.field for change in public.trails[ONE].events[1].fields] == ["points"]
    # Of a file that stays as a whole, that it changed is told, and nothing more.
    assert [(e.kind, e.fields) for e in public.trails[EXCEPTIONS].events] == [("recorded", ()), ("amended", ())]


def test_the_public_history_of_a_real_office_is_not_handed_out(told: tuple[Story, HistoryReport]) -> None:
    _, account = told
    assert account.corpus.site is not None
    real = replace(account.corpus, site=replace(account.corpus.site, demo=False))
    with pytest.raises(PermissionError, match="公开版"):
        shown_history(account, real, "public")
    assert shown_history(account, real, "internal").trails


def test_a_public_comparison_holds_nothing_that_was_planted(told: tuple[Story, HistoryReport]) -> None:
    story, _ = told
    whole = compare_revisions(story.opened, story.id("demo"), story.id("again"))
    assert found_in(whole) == {NOTE, KEPT}
    public, office = shown_comparison(whole, "public"), shown_comparison(whole, "internal")
    assert found_in(public) == set()
    assert (public.moves, [change.path for change in public.changes]) == (whole.moves, [ONE, TWO, EXCEPTIONS])
    assert (found_in(office), office.changes) == ({NOTE, KEPT}, whole.changes)


@pytest.fixture(scope="module")
def remarked(tmp_path_factory: pytest.TempPathFactory) -> HistoryReport:
    """Words of records, notes and people where remarks of many kinds are made."""
    story = begin(tmp_path_factory.mktemp("remarked") / "repository")
    record = noted("1").replace("对来电人诉求推诿", f"{KEPT}，{PERSON}")
    assert KEPT in record
    story.commit("one", BODY, "2015-02-12", {ONE: record, TWO: record, f"{HOTLINE}/broken.yml": f"unit: [{NOTE}"})
    story.commit("gone", f"删去\n\n{BODY}", "2015-02-13", {ONE: None})
    story.commit("back", BODY, "2015-02-10", {ONE: record}, who=PERSON)  # of an earlier day, by nobody registered
    moved = TWO.replace(HOTLINE, f"{HOTLINE.rpartition('/')[0]}/meetings")
    story.commit("moved", BODY, "2015-02-15", {TWO: None, moved: record})
    story.commit("signers", BODY, "2015-02-16", {SIGNERS_FILE: f"{PERSON}@kaohe.example ssh-ed25519 {NOTE}\n"})
    return read_history(story.root)


def test_a_remark_is_a_sentence_about_files_and_offices_without_words_of_records(remarked: HistoryReport) -> None:
    """Remarks, signatures and conditions reach products as they are: they hold ids, paths, offices, fixed words."""
    assert found_in((remarked.trails, remarked.log)) == {NOTE, BODY, PERSON, KEPT}
    kinds = {remark.kind for remark in remarked.remarks()}
    assert {
        "vanished",
        "restored",
        "renamed",
        "unreadable",
        "backdated",
        "unregistered",
        "foreign",
        "signers",
    } <= kinds
    seen = shown_history(remarked, remarked.corpus, "internal")
    assert seen.signatures
    assert found_in((seen.remarks, seen.signatures, seen.gaps, remarked.conditions)) == set()


def test_every_field_is_decided_upon(told: tuple[Story, HistoryReport]) -> None:
    """A field added to what the gate builds anew is named here until the gate says what becomes of it."""
    story, account = told
    seen = shown_history(account, account.corpus, "public")
    compared = shown_comparison(compare_revisions(story.opened, story.id("one"), story.id("both")), "public")
    built: list[tuple[type, Any]] = [
        (TrailEvent, seen.trails[ONE].events[0]),
        (Trail, seen.trails[ONE]),
        (Timeline, seen.timeline(2015)),
        (Comparison, compared),
        (Difference, compared.changes[0]),
        (ReleasedHistory, seen),
    ]
    missing = [f"{kind.__name__}.{f.name}" for kind, made in built for f in fields(kind) if not hasattr(made, f.name)]
    assert missing == []


@pytest.mark.parametrize(
    "kind", [ReleasedComparison, ReleasedEvent, ReleasedHistory, ReleasedTimeline, ReleasedTrail]
)
def test_none_can_be_made_elsewhere(kind: Any) -> None:
    with pytest.raises(TypeError, match="gate"):
        kind()


def test_none_can_be_altered_elsewhere(told: tuple[Story, HistoryReport]) -> None:
    _, account = told
    trail = office_trails(account.trails)[ONE]
    with pytest.raises(TypeError, match="gate"):
        replace(trail, plain=None)
    with pytest.raises(TypeError, match="gate"):
        replace(trail.events[0], old=None)


def test_a_history_of_one_commit_is_told(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    account = read_history(story.root)
    seen = shown_history(account, account.corpus, "internal")
    assert (seen.steps, seen.begun > 0, len(seen.commits)) == (1, True, 1)
