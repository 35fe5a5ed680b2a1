"""Of one act check, impact, diff, log, its remarks, verify and the site say the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.change.change_words import rename_words
from generator.history.report import read_history
from generator.opendata.change_rows import trail_changes
from generator.pages.audit_log_page import view_event
from generator.words.history_text import corpus_labels
from tests.cli.calling import Caller
from tests.history.acts import (
    FORBIDDEN,
    begin_acts,
    tell,
    tell_check,
    tell_diff,
    tell_impact,
    tell_log,
    tell_remarks,
    tell_verify,
)
from tests.history.scripted import HOTLINE, begin, deduction
from tests.released import of_history, of_office

ACTS = 7
SEEDS = (1, 3, 5, 7)  # with these, every kind of act is met


@pytest.mark.parametrize("seed", SEEDS)
def test_every_teller_says_the_same_of_every_act(tmp_path: Path, seed: int) -> None:
    teller = begin_acts(tmp_path / "repository", random.Random(seed))
    story = teller.story
    acts = teller.tell(ACTS)
    events, remarks, findings = tell_log(story), tell_remarks(story), tell_verify(story)
    for before, after in acts:
        story.git("checkout", "-q", "--detach", after)
        logged = events.get(after, [])
        told = tell(logged)
        assert told == tell_diff(story, before, after)
        assert told == tell_impact(story, before)
        forbidden = {(FORBIDDEN[kind], path) for kind, path, _ in told if kind in FORBIDDEN}
        checked = tell_check(story, before)
        assert checked.keys() == forbidden
        for event in logged:
            if event.kind == "renamed":
                assert checked["KH502", event.path].endswith(rename_words(event))
        odd = {(event.kind, event.path) for event in logged if event.kind in (*FORBIDDEN, "restored")}
        assert {(found.kind, found.path) for found in remarks if found.commit == after} == odd
    story.git("checkout", "-q", "main")
    here = {path.relative_to(story.root).as_posix() for path in (story.root / "data").rglob("*.yml")}
    missing = {found.path for found in remarks if found.kind in FORBIDDEN} - here
    assert {subject for (subject, _), status in findings.items() if status == "fails"} == missing
    told_by_verify = {(subject, sentence.partition("：")[2]) for subject, sentence in findings}
    assert told_by_verify >= {(found.path, found.sentence) for found in remarks}


def test_a_history_by_chance_has_acts_of_every_kind(tmp_path: Path) -> None:
    kinds = set()
    for seed in (3, 5):
        teller = begin_acts(tmp_path / str(seed), random.Random(seed))
        teller.tell(ACTS)
        kinds |= {event.kind for events in tell_log(teller.story).values() for event in events}
    assert kinds >= {"recorded", "amended", "revoked", "renamed", "vanished", "restored"}


RECORD = "2015-0618-jiaoyu-1.yml"
OLD, NEW = f"{HOTLINE}/{RECORD}", f"data/deductions/2015/meetings/{RECORD}"


def test_a_record_moved_and_changed_is_one_act_for_everybody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clerk, the reviewer and the auditor read of one rename with two changes, and how to take it back."""
    kaohe = Caller(capsys)
    story = begin(tmp_path / "repository")
    base = story.commit("record", "记录", "2015-06-18", {OLD: deduction("jiaoyu", "2015-06-18")})
    changed = deduction("jiaoyu", "2015-06-18", "0.3").replace("standard: refused", "standard: absent")
    after = story.commit("move", "移到会议", "2015-06-19", {OLD: None, NEW: changed})

    said = f"被改名为 {NEW}，并更改 2 处"
    (problem,) = [row for row in kaohe(story.root, "check", "--base", base, "--json").data if row["file"] == OLD]
    assert (problem["code"], problem["message"]) == ("KH502", f"扣分记录{said}")
    assert "请改回原来的文件名和文件夹，更改写在原来的文件里。登记错了单项的，请撤销这一条" in problem["hint"]

    for verb in (("impact", "--base", base), ("diff", base, after)):
        rows = kaohe(story.root, *verb, "--json").data["changes"]
        assert {(row["kind"], row["path"], row["renamed_to"]) for row in rows} == {("renamed", OLD, NEW)}
        assert {row["field"]: (row["old"], row["new"]) for row in rows} == {
            "standard": ("refused", "absent"),
            "points": ("1.5", "0.3"),
        }
        text = kaohe(story.root, *verb).out
        assert f"  扣分记录改名并更改  {OLD}（区教育局 · " in text
        assert f"      改名为 {NEW}，并更改 2 处\n" in text
        assert "注意：1 个文件改名" in text

    (event,) = [row for row in kaohe(story.root, "log", "--json").data if row["commit"] == after]
    assert (event["kind"], event["path"], event["renamed"]) == ("renamed", OLD, NEW)
    assert [row["field"] for row in event["fields"]] == ["standard", "points"]
    text = kaohe(story.root, "log").out
    assert f"扣分记录改名并更改  {OLD}\n" in text
    assert f"      改名为 {NEW}，并更改 2 处。\n" in text

    sentence = f"{OLD} {said}。编号一经使用不再改变。"
    remarks = kaohe(story.root, "log", "--remarks", "--json").data["remarks"]
    assert [(row["kind"], row["sentence"]) for row in remarks if row["kind"] in FORBIDDEN] == [("renamed", sentence)]
    findings = kaohe(story.root, "verify", "--json").data["findings"]
    told = [(row["status"], row["sentence"]) for row in findings if row["subject"] == OLD]
    assert told == [("fails", f"提交 {after[:12]}：{sentence}")]

    account = read_history(story.root)
    trail = of_history(account).trails[NEW]
    assert [found.kind for found in trail.events] == ["recorded", "renamed"]
    view = view_event(trail.events[-1], of_office(account.corpus), corpus_labels(of_office(account.corpus)))
    assert (view.what, view.path, len(view.fields)) == ("扣分记录改名并更改", NEW, 2)
    assert f"改名为 {NEW}，并更改 2 处。" in view.notes
    rows = [
        (row.kind, row.path, row.field) for row in trail_changes(of_history(account).trails) if row.commit == after
    ]
    assert rows == [("renamed", OLD, ""), ("renamed", OLD, "standard"), ("renamed", OLD, "points")]
