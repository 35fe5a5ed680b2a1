"""Change log, time series and comparison are the same whatever was kept of them, and however that was damaged."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path
from random import Random

import pytest

from generator.acts import kept_rows
from generator.acts.compare_act import TextForm, compare_versions, compared_text, comparison_as_text
from generator.acts.log_act import log_pieces
from generator.acts.timeline_act import timeline_pieces
from generator.compare.comparison import compare_revisions
from generator.git.branch import commit_of
from generator.git.repository import open_repository
from generator.history.mainline import read_changes
from generator.history.query import select_events
from generator.history.report import read_history
from generator.history.series import read_timeline
from generator.kept.kept_store import FILE
from generator.public.shown_events import office_events
from generator.public.shown_timeline import office_timeline
from generator.words.history_text import timeline_json
from generator.words.json_text import indented_json
from generator.words.log_rows import log_rows
from tests.history.log_definition import log_json
from tests.history.random_line import REDACTED, REDACTION, tell_random
from tests.history.scenarios import SCENARIOS


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which things are kept, as they are for a user; a few rows at a time."""
    monkeypatch.setenv("KAOHE_CACHE", "")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_rows, "_AT_ONCE", 3)
    monkeypatch.setattr(kept_rows, "_SEGMENT", 12)
    return tmp_path / "cache/kaohe" / FILE


def series(root: Path, tip: str) -> tuple[int, str]:
    """How many commits the time series has, and its moments as they are printed."""
    with timeline_pieces(root, open_repository(root), tip, 2015) as found:
        return found.commits, ",\n    ".join(found.moments)


def series_anew(root: Path, tip: str) -> tuple[int, str]:
    """The same as the slow way tells it."""
    repository = open_repository(root)
    timeline = office_timeline(read_timeline(repository, read_changes(repository, tip), 2015))
    rows = timeline_json(timeline)
    return rows["commits"], ",\n    ".join(indented_json(row, line="\n    ") for row in rows["moments"])


def differences(root: Path, old: str, new: str) -> str:
    """A comparison as JSON, told anew."""
    return comparison_as_text(compare_revisions(open_repository(root), old, new), "json")


def told(root: Path, tip: str) -> str:
    """The rows as they are printed."""
    return ",\n  ".join(log_pieces(root, open_repository(root), tip))


def anew(root: Path, tip: str) -> str:
    """The rows as the slow way tells them."""
    account = read_history(root, tip)
    rows = log_json(office_events(select_events(account.trails)), account.signatures)
    return ",\n  ".join(indented_json(row, line="\n  ") for row in rows)


@pytest.mark.parametrize("seed", range(6))
def test_a_line_that_grows_is_told_as_if_nothing_were_kept(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    root = tmp_path / "project"
    line = tell_random(root, seed, redacts=seed % 3 == 0)
    monkeypatch.setattr(kept_rows, "_LATER", (1, 5, 20)[seed % 3])
    for tip in [*line[4::9], line[-1], line[len(line) // 2], line[-1]]:
        assert told(root, tip) == anew(root, tip)
        assert series(root, tip) == series_anew(root, tip)
    assert kept.exists()


def test_only_what_came_since_is_read(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    line = tell_random(root, 5, 30)
    expected = anew(root, line[-1])
    told(root, line[-1])
    monkeypatch.setattr("generator.history.line_state.walk_line", None)
    monkeypatch.setattr("generator.history.line_state.walk_on", None)
    assert told(root, line[-1]) == expected
    moments = series(root, line[-1])
    monkeypatch.setattr("generator.history.series.timeline_of", None)
    monkeypatch.setattr("generator.history.series.read_later_timeline", None)
    assert series(root, line[-1]) == moments


def test_a_line_whose_kept_commit_is_gone_is_told_from_its_beginning(tmp_path: Path, kept: Path) -> None:
    root = tmp_path / "project"
    line = tell_random(root, 8, 20)
    assert told(root, line[-1]) == anew(root, line[-1])
    assert series(root, line[-1]) == series_anew(root, line[-1])
    for words in (
        "-c user.name=x -c user.email=x@x commit -q --amend --allow-empty -m 更正",
        "reflog expire --expire=now --all",
        "gc -q --prune=now",
    ):
        subprocess.run(["git", *words.split()], cwd=root, check=True)
    repository = open_repository(root)
    tip = commit_of(repository, "main")
    assert not commit_of(repository, line[-1])
    assert told(root, tip) == anew(root, tip)
    assert series(root, tip) == series_anew(root, tip)


@pytest.mark.parametrize("seed", range(4))
def test_lost_and_damaged_rows_change_nothing(tmp_path: Path, kept: Path, seed: int) -> None:
    root = tmp_path / "project"
    line = tell_random(root, 40 + seed, 30)
    expected = anew(root, line[-1])
    assert told(root, line[-3]) == anew(root, line[-3])
    assert told(root, line[-1]) == expected
    moments, compared = series_anew(root, line[-1]), differences(root, line[3], line[-1])
    assert series(root, line[-1]) == moments
    assert compared_text(root, line[3], line[-1], "json") == compared
    drawn = Random(seed)
    with sqlite3.connect(kept) as store:
        keys = sorted(key for (key,) in store.execute("SELECT key FROM kept"))
        for key in drawn.sample(keys, len(keys) // 2):
            turn = drawn.choice(("DELETE FROM kept", "UPDATE kept SET body = 'x'", "UPDATE kept SET seal = ''"))
            store.execute(f"{turn} WHERE key = ?", (key,))
    store.close()
    for _ in range(3):
        assert told(root, line[-1]) == expected
        assert series(root, line[-1]) == moments
        assert compared_text(root, line[3], line[-1], "json") == compared


def test_what_is_lost_is_kept_anew(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    tip = tell_random(root, 6, 30)[-1]
    expected = told(root, tip)
    with sqlite3.connect(kept) as store:
        store.execute("DELETE FROM kept WHERE length(body) = (SELECT max(length(body)) FROM kept)")
    store.close()
    assert [told(root, tip), told(root, tip)] == [expected] * 2
    monkeypatch.setattr("generator.history.line_state.walk_line", None)
    assert told(root, tip) == expected


def test_a_redaction_is_seen_at_once(tmp_path: Path, kept: Path) -> None:
    root = tmp_path / "project"
    line = tell_random(root, 3, 40)
    before = told(root, line[-1])
    path, text = REDACTION
    (root / path).parent.mkdir(parents=True)
    text = text.replace(REDACTED, f"commit:{line[0]}").replace("reason\n", "message\n", 1)
    (root / path).write_text(text, "utf-8")
    after = told(root, line[-1])
    assert "〔已遮盖〕" in after != before
    assert after == anew(root, line[-1])


def test_two_versions_are_compared_once(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    line = tell_random(root, 4, 40)
    forms: list[TextForm] = ["json", "markdown", "short", "all"]
    found = [compared_text(root, line[5], "main", form) for form in forms]
    comparison = compare_versions(root, line[5], "main")
    assert found == [comparison_as_text(comparison, form) for form in forms]
    monkeypatch.setattr("generator.compare.comparison.compare_revisions", None)
    assert found == [compared_text(root, line[5], "main", form) for form in forms]
    path, text = REDACTION
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(text, "utf-8")
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept.parents[1]))
    assert compared_text(root, line[5], "main", "json") == differences(root, line[5], line[-1])


@pytest.mark.parametrize("name", ["linear", "evil-merge", "rename", "shallow", "signed"])
def test_rows_as_text_are_the_rows_of_json(tmp_path: Path, name: str) -> None:
    story = SCENARIOS[name](tmp_path / "repository")
    account = read_history(story.root)
    events = list(office_events(select_events(account.trails)))
    rows = log_json(events, account.signatures)
    assert list(log_rows(events, account.signatures)) == [indented_json(row, line="\n  ") for row in rows]
    assert told(story.root, account.log.tip) == anew(story.root, account.log.tip)
