"""Writing a history that has not been lived: one `git fast-import` stream with fixed people and days."""

from __future__ import annotations

import os
import subprocess
from calendar import timegm
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from subprocess import PIPE
from typing import IO

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Person:
    """Who makes a commit, as git records it."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class NewCommit:
    """A commit to be written. `mark` is its number in the stream; `parents` are marks, the first that of its line.

    `files` are those that differ from the first parent: path -> bytes. Times carry their zone.
    """

    mark: int
    parents: tuple[int, ...]
    author: Person
    written: datetime
    committer: Person
    committed: datetime
    message: str
    files: Mapping[str, bytes]


class HistoryWriter:
    """A running `git fast-import` into the branch `main`; made by `write_history`."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self._stdin = stdin
        self._stdout = stdout
        self._blobs: dict[bytes, int] = {}
        self._branches = {"main"}

    def add(self, commit: NewCommit, branch: str = "main") -> None:
        """Writes `commit` onto `branch`, whose tip becomes this commit. Only `main` outlives the writing."""
        self._branches.add(branch)
        marks = [(path, self._write_blob(content)) for path, content in commit.files.items()]
        lines = [
            f"commit refs/heads/{branch}",
            f"mark :{2 * commit.mark}",
            f"author {_sign(commit.author, commit.written)}",
            f"committer {_sign(commit.committer, commit.committed)}",
        ]
        self._send("\n".join(lines) + "\n" + _data(commit.message))
        for word, parent in zip(["from", *["merge"] * len(commit.parents)], commit.parents, strict=False):
            self._send(f"{word} :{2 * parent}\n")
        self._send("".join(f"M 100644 :{mark} {path}\n" for path, mark in marks) + "\n")

    def tag(self, name: str, mark: int, tagger: Person, when: datetime, message: str) -> None:
        """Writes an annotated tag of the commit with this mark."""
        head = f"tag {name}\nfrom :{2 * mark}\ntagger {_sign(tagger, when)}\n"
        self._send(head + _data(message))

    def id_of(self, mark: int) -> str:
        """The id of a commit already written."""
        self._send(f"get-mark :{2 * mark}\n")
        self._stdin.flush()
        return self._stdout.readline().decode().strip()

    def finish(self) -> None:
        """Ends the stream and forgets all branches but `main`."""
        for branch in sorted(self._branches - {"main"}):
            self._send(f"reset refs/heads/{branch}\nfrom {'0' * 40}\n\n")
        self._send("done\n")
        self._stdin.close()

    def _write_blob(self, content: bytes) -> int:
        mark = self._blobs.get(content)
        if mark is None:
            mark = self._blobs[content] = 2 * len(self._blobs) + 1  # odd; commits have even ones
            self._stdin.write(b"blob\nmark :%d\ndata %d\n%b\n" % (mark, len(content), content))
        return mark

    def _send(self, text: str) -> None:
        self._stdin.write(text.encode())


@contextmanager
def write_history(folder: Path) -> Iterator[HistoryWriter]:
    """Makes `folder` a repository and gives a writer; when the block ends, branch `main` is checked out.

    Raises UserError where git is missing or refuses.
    """
    _run(["git", "init", "-q", "--template=", "--initial-branch=main", "--object-format=sha1", "--", str(folder)])
    here = [
        "git",
        "-C",
        str(folder),
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "core.autocrlf=false",
        "-c",
        "checkout.workers=4",
    ]
    command = [*here, "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--done"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=clean_environment()) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            writer = HistoryWriter(process.stdin, process.stdout)
            yield writer
            writer.finish()
        except BrokenPipeError:
            pass  # it says why below
        said = process.stderr.read().decode("utf-8", "replace")
        if process.wait() != 0:
            raise UserError(f"git 未能写入历史：{_last_line(said)}")
    _run([*here, "checkout", "-q", "-f", "main"])


def clean_environment() -> dict[str, str]:
    """The environment without any setting of git's, of the user or of the machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C", "TZ": "UTC"}


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, env=clean_environment(), capture_output=True, check=False)
    except FileNotFoundError:
        raise UserError("没有找到 git。请先安装 git，再运行一次。") from None
    if done.returncode != 0:
        raise UserError(f"git 未能完成：{_last_line(done.stderr.decode('utf-8', 'replace'))}")


def _last_line(said: str) -> str:
    return escape_text(said.strip().rpartition("\n")[2], 200)


def _sign(person: Person, when: datetime) -> str:
    return f"{person.name} <{person.email}> {timegm(when.utctimetuple())} {when:%z}"


def _data(message: str) -> str:
    return f"data {len(message.encode())}\n{message}\n"
