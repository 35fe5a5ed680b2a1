"""Several files are written together; a write broken off is finished, or taken back where somebody intervened."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.acts.journal import FileWrite, finish_write, write_files
from generator.load.unfinished import FOLDER, JournalStep, find_unfinished, pack_journal
from generator.model.problem import UserError

ONE, TWO = "data/publications/2015-q1.yml", "data/publications/chain.yml"
COMMAND = "kaohe publish 2015-q1"


def lay(root: Path, **files: bytes) -> None:
    """Puts files where the names say: `one` and `two`."""
    for name, data in files.items():
        place = root / {"one": ONE, "two": TWO}[name]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def break_off(root: Path, one: bytes = b"new one") -> None:
    """A write of both files of which the first was done when it was killed."""
    (root / FOLDER).mkdir()
    lay(root, one=one, two=b"old two")
    steps = [JournalStep(ONE, None, b"new one"), JournalStep(TWO, b"old two", b"new two")]
    (root / FOLDER / "journal.json").write_bytes(pack_journal(COMMAND, steps))


def test_files_are_made_changed_and_removed_together(tmp_path: Path) -> None:
    lay(tmp_path, two=b"old")
    write_files(tmp_path, [FileWrite(ONE, None, b"new"), FileWrite(TWO, b"old", None)], COMMAND)
    assert (tmp_path / ONE).read_bytes() == b"new"
    assert not (tmp_path / TWO).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_file_that_changed_since_it_was_looked_at_is_not_overwritten(tmp_path: Path) -> None:
    lay(tmp_path, two=b"somebody else's")
    with pytest.raises(UserError, match=r"data/publications/chain.yml 在这期间改动过，没有写入"):
        write_files(tmp_path, [FileWrite(ONE, None, b"new"), FileWrite(TWO, b"old", b"new")], COMMAND)
    assert not (tmp_path / ONE).exists()
    assert (tmp_path / TWO).read_bytes() == b"somebody else's"
    assert not (tmp_path / FOLDER).exists()


def test_what_was_broken_off_is_finished(tmp_path: Path) -> None:
    break_off(tmp_path)
    problem = find_unfinished(tmp_path)
    assert problem is not None
    assert (problem.code, problem.message) == ("KH632", f"上一次写入（{COMMAND}）没有完成")
    assert finish_write(tmp_path) == f"上一次写入（{COMMAND}）没有完成，现已补完。"
    assert ((tmp_path / ONE).read_bytes(), (tmp_path / TWO).read_bytes()) == (b"new one", b"new two")
    assert find_unfinished(tmp_path) is None
    assert not (tmp_path / FOLDER).exists()


def test_where_somebody_changed_a_file_meanwhile_the_rest_is_taken_back(tmp_path: Path) -> None:
    break_off(tmp_path)
    (tmp_path / TWO).write_bytes(b"by hand")
    said = finish_write(tmp_path)
    assert said == f"上一次写入（{COMMAND}）没有完成，{TWO} 后来改动过，其余文件已还原。"
    assert not (tmp_path / ONE).exists()
    assert (tmp_path / TWO).read_bytes() == b"by hand"


@pytest.mark.parametrize("one", [b"", b"new", b"new \0\0\0", b"\0\0\0\0\0\0\0"])
def test_what_a_loss_of_power_leaves_of_a_file_is_written_again(one: bytes, tmp_path: Path) -> None:
    break_off(tmp_path, one)
    assert "现已补完" in finish_write(tmp_path)
    assert ((tmp_path / ONE).read_bytes(), (tmp_path / TWO).read_bytes()) == (b"new one", b"new two")


def test_what_is_no_text_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    lay(tmp_path, two=b"\xff\x00 old")
    steps = [JournalStep(TWO, b"\xff\x00 old", b"new"), JournalStep(ONE, None, b"\xfe")]
    (tmp_path / FOLDER / "journal.json").write_bytes(pack_journal(COMMAND, steps))
    lay(tmp_path, one=b"by hand")
    lay(tmp_path, two=b"new")
    assert "其余文件已还原" in finish_write(tmp_path)
    assert (tmp_path / TWO).read_bytes() == b"\xff\x00 old"


def fill_disk_within(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes three bytes of this text, and then no more of it."""
    real = os.write

    def full(handle: int, data: bytes) -> int:
        if bytes(data) == text[3:]:
            raise OSError(28, "No space left on device")
        return real(handle, data[:3] if bytes(data) == text else data)

    monkeypatch.setattr(os, "write", full)


def test_a_disk_that_fills_up_meanwhile_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written so far is taken back at once, by what the journal says."""
    lay(tmp_path, two=b"old two")
    fill_disk_within(b"new two", monkeypatch)
    with pytest.raises(UserError, match="磁盘已满"):
        write_files(tmp_path, [FileWrite(ONE, None, b"new"), FileWrite(TWO, b"old two", b"new two")], COMMAND)
    assert not (tmp_path / ONE).exists()
    assert (tmp_path / TWO).read_bytes() == b"old two"
    assert find_unfinished(tmp_path) is None


def test_a_new_file_that_fills_the_disk_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_disk_within(b"new one", monkeypatch)
    with pytest.raises(UserError, match="磁盘已满"):
        write_files(tmp_path, [FileWrite(TWO, None, b"new two"), FileWrite(ONE, None, b"new one")], COMMAND)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
    assert find_unfinished(tmp_path) is None


def test_a_file_that_somebody_makes_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not there when it was looked for, and is when it is to be made: then nothing is written."""
    lay(tmp_path, one=b"somebody else's")
    monkeypatch.setattr(os, "listdir", lambda folder: [])
    with pytest.raises(UserError, match="没有写成"):
        write_files(tmp_path, [FileWrite(TWO, None, b"new two"), FileWrite(ONE, None, b"new one")], COMMAND)
    assert (tmp_path / ONE).read_bytes() == b"somebody else's"
    assert not (tmp_path / TWO).exists()
    assert find_unfinished(tmp_path) is None


def test_many_files_are_synced_at_once(tmp_path: Path) -> None:
    told: list[int] = []
    writes = [FileWrite(f"data/publications/p{number}.yml", None, b"x") for number in range(250)]
    write_files(tmp_path, writes, COMMAND, told.append)
    assert len(list((tmp_path / "data/publications").iterdir())) == 250
    assert told == [100, 200, 250]
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize("path", ["../out.yml", "/etc/passwd", "data/../../out.yml", ".git/config", "data/.x.yml"])
def test_a_journal_of_strangers_writes_nowhere(path: str, tmp_path: Path) -> None:
    """The folder lies in the project, and a proposal may bring one along."""
    root = tmp_path / "project"
    folder = root / FOLDER
    folder.mkdir(parents=True)
    (folder / "journal.json").write_bytes(pack_journal("x", [JournalStep(path, None, b"evil")]))
    assert finish_write(root) == "上一次写入没有开始，已清除留下的临时文件。"
    assert [found.name for found in tmp_path.rglob("*") if found.is_file()] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"files": 1}',
        '{"command": "x", "files": [{}]}',
        '{"command": "x", "files": [{"path": "data/site.yml", "before": 1, "after": []}]}',
        "[" * 5000,
    ],
)
def test_a_journal_that_cannot_be_read_is_cleared_away(text: str, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "journal.json").write_text(text)
    assert find_unfinished(tmp_path) is not None
    assert finish_write(tmp_path) != ""
    assert not (tmp_path / FOLDER).exists()


def test_a_link_leads_no_write_out_of_the_project(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    outside.mkdir()
    (root / "data").mkdir(parents=True)
    (root / "data" / "publications").symlink_to(outside)
    with pytest.raises(UserError, match="不是可以写入的位置"):
        write_files(root, [FileWrite(ONE, None, b"new")], COMMAND)
    (root / "data" / "publications").unlink()
    (root / FOLDER).symlink_to(outside)
    with pytest.raises(UserError, match="是一个链接，没有写入"):
        write_files(root, [FileWrite(ONE, None, b"new")], COMMAND)
    assert list(outside.iterdir()) == []


HOLD = """
import sys, time
from pathlib import Path
from typing import Any
from generator.acts import journal
with journal._hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_two_commands_at_once_do_not_write_into_each_other(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(UserError, match="另一个 kaohe 正在写入"):
        write_files(tmp_path, [FileWrite(ONE, None, b"new")], COMMAND)
    other.communicate("\n")
    write_files(tmp_path, [FileWrite(ONE, None, b"new")], COMMAND)
    assert (tmp_path / ONE).read_bytes() == b"new"


def test_many_at_once_each_write_or_are_told_to_wait(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    done, refused = [], []

    def work(number: int) -> None:
        try:
            write_files(tmp_path, [FileWrite(f"data/publications/p{number}.yml", None, b"x")], COMMAND)
            done.append(f"p{number}.yml")
        except UserError as told:
            refused.append(str(told))

    workers = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(os.listdir(tmp_path / "data/publications")) == sorted(done)
    assert done
    assert set(refused) <= {"另一个 kaohe 正在写入，请等它结束以后再试。"}
    assert len(done) + len(refused) == 8
    assert not (tmp_path / FOLDER).exists()


def test_a_folder_that_is_removed_just_as_it_is_found_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.mkdir, [3]

    def there_and_gone(path: str | Path, *others: int) -> None:
        if Path(path) == tmp_path / FOLDER and left[0]:
            left[0] -= 1
            raise FileExistsError(17, "File exists")
        real(path, *others)

    monkeypatch.setattr(os, "mkdir", there_and_gone)
    write_files(tmp_path, [FileWrite(ONE, None, b"new")], COMMAND)
    assert (tmp_path / ONE).read_bytes() == b"new"
    assert left == [0]


def test_where_nothing_may_be_written_it_is_said_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        write_files(tmp_path, [FileWrite(ONE, None, b"new")], COMMAND)
    assert not (tmp_path / ONE).exists()
    assert find_unfinished(tmp_path) is None
