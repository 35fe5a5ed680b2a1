"""A process beside this one, for a library that takes much memory and gives none of it back: it ends with its work.

Questions and answers are bytes, one after the other. What the two sides say to each other is a letter, the length in
eight bytes, and the bytes themselves.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from generator.model.problem import UserError

_HEAD = struct.Struct(">cQ")
_ANSWER, _REFUSAL = b"A", b"R"
_START = "import importlib, sys; sys.path.insert(0, sys.argv[1]); importlib.import_module(sys.argv[2]).main()"
_PATIENCE = 5  # seconds that a worker may take to end, which has nothing to lose
_KNOWN = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "LD_LIBRARY_PATH")


class WorkRefused(Exception):
    """What a worker says of a question that it cannot answer."""


class Worker:
    """The process that runs `main` of a module, begun with the first question and ended with this object.

    `opening` is what it is told before the first question.
    """

    def __init__(self, module: str, opening: bytes = b"") -> None:
        self._module, self._opening = module, opening
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, question: bytes) -> bytes:
        """The answer; WorkRefused where there is none, UserError where the process has ended."""
        try:
            kind, answer = self._exchange(question)
        except (OSError, EOFError):
            self._stop()
            raise UserError("生成文件的子进程中途停止了，多半是内存不够。请关闭一些程序再试。") from None
        except BaseException:
            self._stop()  # it still owes an answer, which would be taken for that to the next question
            raise
        if kind == _REFUSAL:
            raise WorkRefused(answer.decode())
        return answer

    def close(self) -> None:
        """Ends the process; a further question begins a new one."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _exchange(self, question: bytes) -> tuple[bytes, bytes]:
        process = self._begun()
        assert process.stdin is not None
        assert process.stdout is not None
        _write(process.stdin, _ANSWER, question)
        return _read(process.stdout)

    def _stop(self) -> None:
        """Ends the process in the middle of its work, for which nobody waits any more."""
        if self._process is not None:
            self._process.kill()
        self.close()

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            process = subprocess.Popen(
                child_command(self._module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=child_environment()
            )
            weakref.finalize(self, _end, process)
            self._process = process
            assert process.stdin is not None
            _write(process.stdin, _ANSWER, self._opening)
        return self._process


def child_command(module: str) -> list[str]:
    """The command of a process that runs `main` of a module of this program, in Python's isolated mode."""
    return [sys.executable, "-I", "-c", _START, str(Path(__file__).resolve().parents[2]), module]


def child_environment() -> Mapping[str, str]:
    """What of the environment a process needs: nothing by which a result could differ from one machine to another."""
    return {name: os.environ[name] for name in _KNOWN if name in os.environ}


def answer_questions(open_work: Callable[[bytes], Callable[[bytes], bytes]], refusal: type[Exception]) -> None:
    """The worker's side: what `open_work` makes of the opening answers each question, until there are no more.

    An exception of the type `refusal` is told, any other ends the process. Where whoever asks was killed, it ends
    without a word: nobody would understand a trace of it on the terminal.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks decides when it is over
    given, told = sys.stdin.buffer, sys.stdout.buffer
    try:
        opening = _read(given)[1]
    except EOFError:
        return
    answer = open_work(opening)
    while True:
        try:
            question = _read(given)[1]
        except EOFError:
            return
        try:
            kind, words = _ANSWER, answer(question)
        except refusal as error:
            kind, words = _REFUSAL, str(error).encode()
        try:
            _write(told, kind, words)
        except BrokenPipeError:
            os._exit(0)  # else the rest of the buffer would be written once more at the end


def _write(file: IO[bytes], kind: bytes, data: bytes) -> None:
    file.write(_HEAD.pack(kind, len(data)))
    file.write(data)
    file.flush()


def _read(file: IO[bytes]) -> tuple[bytes, bytes]:
    kind, length = _HEAD.unpack(_exactly(file, _HEAD.size))
    return kind, _exactly(file, length)


def _exactly(file: IO[bytes], length: int) -> bytes:
    data = file.read(length)
    if len(data) != length:
        raise EOFError
    return data


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # it has ended before it read all
                pipe.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:  # another process that was forked from this one holds its input open
        process.kill()
        process.wait()
