"""Compiled modules of a run: kept in one folder that its workers, and the programs that they start, have in common.

Where the surroundings forbid bytecode (PYTHONDONTWRITEBYTECODE), each of hundreds of processes would compile the
program anew, and each worker every test. Nothing is written beside a source.
"""

from __future__ import annotations

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
