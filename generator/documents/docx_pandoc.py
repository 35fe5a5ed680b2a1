"""The one place that starts pandoc: its own program of the installed package, which reads no file, with a time limit.

Of the time that a document takes, more than half is the start. So a pandoc stays and is given one after the other, by
a script in the Lua that comes with it (https://pandoc.org/pandoc-lua.html): it reads a length and so many bytes of
pandoc's JSON, and answers with a letter, a length and the bytes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError

SECONDS = 60  # of wall clock; a document takes a tenth of one
_PATIENCE = 5  # seconds that a pandoc without work may take to end
_NOWHERE = os.path.join(os.sep, "nonexistent")
# An image would be fetched from wherever it lies. No document has one; what is written below it stands in its place.
_SCRIPT = """
local no_images = {Image = function(image) return image.caption end}
local function convert(text)
  return pandoc.write(pandoc.read(text, "json"):walk(no_images), "docx")
end
for length in io.lines() do
  local is_made, made = pcall(convert, io.read(tonumber(length)))
  made = is_made and made or tostring(made)
  io.write(is_made and "A " or "R ", #made, "\\n", made)
  io.flush()
end
"""


@cache
def find_pandoc() -> str:
    """The pandoc of the locked package, never another that happens to be installed; empty where there is none."""
    spec = find_spec("pypandoc")
    folder = Path(spec.origin).parent / "files" if spec is not None and spec.origin else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (folder / name).is_file():
            return str(folder / name)
    return ""


def pandoc_program() -> str:
    """As `find_pandoc`; UserError where there is none."""
    if found := find_pandoc():
        return found
    raise UserError(
        "没有 pandoc，不能生成 DOCX。请按 requirements.txt 重新安装 kaohe 所需的软件包（其中有 pypandoc-binary）。"
    )


@dataclass(frozen=True, slots=True)
class _Process:
    """A pandoc that waits for a document, and the file of its complaints: of a pipe nobody would read them."""

    popen: subprocess.Popen[bytes]
    complaints: IO[bytes]


class Pandoc:
    """pandoc, begun with the first document and ended with this object.

    May be asked by several threads, each of which is answered by a process of its own.
    """

    def __init__(self, seconds: int = SECONDS) -> None:
        self._seconds = seconds
        self._free: deque[_Process] = deque()

    def __enter__(self) -> Pandoc:
        return self

    def __exit__(self, *_: object) -> None:
        while self._free:
            _end(self._free.pop())

    def _take(self) -> _Process:
        with suppress(IndexError):
            while True:
                process = self._free.pop()
                if process.popen.poll() is None:
                    return process
                _end(process)  # it was ended by another while it waited
        return _start()

    def convert(self, prose: dict[str, Any]) -> bytes:
        """The DOCX that pandoc makes of a document in its own JSON; UserError where it fails or takes too long."""
        process = self._take()
        try:
            with _stopped_after(self._seconds, process.popen) as is_late:
                is_made, made = _exchange(process.popen, json.dumps(prose).encode())
        except (OSError, EOFError):
            said = _end(process)
            words = f"超过 {self._seconds} 秒没有完成，已经停止。" if is_late() else f"没有完成：{said}"
            raise UserError(f"pandoc {words}") from None
        except BaseException:
            _kill(process.popen)
            _end(process)
            raise
        self._free.append(process)
        if not is_made:
            raise UserError(f"pandoc 没有完成：{_shorten(made)}")
        return made


@contextmanager
def _stopped_after(seconds: int, popen: subprocess.Popen[bytes]) -> Iterator[Callable[[], bool]]:
    """Stops a process that is at work when the block has lasted so long; what tells whether that has come to pass."""
    late = Event()

    def stop() -> None:
        late.set()
        _kill(popen)

    limit = Timer(seconds, stop)
    limit.start()
    try:
        yield late.is_set
    finally:
        limit.cancel()
        limit.join()  # or it might stop whatever has the number of the process by then


def _start() -> _Process:
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when the process has ended
    popen = subprocess.Popen(
        [pandoc_program(), "lua", "-e", _SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=_environment(),
        start_new_session=True,
    )
    return _Process(popen, complaints)


def _exchange(popen: subprocess.Popen[bytes], text: bytes) -> tuple[bool, bytes]:
    """Whether a document was made, and it, or why not; EOFError or OSError where pandoc has ended."""
    assert popen.stdin is not None
    assert popen.stdout is not None
    popen.stdin.write(b"%d\n%s" % (len(text), text))
    popen.stdin.flush()
    letter, _, length = popen.stdout.readline().rstrip(b"\n").partition(b" ")
    if not length.isdigit():
        raise EOFError
    made = popen.stdout.read(int(length))
    if len(made) < int(length):
        raise EOFError
    return letter == b"A", made


def _end(process: _Process) -> str:
    """Ends a pandoc that is not at work, or that was stopped; what it complained of."""
    for pipe in (process.popen.stdin, process.popen.stdout):
        assert pipe is not None
        with suppress(OSError):  # it has ended before it read all
            pipe.close()
    try:
        process.popen.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        _kill(process.popen)
        process.popen.wait()
    with process.complaints as complaints:
        complaints.seek(0)
        return _shorten(complaints.read())


def _shorten(said: bytes) -> str:
    return said.decode("utf-8", "replace").strip()[:300]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and whatever it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _environment() -> dict[str, str]:
    """Nothing of the user's: neither settings and templates of pandoc nor a locale."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"HOME": _NOWHERE, "XDG_DATA_HOME": _NOWHERE, "APPDATA": _NOWHERE, "LC_ALL": "C.UTF-8"}
