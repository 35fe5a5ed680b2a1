"""The one way in which files below `data/` are written: several at once, all or none, whenever the program is killed.

What is to be written is first laid beside the project's files in a folder that git ignores, then a journal says what
goes where, and from that moment the write will be done: by this run, or by the next one, which also takes it back
where somebody has changed one of the files meanwhile.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.load.unfinished import FOLDER, JOURNAL, JournalStep, find_strange, read_journal
from generator.model.problem import UserError, escape_text
from generator.model.system import explain_refusal

try:
    import fcntl

    _LOCKS = True
except ImportError:  # Windows has no flock: there two commands at once are not kept apart
    _LOCKS = False


_OPEN = 100  # files that are written before the disk is asked


@dataclass(frozen=True, slots=True)
class FileWrite:
    """One file to be written: its path below the project, its bytes now and then (None: not there)."""

    path: str
    before: bytes | None
    after: bytes | None


def write_files(
    root: Path, writes: Sequence[FileWrite], command: str, tell: Callable[[int], None] = lambda count: None
) -> None:
    """Writes all of `writes` below `root`, or none of them; `command` is what the user gave, for who finds a rest.

    `tell` is told how many are laid ready so far.

    Raises UserError where a file is no longer what it was when the write was planned, or cannot be written.
    """
    try:
        with _hold(root) as folder:
            if (folder / JOURNAL).exists():
                raise UserError("上一次写入没有完成，没有写入。请再运行一次这个命令。")
            steps = [JournalStep(w.path, _digest(w.before), _digest(w.after)) for w in writes]
            _refuse_places(root, steps)
            _stage(folder, writes, tell)
            _put(folder / JOURNAL, json.dumps({"command": command, "files": [_row(s) for s in steps]}).encode())
            _sync_folder(folder)
            _carry_out(root, folder, steps)
    except OSError as error:
        raise UserError(f"没有写成：{explain_refusal(error)}。如果已经写了一部分，下一次运行会补完或还原。") from None


def finish_write(root: Path) -> str:
    """Finishes a write that was broken off, or takes it back; a sentence about it, empty where there was none."""
    if not (root / FOLDER / JOURNAL).is_file():
        return ""
    with _hold(root) as folder:
        found = read_journal(folder)
        if found is None:
            _clear(folder)
            return "上一次写入没有开始，已清除留下的临时文件。"
        command, steps = found
        states = {step.path: _digest_of(root / step.path) for step in steps}
        strange = [step.path for step in steps if states[step.path] not in (step.before, step.after)]
        ready = all(
            states[step.path] == step.after or not step.after or (folder / f"{number}.new").is_file()
            for number, step in enumerate(steps)
        )
        if not strange and ready:
            _carry_out(root, folder, steps)
            return f"上一次写入（{command}）没有完成，现已补完。"
        _take_back(root, folder, steps, states)
        why = f"{'、'.join(strange)} 后来改动过" if strange else "临时文件不全"
        return f"上一次写入（{command}）没有完成，{why}，其余文件已还原。"


@contextmanager
def _hold(root: Path) -> Iterator[Path]:
    """The folder for what is being written, held for one command; it is gone again when nothing is left in it."""
    folder = root / FOLDER
    handle = _open_folder(folder)
    try:
        if not (folder / ".gitignore").is_file():
            (folder / ".gitignore").write_text("*\n", "utf-8", newline="\n")
        yield folder
    finally:
        if not (folder / JOURNAL).exists():
            shutil.rmtree(folder, ignore_errors=True)
        if handle >= 0:
            os.close(handle)


def _open_folder(folder: Path) -> int:
    """Opens and locks the folder. One that its holder removed meanwhile is made anew."""
    for _ in range(20):
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise UserError(f"{FOLDER} 是一个链接，没有写入。请删除它。")
        if not _LOCKS:
            return -1
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                raise UserError("另一个 kaohe 正在写入，请等它结束以后再试。") from None
            if folder.exists() and os.path.samestat(os.fstat(handle), os.stat(folder)):
                return handle
            os.close(handle)
    raise UserError("另一个 kaohe 正在写入，请等它结束以后再试。")


def _refuse_places(root: Path, steps: Sequence[JournalStep]) -> None:
    """A path that leaves data/, that a link leads elsewhere, or whose file has changed since is not written."""
    if strange := find_strange(root, [step.path for step in steps]):
        raise UserError(f"“{escape_text(strange, 200)}”不是可以写入的位置，没有写入。")
    for step in steps:
        if _digest_of(root / step.path) != step.before:
            raise UserError(f"{step.path} 在这期间改动过，没有写入。请再运行一次。")


def _stage(folder: Path, writes: Sequence[FileWrite], tell: Callable[[int], None]) -> None:
    _clear(folder)
    for first in range(0, len(writes), _OPEN):
        handles: list[int] = []
        try:
            for number, write in enumerate(writes[first : first + _OPEN], first):
                for name, data in ((f"{number}.new", write.after), (f"{number}.old", write.before)):
                    if data is not None:
                        handles.append(_write(folder / name, data))
            for handle in handles:  # after they are written: the disk is asked about many at once, not one by one
                os.fsync(handle)
        finally:
            for handle in handles:
                os.close(handle)
        tell(min(first + _OPEN, len(writes)))
    _sync_folder(folder)


def _write(path: Path, data: bytes) -> int:
    """Writes a new file, and leaves it open."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    return handle


def _carry_out(root: Path, folder: Path, steps: Sequence[JournalStep]) -> None:
    touched: set[Path] = set()
    for number, step in enumerate(steps):
        place = root / step.path
        if not step.after:
            place.unlink(missing_ok=True)
        elif _digest_of(place) != step.after:
            if place.parent not in touched:
                place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(folder / f"{number}.new", place)
            touched.add(place.parent)
    for parent in sorted(touched):  # the journal stands until all of them are on the disk
        _sync_folder(parent)
    (folder / JOURNAL).unlink()
    _sync_folder(folder)


def _take_back(root: Path, folder: Path, steps: Sequence[JournalStep], states: dict[str, str]) -> None:
    for number, step in enumerate(steps):
        if states[step.path] != step.after or step.after == step.before:
            continue
        if not step.before:
            (root / step.path).unlink()
        elif (folder / f"{number}.old").is_file():
            os.replace(folder / f"{number}.old", root / step.path)
    (folder / JOURNAL).unlink()


def _row(step: JournalStep) -> dict[str, str]:
    return {"path": step.path, "before": step.before, "after": step.after}


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != ".gitignore":
            path.unlink(missing_ok=True)


def _digest(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _digest_of(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if not _LOCKS:
        return  # Windows opens no folder
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
