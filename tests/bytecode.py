"""Compiled modules of a run: kept in one folder that its workers, and the programs that they start, have in common.

Where the surroundings forbid bytecode (PYTHONDONTWRITEBYTECODE), each of hundreds of processes would compile the
program anew, and each worker every test. Nothing is written beside a source.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path


def keep_bytecode(folder: Path, *forgotten: Path) -> None:
    """From here on this process, and whatever it starts, reads and writes bytecode in `folder`.

    Of temporary folders, and of those `forgotten`, none of an earlier run is taken: a test may write another source
    to the same path, of the same size and of a fixed time.
    """
    if "PYTHONPYCACHEPREFIX" in os.environ:  # of the run that this one is a part of
        folder = Path(os.environ["PYTHONPYCACHEPREFIX"])
    else:
        for place in (Path(tempfile.gettempdir()), *forgotten):
            shutil.rmtree(folder / place.resolve().relative_to("/"), ignore_errors=True)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(folder)


def lend_bytecode(program: Path, copy: Path) -> None:
    """Lays what was compiled of `program` by the side of a copy of it, for each source that is the same in both.

    It is what the copy would be compiled to: the names of files in it are set when it is read.
    """
    for source in copy.rglob("*.py"):
        of = program / source.relative_to(copy)
        made, lent = (Path(importlib.util.cache_from_source(str(path))) for path in (of, source))
        if lent.exists() or not made.exists() or of.read_bytes() != source.read_bytes():
            continue
        code = made.read_bytes()  # the version, flags, time and size of the source, and the code
        if code[:16] == code[:4] + _stamp(of):
            lent.parent.mkdir(parents=True, exist_ok=True)
            lent.write_bytes(code[:4] + _stamp(source) + code[16:])


def _stamp(source: Path) -> bytes:
    """What stands in compiled code of the source that it was made of, where it is to be held against it."""
    there = source.stat()
    return b"".join(number.to_bytes(4, "little") for number in (0, int(there.st_mtime), there.st_size))
