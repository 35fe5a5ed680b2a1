"""A check of everything says the same whether it was kept, made anew, or kept and damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.acts import kept_verdict
from generator.acts.kept_verdict import check_whole
from generator.demo.district import Options, make_data
from generator.kept import folder_signature
from generator.kept.kept_store import FILE
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
    made: list[Path] = []
    inner = kept_verdict._check

    def counted(folder: Path) -> list[Problem]:
        made.append(folder)
        return inner(folder)

    with monkeypatch.context() as patch:
        patch.setattr(kept_verdict, "_check", counted)
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
