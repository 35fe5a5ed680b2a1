"""Expected outputs that lie in files beside the tests."""

from __future__ import annotations

import os
from pathlib import Path


def compare_file(path: Path, text: str) -> None:
    """Asserts that `text` is what the file holds; KAOHE_GOLDEN=write writes it instead."""
    if os.environ.get("KAOHE_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")
