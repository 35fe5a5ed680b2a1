"""The journal of a write that several files need: what it says, and the problem that an unfinished one is."""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER
from generator.model.problem import Location, Problem, escape_text

T = TypeVar("T")
FOLDER = ".kaohe"
JOURNAL = "journal.json"
_PATH = re.compile(r"data(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}){1,6}\Z")


@dataclass(frozen=True, slots=True)
class JournalStep:
    """A line of the journal: a file with its bytes before and after (None: not there)."""

    path: str
    before: bytes | None
    after: bytes | None


def find_unfinished(root: Path) -> Problem | None:
    """KH632 if a write was broken off and nothing has finished it yet, or is going on."""
    if not (root / FOLDER / JOURNAL).is_file():
        return None
    found = read_journal(root / FOLDER)
    command = found[0] if found else "kaohe"
    again = f"请再运行一次 {command}（或任何一个写入的命令），它会先补完或还原上一次的写入。"
    hint = f"如果它正在运行，请等它结束；否则{again}"
    return Problem(Location(DATA_FOLDER), "KH632", f"上一次写入（{command}）没有完成", hint)


def read_finished(root: Path | None, read: Callable[[], T]) -> tuple[T, list[Problem]]:
    """What `read` gives, with KH632 where files at `root` were being written before it, or are afterwards.

    A write that goes on may be finished when all is read, and another may begin meanwhile: either way files may have
    been read that were half there. Without `root` nothing of the disk is read.
    """
    begun = None if root is None else find_unfinished(root)
    found = read()
    unfinished = begun or (None if root is None else find_unfinished(root))
    return found, [] if unfinished is None else [unfinished]


def read_journal(folder: Path) -> tuple[str, list[JournalStep]] | None:
    """The command and its steps; None if it is none of ours, or names a place where nothing may be written."""
    try:
        found = json.loads((folder / JOURNAL).read_bytes())
        steps = [
            JournalStep(str(row["path"]), _unpack(row["before"]), _unpack(row["after"])) for row in found["files"]
        ]
        command = escape_text(str(found["command"]), 120)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return None if find_strange(folder.parent, [step.path for step in steps]) else (command, steps)


def pack_journal(command: str, steps: Iterable[JournalStep]) -> bytes:
    """The journal of a write that `command` asked for, whole: what it writes is in it."""
    rows = [{"path": step.path, "before": _pack(step.before), "after": _pack(step.after)} for step in steps]
    return json.dumps({"command": command, "files": rows}, ensure_ascii=False).encode()


def _pack(data: bytes | None) -> str | list[str] | None:
    """A file as a text; one that is none (a list of one) in base64."""
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return [b64encode(data).decode("ascii")]


def _unpack(said: object) -> bytes | None:
    if said is None:
        return None
    if isinstance(said, str):
        return said.encode("utf-8")
    if isinstance(said, list) and len(said) == 1 and isinstance(said[0], str):
        return b64decode(said[0], validate=True)
    raise ValueError(said)


def is_data_path(path: str) -> bool:
    """Whether `path` is that of a file below data/, spelt with plain names only."""
    return bool(_PATH.match(path))


def find_strange(root: Path, paths: Iterable[str]) -> str:
    """The first of `paths` that is no plain name below data/, or that a link leads elsewhere; empty where none is."""
    plain: set[str] = set()  # folders that were looked at
    for path in paths:
        if not is_data_path(path) or os.path.islink(os.path.join(root, path)):
            return path
        folder = path.rpartition("/")[0]
        while folder and folder not in plain:
            if os.path.islink(root / folder):
                return path
            plain.add(folder)
            folder = folder.rpartition("/")[0]
    return ""
