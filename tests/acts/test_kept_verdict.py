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


def test_two_checks_at_once_say_the_same(root: Path) -> None:
    first = check_whole(root)
    os.utime(min((root / "data/deductions").rglob("*.yml")))
    command = [sys.executable, "-m", "generator", "check", "-C", str(root), "--json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    told = {run.communicate()[0] for run in runs}
    assert len(told) == 1
    assert len(json.loads(told.pop())) == len(first)
    assert check_whole(root) == first
