"""One build of a folder at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.problem import UserError
from generator.model.system import explain_refusal

try:
    import fcntl

    _LOCKS = True
except ImportError:  # Windows has no flock: there the folder is not guarded
    _LOCKS = False


@contextmanager
def hold_lock(folder: Path, say: Callable[[str, int | None], None]) -> Iterator[None]:
    """Holds `folder`, in which the output lies, for one build; waits, and says so, while another build holds it.

    The system frees it when the process ends, however it ends, and no file is left behind.
    """
    if not _LOCKS:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise UserError(f"不能打开“{folder}”：{explain_refusal(error)}。没有生成网站。") from None
    try:
        _wait(handle, say)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, say: Callable[[str, int | None], None]) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("另一次生成正在进行，等待它结束…", None)
        fcntl.flock(handle, fcntl.LOCK_EX)
