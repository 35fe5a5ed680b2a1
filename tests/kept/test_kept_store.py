"""What is kept saves time and decides nothing: whatever befalls the file, the same comes out."""

from __future__ import annotations

import random
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from generator.kept import kept_store
from generator.kept.kept_store import FILE, KeptStore, store_folder
from generator.kept.own_program import program_signature

NAMES = [f"question {number}" for number in range(12)]


def answer(name: str) -> list[str]:
    return [name.upper(), "区发改委"]


def ask_all(folder: Path) -> tuple[list[object], int]:
    """The answers to all questions, and how many had to be made."""
    made = []
    store = KeptStore(folder)

    def make(name: str) -> list[str]:
        made.append(name)
        return answer(name)

    found = [store.derive([name], lambda name=name: make(name), lambda: True) for name in NAMES]  # type: ignore[misc]
    store.close()
    return found, len(made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert ask_all(tmp_path / "kaohe") == ([answer(name) for name in NAMES], len(NAMES))
    return tmp_path / "kaohe"


def test_what_is_kept_is_not_made_again(folder: Path) -> None:
    assert ask_all(folder) == ([answer(name) for name in NAMES], 0)
    assert (folder / FILE).stat().st_mode & 0o077 == 0


def rows_of(folder: Path, made: list[int], most: int = 3) -> list[object]:
    """The first of three rows that are asked for one by one."""
    store = KeptStore(folder)

    def make() -> Iterator[list[object]]:
        for number in range(3):
            made.append(number)
            yield [number, "区\n发改委\r", "\x85\u2028", None]

    found: list[object] = [*islice(store.derive_rows(["rows"], make), most)]
    store.close()
    return found


def test_rows_are_handed_on_one_by_one_and_kept_when_all_were_taken(folder: Path) -> None:
    wanted: list[object] = [[number, "区\n发改委\r", "\x85\u2028", None] for number in range(3)]
    made: list[int] = []
    assert rows_of(folder, made, 1) == wanted[:1]
    assert made == [0]  # nothing was made ahead, and a part is not kept for the whole
    assert rows_of(folder, made, 9) == wanted
    assert made == [0, 0, 1, 2]
    assert rows_of(folder, made, 9) == wanted
    assert made == [0, 0, 1, 2]


def test_entries_that_changed_places_are_no_entries(folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as store:
        rows = store.execute("SELECT key, seal, body FROM kept ORDER BY key").fetchall()
        for (key, _, _), (_, seal, body) in zip(rows, [*rows[1:], rows[0]], strict=True):
            store.execute("UPDATE kept SET seal = ?, body = ? WHERE key = ?", (seal, body, key))
    store.close()
    assert ask_all(folder) == ([answer(name) for name in NAMES], len(NAMES))
    assert ask_all(folder)[1] == 0


@pytest.mark.parametrize("column", ["seal", "body", "used"])
@pytest.mark.parametrize("value", [None, "", "[]", b"\xff", 7])
def test_odd_values_in_a_row_change_nothing(folder: Path, column: str, value: object) -> None:
    with sqlite3.connect(folder / FILE) as store, suppress(sqlite3.IntegrityError):  # the table refuses it
        store.execute(f"UPDATE kept SET {column} = ?", (value,))
    store.close()
    assert ask_all(folder)[0] == [answer(name) for name in NAMES]


@pytest.mark.parametrize("seed", range(20))
def test_damage_at_random_changes_nothing(folder: Path, seed: int) -> None:
    drawn, path = random.Random(seed), folder / FILE
    data = bytearray(path.read_bytes())
    turn = seed % 4
    if turn == 0:
        del data[drawn.randrange(len(data)) :]
    elif turn == 1:
        for _ in range(200):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
    elif turn == 2:
        one, other = drawn.randrange(len(data) // 512) * 512, drawn.randrange(len(data) // 512) * 512
        data[one : one + 512], data[other : other + 512] = data[other : other + 512], data[one : one + 512]
    else:
        data = bytearray(drawn.randbytes(4000))
    path.write_bytes(data)
    for _ in range(3):
        assert ask_all(folder)[0] == [answer(name) for name in NAMES]


def test_a_file_that_is_gone_or_a_folder_is_no_harm(folder: Path, tmp_path: Path) -> None:
    (folder / FILE).unlink()
    assert ask_all(folder)[0] == [answer(name) for name in NAMES]
    (folder / FILE).unlink()
    (folder / FILE).mkdir()
    assert ask_all(folder)[0] == [answer(name) for name in NAMES]
    (tmp_path / "file").touch()
    assert ask_all(tmp_path / "file")[0] == [answer(name) for name in NAMES]


def test_another_reader_of_texts_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign, reader = program_signature.__wrapped__, tmp_path / "markdown"
    reader.mkdir()
    (reader / "__init__.py").write_text("__version__ = '1'\n")
    monkeypatch.delitem(sys.modules, "markdown", raising=False)
    own = sign()
    monkeypatch.syspath_prepend(tmp_path)
    first = sign()
    assert first == sign() != own
    (reader / "__init__.py").write_text("__version__ = '1.1'\n")
    assert sign() not in (first, own)


def test_who_reads_names_of_files_in_another_way_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    sign = program_signature.__wrapped__
    own = sign()
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    assert sign() != own


def test_another_program_trusts_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_store, "program_signature", lambda: "another")
    assert ask_all(folder)[1] == len(NAMES)


def test_two_runs_at_once(tmp_path: Path) -> None:
    found: list[object] = []
    runs = [threading.Thread(target=lambda: found.append(ask_all(tmp_path / "kaohe")[0])) for _ in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert found == [[answer(name) for name in NAMES]] * 4
    assert ask_all(tmp_path / "kaohe")[0] == [answer(name) for name in NAMES]


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_store, "MOST_BYTES", 400_000)
    store, drawn = KeptStore(tmp_path), random.Random(1)
    for number in range(60):
        text = drawn.randbytes(20_000).hex()  # which cannot be packed to less than its half
        assert store.derive([str(number)], lambda text=text: text, lambda: True) == text  # type: ignore[misc]
    store.close()
    assert (tmp_path / FILE).stat().st_size < 800_000


def test_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("KAOHE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert store_folder(tmp_path / "project") == tmp_path / "cache/kaohe"
    assert store_folder(tmp_path) is None  # never in the project
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store_folder(tmp_path / "project") == tmp_path / ".cache/kaohe"
    monkeypatch.setenv("KAOHE_CACHE", "off")
    assert store_folder(tmp_path / "project") is None
    monkeypatch.delenv("KAOHE_CACHE")
    monkeypatch.setenv("CI", "true")
    assert store_folder(tmp_path / "project") is None
