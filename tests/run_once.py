"""What the workers of one run make once and share: what pandoc makes of each document."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

Pandoc = Callable[[dict[str, Any], str], bytes]


def folder_of_run(factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run have in common."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def once(pandoc: Pandoc, folder: Path) -> Pandoc:
    """As `pandoc`, but each document is given to it only once in a run; a site has the same ones in many tests."""
    folder.mkdir(exist_ok=True)

    def take(prose: dict[str, Any], target: str) -> bytes:
        key = sha256(json.dumps([target, prose]).encode()).hexdigest()
        path = folder / key
        try:
            return path.read_bytes()
        except FileNotFoundError:
            made = pandoc(prose, target)
        part = folder / f"{key}.{os.getpid()}.part"
        part.write_bytes(made)
        part.replace(path)
        return made

    return take
