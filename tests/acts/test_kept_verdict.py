"""A check of everything says the same whether it was kept, made anew, or kept and damaged."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from generator.acts import kept_verdict
from generator.acts.kept_verdict import check_whole
from generator.demo.district import Options, make_data
from generator.kept import folder_signature
from generator.kept.kept_store import FILE
from generator.load.years_check import check_by_years
from generator.model.problem import Problem


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without a history, old enough, and a folder for what is kept beside it."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("KAOHE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(folder_signature, "_DOUBTFUL", 0)
    made = tmp_path / "project"
    for path, data in make_data(Options(units=4, deductions=12)).items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(data)
    (made / "mkdocs.yml").touch()
    time.sleep(0.02)
    return made


def checks(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Problem], int]:
    """What a check says, and how often the files had to be read for it."""
    made: list[int] = []
    inner = check_by_years

    def counted(*given: Any) -> list[Problem] | None:
        made.append(1)
        return inner(*given)

    with monkeypatch.context() as patch:
        patch.setattr(kept_verdict, "check_by_years", counted)
        return check_whole(root), len(made)


def test_nothing_is_read_again_until_something_is_touched(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, made = checks(root, monkeypatch)
    assert made == 1
    assert first
    assert checks(root, monkeypatch) == (first, 0)
    assert all(a.severity == b.severity for a, b in zip(first, check_whole(root), strict=True))
    record = min((root / "data/deductions/2015").rglob("*.yml"))
    data, told = record.read_bytes(), record.stat()
    record.write_bytes(data.replace(b"unit: ", b"unit: x", 1))
    os.utime(record, ns=(told.st_atime_ns, told.st_mtime_ns))
    time.sleep(0.02)
    again, made = checks(root, monkeypatch)
    assert made == 1
    assert "KH301" in {problem.code for problem in again}
    record.write_bytes(data)
    time.sleep(0.02)
    assert checks(root, monkeypatch)[0] == first


def test_a_damaged_or_lost_store_says_the_same(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = checks(root, monkeypatch)
    path = tmp_path / "cache/kaohe" / FILE
    for damage in (
        path.unlink,
        lambda: path.write_bytes(path.read_bytes()[:3000]),
        lambda: path.write_bytes(b"x"),
    ):
        damage()
        assert checks(root, monkeypatch) == (first, 1)
        assert checks(root, monkeypatch) == (first, 0)


def test_it_can_be_switched_off(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_CACHE", "off")
    assert checks(root, monkeypatch)[1] == 1
    assert checks(root, monkeypatch)[1] == 1
    assert not (tmp_path / "cache").exists()


def mix_rows(path: Path, drawn: random.Random) -> None:
    """Puts rows of the store in each other's place, cuts some and loses some."""
    with sqlite3.connect(path) as store:
        rows = store.execute("SELECT key, seal, body FROM kept ORDER BY key").fetchall()
        others = drawn.sample(rows, len(rows))
        for (key, _, _), (_, seal, body) in zip(rows, others, strict=True):
            turn = drawn.randrange(4)
            if turn == 0:
                store.execute("DELETE FROM kept WHERE key = ?", (key,))
            elif turn == 1:
                store.execute("UPDATE kept SET body = ? WHERE key = ?", (body[: len(body) // 2], key))
            elif turn == 2:
                store.execute("UPDATE kept SET seal = ?, body = ? WHERE key = ?", (seal, body, key))
    store.close()


@pytest.mark.parametrize("seed", range(4))
def test_rows_of_years_that_were_mixed_up_say_the_same(root: Path, tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)
    first, path = check_whole(root), tmp_path / "cache/kaohe" / FILE
    for _ in range(3):
        record = drawn.choice(sorted((root / "data/deductions").rglob("*.yml")))
        os.utime(record)  # the whole is looked at again, the years that nobody touched are kept
        time.sleep(0.02)
        mix_rows(path, drawn)
        assert check_whole(root) == first


def test_a_main_branch_that_moved_behind_a_link_is_looked_at_again(root: Path, tmp_path: Path) -> None:
    record = min((root / "data/deductions/2015").rglob("*.yml"))
    lines = [line for line in record.read_text("utf-8").splitlines() if not line.startswith(("notified", "reply"))]
    record.write_text("\n".join([*lines, "reply: {date: 2016-03-08, text: 已知悉}", ""]), "utf-8")

    def record_on(day: str) -> None:
        """The same data, come to the main branch on another day: answers are counted from it."""
        moment = f"{day}T09:00:00+08:00"
        who = {f"GIT_{part}_{name}": "x" for part in ("AUTHOR", "COMMITTER") for name in ("NAME", "EMAIL")}
        days = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        command = ["git", "-C", str(root), "commit", "-q", "--amend", "-m", "登记"]
        subprocess.run(command, env={**os.environ, **who, **days}, check=True)
        time.sleep(0.02)

    for words in ("init -q -b main", "add -A", "-c user.name=x -c user.email=x commit -q -m 登记"):
        subprocess.run(["git", "-C", str(root), *words.split()], check=True)
    (root / ".git/refs").rename(tmp_path / "refs")
    (root / ".git/refs").symlink_to(tmp_path / "refs")
    for day in ("2016-03-01", "2016-02-01"):
        record_on(day)
        found = check_whole(root)
        assert found == kept_verdict._check_at_once(root)
        assert found == check_whole(root)
        assert any(problem.code == "KH453" for problem in found) is (day == "2016-02-01")


def test_two_checks_at_once_say_the_same(root: Path) -> None:
    first = check_whole(root)
    os.utime(min((root / "data/deductions").rglob("*.yml")))
    command = [sys.executable, "-m", "generator", "check", "-C", str(root), "--json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    told = {run.communicate()[0] for run in runs}
    assert len(told) == 1
    assert len(json.loads(told.pop())) == len(first)
    assert check_whole(root) == first
