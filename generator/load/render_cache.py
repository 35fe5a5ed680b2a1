"""What was rendered, by what it was made of: documents and pictures that did not change are not made again."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_OWNER = "project"


class RenderCache:
    """Rendered files by what they were made of. It only saves time: if it cannot be written, nothing is kept.

    It lies in the environment of the program, never among the data (who may propose data may not propose finished
    documents) nor in the folder of the program, which may be an archive; where it runs in no environment there is
    none.
    """

    def __init__(self, name: str, root: Path, audience: str) -> None:
        self._root = root.resolve()
        self._folder = _folder(name, self._root, audience)
        self._used: set[str] = set()

    def take(self, kind: str, key: str, render: Callable[[], bytes]) -> bytes:
        """The bytes kept under `key`, or those that `render` makes now."""
        name = f"{key}.{kind}"
        self._used.add(name)
        if self._folder is None:
            return render()
        path = self._folder / name
        try:
            return path.read_bytes()
        except OSError:
            pass
        data = render()
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True, exist_ok=True)
                (self._folder / _OWNER).write_bytes(os.fsencode(self._root))
            part = path.with_name(f"{name}.{os.getpid()}.part")
            part.write_bytes(data)
            part.replace(path)
        except OSError:
            pass
        return data

    def forget_others(self) -> None:
        """Removes what this build did not use, and what was kept for projects that are no longer there."""
        if self._folder is None or not self._folder.is_dir():
            return
        kept = {*self._used, _OWNER}
        for path in self._folder.iterdir():
            if path.name not in kept and path.suffix != ".part":  # another build may be writing it
                with suppress(OSError):
                    path.unlink()
        for owner in self._folder.parent.glob(f"*/{_OWNER}"):
            try:
                gone = not Path(os.fsdecode(owner.read_bytes())).exists()
            except OSError:
                continue
            if gone:
                shutil.rmtree(owner.parent, ignore_errors=True)


def _folder(name: str, root: Path, audience: str) -> Path | None:
    if sys.prefix == sys.base_prefix:
        return None
    return Path(sys.prefix) / "cache" / name / sha256(os.fsencode(root) + audience.encode()).hexdigest()[:16]
