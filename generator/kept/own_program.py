"""Which program this is: its own files as they lie there, and what runs them."""

from __future__ import annotations

import os
import sys
import unicodedata
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from generator.kept.folder_signature import stat_words

_PACKAGE = Path(__file__).resolve().parents[1]
_READER = "markdown"  # of texts: it is not imported to be asked for its version, which takes longer than all else


@cache
def program_signature() -> str:
    """A digest that changes whenever a file of the program does, or Python and how it reads the names of files, or
    the readers of YAML and Markdown.

    Of each file name, size, mtime, ctime and inode stand for its bytes: a change of the bytes changes one of them.
    """
    from yaml import __version__ as yaml_version

    runs = (sys.version, sys.getfilesystemencoding(), unicodedata.unidata_version, yaml_version, _PACKAGE)
    used = sha256(" ".join(map(str, runs)).encode())
    reader = find_spec(_READER)
    if reader is not None and reader.origin is not None:
        with suppress(OSError):
            used.update(_row(reader.origin, os.stat(reader.origin)))
    waiting = [os.fspath(_PACKAGE)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_dir():
                waiting += [entry.path] if entry.name != "__pycache__" else []
            else:
                used.update(_row(entry.path, entry.stat()))
    return used.hexdigest()


def _row(path: str, told: os.stat_result) -> bytes:
    return f"{path}\0{stat_words(told)}\n".encode("utf-8", "surrogateescape")
