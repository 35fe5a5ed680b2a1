"""The one way in which files below `data/` are written: several at once, all or none, whenever the program is killed.

A journal with all that is to be written is laid, whole and synced, in a folder that git ignores. From that moment the
write will be done: by this run, or by the next one, which also takes it back where somebody has changed one of the
files meanwhile. The files themselves are synced together at the end, and until then the journal stands: a file that
lost power half written is written again from it. A file that the journal names as new is written in its place at
once: half of it is known as such, and nobody else's file can be there. What there was before is replaced in one step.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.load.unfinished import FOLDER, JOURNAL, JournalStep, find_strange, pack_journal, read_journal
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text
from generator.model.system import explain_refusal, reach_disk

try:
    import fcntl

    _LOCKS = True
except ImportError:  # Windows has no flock: there two commands at once are not kept apart
    _LOCKS = False


_TOLD = 100  # files, after which it is told how far a write has come
_FEW = 64  # files that are synced one by one: of more the file system is asked at once
_PART = "part"  # a file while it is written, beside the journal


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

    `tell` is told how many are written so far.

    Raises UserError where a file is no longer what it was when the write was planned, or cannot be written.
    """
    try:
        with _hold(root) as folder:
            if (folder / JOURNAL).exists():
                raise UserError("上一次写入没有完成，没有写入。请再运行一次这个命令。")
            steps = [JournalStep(write.path, write.before, write.after) for write in writes]
            _refuse_places(root, steps)
            _clear(folder)
            _lay_journal(folder, pack_journal(command, steps))
            try:
                _carry_out(root, folder, steps, [step.before for step in steps], tell)
            except OSError:  # a full disk for instance: what was written so far is taken back at once
                with suppress(OSError):
                    _take_back(root, folder, steps)
                raise
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
        strange = [step.path for step in steps if not _is_ours(_read(root / step.path), step)]
        if not strange:
            _carry_out(root, folder, steps, [_read(root / step.path) for step in steps])
            return f"上一次写入（{command}）没有完成，现已补完。"
        _take_back(root, folder, steps)
        return f"上一次写入（{command}）没有完成，{'、'.join(strange)} 后来改动过，其余文件已还原。"


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
        try:
            folder.mkdir()
        except FileExistsError:  # another command's, who may have removed it by now: then it is made anew
            if folder.is_file():
                raise
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
    listed: dict[str, set[str]] = {}
    for step in steps:
        folder, _, name = step.path.rpartition("/")
        if folder not in listed:
            listed[folder] = _names_in(os.path.join(root, folder))
        now = _read(os.path.join(root, step.path)) if name in listed[folder] else None
        if now != step.before:
            raise UserError(f"{step.path} 在这期间改动过，没有写入。请再运行一次。")


def _names_in(folder: str) -> set[str]:
    try:
        return set(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return set()


def _lay_journal(folder: Path, data: bytes) -> None:
    """The journal is there whole, or not at all."""
    _write(folder / _PART, data, sync=True)
    os.replace(folder / _PART, folder / JOURNAL)
    _sync_folder(folder)


def _write(path: Path | str, data: bytes, sync: bool = False, instead: int = os.O_TRUNC) -> None:
    """Writes a file anew, or as one that must not be there yet (`instead` os.O_EXCL)."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | instead | getattr(os, "O_BINARY", 0), 0o644)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def _carry_out(
    root: Path,
    folder: Path,
    steps: Sequence[JournalStep],
    now: Sequence[bytes | None],
    tell: Callable[[int], None] = lambda count: None,
) -> None:
    """Makes the files what they are to be; `now` is what was read of each."""
    for number, (step, held) in enumerate(zip(steps, now, strict=True), 1):
        _turn(root, folder, step.path, held, step.after)
        if number % _TOLD == 0 or number == len(steps):
            tell(number)
    _end(root, folder, steps)


def _take_back(root: Path, folder: Path, steps: Sequence[JournalStep]) -> None:
    """Gives the files that the write has reached what they had before; those of somebody else stay."""
    for step in steps:
        now = _read(root / step.path)
        if _is_ours(now, step):
            _turn(root, folder, step.path, now, step.before)
    _end(root, folder, steps)


def _is_ours(now: bytes | None, step: JournalStep) -> bool:
    """Whether a file is as before or after the write, or as a loss of power may leave what was being written.

    Then it has the right beginning, and for the rest nothing, or zeros.
    """
    if now in (step.before, step.after):
        return True
    return now is not None and step.after is not None and step.after.startswith(now.rstrip(b"\0"))


def _turn(root: Path, folder: Path, path: str, now: bytes | None, wanted: bytes | None) -> None:
    """Makes a file what it is to be; whoever reads one meanwhile that was there sees it as it was, or is to be."""
    place = os.path.join(root, path)
    if wanted is None:
        Path(place).unlink(missing_ok=True)
    elif now is None:
        try:
            _write(place, wanted, instead=os.O_EXCL)
        except FileNotFoundError:  # the first in its folder
            os.makedirs(os.path.dirname(place), exist_ok=True)
            _write(place, wanted, instead=os.O_EXCL)
    elif now != wanted:
        part = os.path.join(folder, _PART)
        _write(part, wanted)
        os.replace(part, place)


def _end(root: Path, folder: Path, steps: Sequence[JournalStep]) -> None:
    """The journal goes once all that it says is on the disk."""
    _sync_all(root, [step.path for step in steps])
    (folder / JOURNAL).unlink()
    _sync_folder(folder)


def _sync_all(root: Path, paths: Sequence[str]) -> None:
    """Has the disk take the files, and the folders in which they are named."""
    if len(paths) > _FEW and reach_disk(root):
        return
    folders: set[Path] = set()
    for path in paths:
        place = root / path
        folders |= {parent for parent in place.parents if root in (parent, *parent.parents)}
        with suppress(FileNotFoundError):
            handle = os.open(place, os.O_RDWR)  # Windows syncs nothing that is only read
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    for parent in sorted(folder for folder in folders if folder.is_dir()):
        _sync_folder(parent)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != ".gitignore":
            path.unlink(missing_ok=True)


def _read(path: Path | str) -> bytes | None:
    try:
        with open(path, "rb", 0) as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _sync_folder(folder: Path) -> None:
    if not _LOCKS:
        return  # Windows opens no folder
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
