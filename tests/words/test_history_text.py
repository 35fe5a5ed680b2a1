"""Events, remarks and movements in words: one line each, whatever is in the data; nobody is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.change.change_words import kind_words
from generator.git.condition import Condition
from generator.git.signature import VERDICTS, Signature
from generator.history.query import EventFilter, select_events
from generator.history.remark import Remark
from generator.history.report import HistoryReport, read_history
from generator.history.series import Moment, Timeline
from generator.rules.corpus import Corpus
from generator.score.live_year import LiveScore
from generator.score.year_over_time import Movement
from generator.words.history_text import (
    corpus_labels,
    log_text,
    remarks_json,
    remarks_text,
    subject_words,
    timeline_json,
    timeline_text,
)
from generator.words.provenance import (
    UNREGISTERED,
    commit_words,
    event_notes,
    office_name,
)
from tests.history.scenarios import ONE, SCENARIOS, THREE, TWO
from tests.history.scripted import Story, begin, deduction
from tests.released import of_events, of_history, of_office, timed

Told = tuple[Story, HistoryReport]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Told:
    story = SCENARIOS["merges"](tmp_path_factory.mktemp("merges") / "repository")
    return story, read_history(story.root)


def test_how_a_change_came_to_the_main_branch(merged: Told) -> None:
    story, account = merged
    names = corpus_labels(of_office(account.corpus)).units
    trails = of_history(account).trails
    said = {path: story.scrub(commit_words(trails[path].events[0], names)) for path in (ONE, TWO, THREE)}
    assert said == {
        ONE: "提交 <inner2>，由区考核办经 <merge> 并入，合并请求 #7",
        TWO: "提交 <squash>，合并请求 #8",
        THREE: "提交 <direct>",
    }
    reason = trails[ONE].events[0].reason
    assert (reason.subject, reason.proposal) == ("更正 0212-caizheng", "#7")


def test_what_a_record_is_about_at_each_event(tmp_path: Path) -> None:
    story = SCENARIOS["rename"](tmp_path / "repository")
    account = read_history(story.root)
    trail = of_history(account).trails[ONE.replace("0212-caizheng", "0212-caizheng-1")]
    said = [subject_words(event, of_office(account.corpus)) for event in trail.events]
    assert said == ["区财政局 · 热线办理 · 1.5 分"] * 2 + ["区教育局 · 热线办理 · 1 分"]
    assert ONE not in account.trails
    assert subject_words(trail.events[0], of_office(Corpus())) == "hotline · 1.5 分"


def test_a_vanished_record_is_told_as_it_stood_not_as_it_came_back(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.commit("gone", "移除", "2015-02-14", {ONE: None})
    story.commit("broken", "放回", "2015-02-15", {ONE: "unit: [\n"})
    story.commit("back", "改回", "2015-02-16", {ONE: deduction("jiaoyu", "2015-02-12", "2")})
    account = read_history(story.root)
    trail = of_history(account).trails[ONE]
    said = [(event.kind, subject_words(event, of_office(account.corpus))) for event in trail.events]
    assert said == [
        ("recorded", "区财政局 · 热线办理 · 1 分"),
        ("vanished", "区财政局 · 热线办理 · 1 分"),
        ("unreadable", "区财政局 · 热线办理 · 1 分"),
        ("restored", "区教育局 · 热线办理 · 2 分"),
    ]


@pytest.mark.parametrize(
    ("kind", "file", "words"),
    [
        ("recorded", "deduction", "登记扣分记录"),
        ("recorded", "scheme", "新增考核办法"),
        ("recorded", "entry", "新增登记簿的记录"),
        ("revoked", "deduction", "撤销扣分记录"),
        ("reinstated", "deduction", "取消对扣分记录的撤销"),
        ("vanished", "appraisal", "评议计票消失"),
    ],
)
def test_what_happened_to_a_file(kind: str, file: str, words: str) -> None:
    assert kind_words(kind, file) == words  # type: ignore[arg-type]  # the table's own words


def test_an_office_without_a_name_is_said_by_its_id() -> None:
    assert office_name("", {}) == UNREGISTERED == "未登记"
    assert office_name("caizheng", {}) == "caizheng"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_is_said_with_the_commit(merged: Told, verdict: str) -> None:
    story, account = merged
    labels = corpus_labels(of_office(account.corpus)).units
    event = of_history(account).trails[ONE].events[0]
    found = Signature(verdict, "rexian" if verdict == "good" else "")  # type: ignore[arg-type]  # from the table
    notes = [story.scrub(note) for note in event_notes(event, {event.writer.id: found}, labels)]
    signer = "（区热线中心）" if verdict == "good" else ""
    assert notes == [f"提交 <inner2>：{VERDICTS[found.verdict]}{signer}。"]
    assert list(event_notes(event, {})) == []


def test_the_log_ends_with_how_much_it_lists(merged: Told) -> None:
    _, account = merged
    events = select_events(account.trails, EventFilter(item="hotline"))
    text = log_text(of_events(events), of_office(account.corpus), {})
    assert text.endswith("\n\n共 3 条。\n")
    assert text.count("\n\n") == 3
    assert log_text(of_events([]), of_office(account.corpus), {}) == "没有符合条件的记录。\n"


EVIL = Remark("vanished", "a" * 40, "data/x.yml", "一\n::error::\x1b[31m" + "长" * 400)


def test_remarks_stay_on_their_lines() -> None:
    condition = Condition("shallow", "这是浅克隆。", ("b" * 40,))
    lines = remarks_text([EVIL, EVIL], [condition]).splitlines()
    assert lines[:3] == ["这是浅克隆。", "", "消失的记录（2）"]
    assert len(lines) == 5
    assert all(line.startswith(f"  {'a' * 12}  一") and line.isprintable() and len(line) < 330 for line in lines[3:])
    assert remarks_text([], []) == ""
    assert remarks_json([EVIL], [condition]) == {
        "conditions": [{"kind": "shallow", "sentence": "这是浅克隆。", "subjects": ["b" * 40]}],
        "remarks": [{"kind": "vanished", "commit": "a" * 40, "path": "data/x.yml", "sentence": EVIL.sentence}],
    }


def test_a_score_that_became_final_says_so_though_it_did_not_move() -> None:
    def moved(old: LiveScore | None, new: LiveScore | None) -> Timeline:
        return Timeline(2015, ("c" * 40,), (Moment("c" * 40, 0, (ONE,), (Movement("caizheng", old, new),)),))

    provisional, final = (LiveScore(Decimal("98.5"), state) for state in (True, False))
    head = f"1970-01-01 08:00  {'c' * 12}  {ONE}\n      caizheng："
    assert (
        timeline_text(timed(moved(provisional, final)), of_office(Corpus())) == f"{head}98.50 → 98.50，不再是暂定\n"
    )
    assert timeline_text(timed(moved(final, provisional)), of_office(Corpus())) == f"{head}98.50 → 98.50，成为暂定\n"
    assert timeline_text(timed(moved(provisional, None)), of_office(Corpus())) == f"{head}98.50 → 不计分\n"
    (row,) = timeline_json(timed(moved(None, final)))["moments"][0]["scores"]
    assert row == {"unit": "caizheng", "old": None, "new": "98.50", "provisional": False}
    assert timeline_json(timed(moved(None, final)), unit="jiaoyu")["moments"] == []
