"""The change log as JSON, filtered, with signatures; the time series as JSON and from what is kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator.git.git_tree import GitTree
from generator.git.signature import Signature
from generator.history.facts import Facts
from generator.history.mainline import ChangeLog, read_changes
from generator.history.query import EventFilter, select_events
from generator.history.series import read_timeline
from generator.history.trail import Trail, read_trails
from generator.read.corpus_reader import read_corpus
from generator.read.record import Cache
from generator.rules.corpus import Corpus
from generator.words.history_text import log_text, timeline_json, timeline_text
from tests.golden import expect
from tests.history.log_definition import printed
from tests.history.scenarios import ONE, THREE, TWO, evil_merge, linear, merges
from tests.history.scripted import Story, begin, deduction
from tests.released import of_events, of_office, timed

EXPECTED = Path(__file__).with_name("expected")
Told = tuple[Story, ChangeLog, dict[str, Trail], Corpus]


def tell(story: Story, tip: str) -> Told:
    log = read_changes(story.opened, tip)
    return story, log, read_trails(story.opened, log), read_corpus(GitTree(story.opened, tip))[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    story = linear(tmp_path_factory.mktemp("linear") / "repository")
    return tell(story, story.id("rules"))


def test_the_log_as_json(told: Told) -> None:
    story, _, trails, _ = told
    rows = printed(of_events(select_events(trails, EventFilter(unit="caizheng", since=date(2015, 2, 1)))), {})
    text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    expect(EXPECTED / "log.json", story.scrub(text))


def test_the_time_series_as_json(told: Told) -> None:
    story, log, _, _ = told
    text = (
        json.dumps(timeline_json(timed(read_timeline(story.opened, log, 2015))), ensure_ascii=False, indent=2) + "\n"
    )
    expect(EXPECTED / "timeline.json", story.scrub(text))


@pytest.mark.parametrize(
    ("wanted", "steps"),
    [
        (EventFilter(unit="jiaoyu", item="hotline"), ["second", "revoke"]),
        (EventFilter(item="window"), []),
        (EventFilter(record="0212-caizheng"), ["record", "amend", "appeal"]),
        (EventFilter(record="hotline/0212-caizheng.yml"), ["record", "amend", "appeal"]),
        (EventFilter(record="caizheng", unit="caizheng"), ["start", "tally"]),
        (EventFilter(record="data/schemes/2015.yml"), ["start", "rules"]),
        (EventFilter(office="kaoheban", since=date(2015, 12, 21)), ["rules"]),
        (EventFilter(office="rexian", unit="jiaoyu"), ["revoke"]),
        (EventFilter(since=date(2015, 2, 16), until=date(2015, 3, 5)), ["amend", "appeal", "second"]),
    ],
)
def test_events_are_asked_for(told: Told, wanted: EventFilter, steps: list[str]) -> None:
    story, _, trails, _ = told
    assert [story.names[event.step.id] for event in select_events(trails, wanted)] == steps


def test_nothing_found_is_said(told: Told) -> None:
    _, log, _, corpus = told
    assert log_text(of_events([]), of_office(corpus), {}) == "没有符合条件的记录。\n"
    story = told[0]
    assert (
        timeline_text(timed(read_timeline(story.opened, log, 2016)), of_office(corpus)) == "2016 年度没有得分变动。\n"
    )


def test_an_office_that_merged_is_found_too(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    _, _, trails, _ = tell(story, story.id("squash"))
    found = select_events(trails, EventFilter(record=ONE, office="kaoheban"))
    assert [(story.names[event.step.id], event.writer.author) for event in found] == [("merge", "rexian")]


def test_signatures_are_said_beside_the_commits(tmp_path: Path) -> None:
    story = evil_merge(tmp_path / "repository")
    _, _, trails, corpus = tell(story, story.id("evil"))
    judged = {story.id("inner"): Signature("good", "rexian"), story.id("evil"): Signature("bad")}
    events = select_events(trails, EventFilter(record=TWO))
    text = story.scrub(log_text(of_events(events), of_office(corpus), judged))
    assert "      提交 <inner>：签名有效（区热线中心）。\n" in text
    assert "      提交 <evil>：签名无效，内容在签名之后被改动过。\n" in text
    (row,) = printed(of_events(events), judged)
    assert (row["signature"], row["signer"]) == ("good", "rexian")
    (evil,) = printed(of_events(select_events(trails, EventFilter(record=ONE))), judged)[1:]
    assert (evil["made_by_merge"], evil["signature"]) == (True, "bad")


def test_internal_notes_and_addresses_stay_inside(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    for name, note in (("one", "甲"), ("two", "乙")):
        text = deduction("caizheng", "2015-02-12", more=f"internal_note: 保密{note}\n")
        story.commit(name, "记录\n\nReviewed-by: 王某 <wang@mail.example>", "2015-02-12", {ONE: text})
    _, _, trails, corpus = tell(story, story.id("two"))
    events = select_events(trails, EventFilter())
    for said in (
        log_text(of_events(events), of_office(corpus), {}),
        json.dumps(printed(of_events(events), {}), ensure_ascii=False),
    ):
        assert "保密" not in said
        assert "王某" not in said
        assert "kaohe.example" not in said
        assert "经办人" not in said
    assert "内部备注：保密甲 → 保密乙" in log_text(of_events(events), of_office(corpus), {}, internal=True)


def test_hostile_texts_are_printed_escaped_on_their_line(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("one", "\x1b[31m红\u202e倒\n\n::error::x", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    other = deduction("caizheng", "2015-02-12", reason='"::error::x\\n::warning::y"')
    story.commit("two", "::error::x", "2015-02-13", {ONE: other})
    _, _, trails, corpus = tell(story, story.id("two"))
    text = log_text(of_events(select_events(trails, EventFilter(record=ONE))), of_office(corpus), {})
    assert "事由：\\u001B[31m红\\u202E倒\n" in text
    assert not [line for line in text.split("\n") if line.startswith("::")]
    assert all(line.isprintable() for line in text.split("\n"))


def test_what_is_kept_by_blob_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = linear(tmp_path / "repository")
    log = read_changes(story.opened, story.id("rules"))
    facts: Facts = {}
    cache: Cache = {}
    first = read_timeline(story.opened, log, 2015, facts, cache)
    assert {len(blob) for blob in facts} == {40}

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("generator.history.facts.FactScanner.scan", refuse)
    monkeypatch.setattr("generator.history.facts.read_record", refuse)
    monkeypatch.setattr("generator.history.blob_records.read_record", refuse)
    assert read_timeline(story.opened, log, 2015, facts, cache) == first


def test_the_line_of_one_unit(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    timeline = read_timeline(story.opened, read_changes(story.opened, story.id("squash")), 2015)
    told = [
        (story.names[moment.commit], moment.paths, movement.new and str(movement.new.total))
        for moment, movement in timeline.line_of("shuiwu")
    ][1:]
    assert told == [("direct", (THREE,), "98.5")]
