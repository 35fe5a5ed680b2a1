"""Expected outputs that are kept as files: compared, or with KAOHE_GOLDEN=write written anew (`make goldens`)."""

from __future__ import annotations

import os
from pathlib import Path


def expect(path: Path, content: str | bytes) -> None:
    """Asserts that the file `path` holds `content`; with KAOHE_GOLDEN=write the file is written."""
    if os.environ.get("KAOHE_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    if isinstance(content, str):
        assert content == path.read_bytes().decode("utf-8")
    else:
        assert content == path.read_bytes()
